using System.CommandLine;
using AutoCore.Core.Commands;
using AutoCore.Core.DiskWatchdog;
using AutoCore.Core.Hosting;
using AutoCore.Core.LogRetention;
using AutoCore.Core.Storage;
using AutoCore.Daemon.DiskWatchdog.Cleanup;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.LogRetention;

namespace AutoCore.Daemon.Commands;

/// <summary>
/// <c>autocore cleanup-root</c>: what <c>autocore-cleanup.service</c> runs as root. A request's name chooses between two fixed lists; what it
/// contains is never read, and days and folders come from a settings file that only root can write.
/// </summary>
internal static class CleanupRootCommand
{
    private static readonly string[] Allowed = ["journal", "rotated-logs", "package-cache", "python-caches", "containers"];

    public static Command Create(CommandContext context)
    {
        var command = new Command("cleanup-root", "What the clean-up unit runs as root on the daemon's request.") { Hidden = true };
        command.SetAction((line, cancellationToken) => RunAsync(context, line, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, ParseResult line, CancellationToken cancellationToken)
    {
        if (!ProcessRights.IsRoot)
            throw new StartFailure(ExitCodes.Failed, "cleanup-root is for autocore-cleanup.service, which runs as root; you want: autocore cleanup");
        var settings = context.LoadGood(line);
        RequireRootOwned(settings.Options.SdCard.ProfileFile);
        using var host = CommandHost.BuildAsRoot(settings, context, line.GetValue(context.Verbose));
        foreach (var name in RootCleanup.Names.Where(name => RootCleanup.Take(RootCleanup.RequestFolder, name)))
        {
            // Taken away first of all: while a request is there, the path unit starts this again.
            using var answer = new CleanupAnswer(RootCleanup.AnswerFolder, name);
            // No file of the daemon's own folder is opened here: its name could be a link to one that only root may write.
            var audit = ActivatorUtilities.CreateInstance<AuditLog>(host.Services, new AuditPlace(null));
            var runner = ActivatorUtilities.CreateInstance<CleanupRunner>(host.Services, audit);
            if (name == RootCleanup.Emergency)
                await RunEmergencyAsync(host.Services, runner, answer.Add, cancellationToken);
            else
                await RunRetentionAsync(host.Services, runner, answer.Add, context.Time, cancellationToken);
            answer.Finish();
        }
        return ExitCodes.Good;
    }

    private static async Task RunEmergencyAsync(IServiceProvider services, CleanupRunner runner, Action<CleanupItem> removed,
        CancellationToken cancellationToken)
    {
        var options = services.GetRequiredService<DiskWatchdogOptions>();
        var cleanup =
            ActivatorUtilities.CreateInstance<EmergencyCleanup>(services, services.GetServices<ICleanupStep>().Where(s => Allowed.Contains(s.Name)), runner);
        foreach (var target in CleanupTarget.FindAll(options.Mounts).Where(t => t.ReadUsage().IsAbove(options.WarningPercent)))
            await cleanup.RunAsync(target, removed, cancellationToken);
    }

    private static async Task RunRetentionAsync(IServiceProvider services, CleanupRunner runner, Action<CleanupItem> removed, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var steps = services.GetServices<ICleanupStep>().ToList();
        foreach (var name in LogRetentionPolicy.StepsOf(services.GetRequiredService<LogRetentionOptions>().Rhythm))
            await runner.RunAsync(steps.First(s => s.Name == name), new CleanupRequest(CleanupReason.Retention, time.GetUtcNow()), removed, cancellationToken);
    }

    /// <summary>The settings file itself has been judged when it was read; a profile gives days, and root deletes by them.</summary>
    private static void RequireRootOwned(string? profile)
    {
        if (profile is not null && PathWalk.FindProblem(profile) is { } problem)
        {
            throw new StartFailure(ExitCodes.Configuration,
                $"SdCard:ProfileFile {profile}: root deletes by it, and so takes none that another user could have written; {problem}");
        }
    }
}
