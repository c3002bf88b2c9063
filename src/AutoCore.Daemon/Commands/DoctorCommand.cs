using System.CommandLine;
using AutoCore.Core;
using AutoCore.Core.Commands;
using AutoCore.Core.Configuration;
using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Policies.Health;
using AutoCore.Policies.Hosting;

namespace AutoCore.Daemon.Commands;

/// <summary><c>autocore doctor</c>: looks at everything around the daemon that can go wrong, a line each with the remedy. It changes nothing.</summary>
internal static class DoctorCommand
{
    private const int LongestLine = 8192;
    private const int RatingWidth = 8;

    public static Command Create(CommandContext context)
    {
        var command = new Command("doctor", "Look for what is set up wrong on this machine, and say how to mend it.");
        command.SetAction((line, cancellationToken) => RunAsync(context.LoadGood(line), context, line.GetValue(context.Verbose), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(LoadedSettings settings, CommandContext context, bool verbose, CancellationToken cancellationToken)
    {
        using var host = CommandHost.BuildReadOnly(settings, context, verbose);
        var worst = Rating.Ok;
        foreach (var warning in settings.Report.Warnings)
            worst = Print(Finding.Warning("settings", warning, $"see {Documentation.PathOf("configuration.md")}"), worst);
        var checks = host.Services.GetServices<IDoctorCheck>().ToLookup(c => c.NeedsRoot);
        foreach (var finding in await LookAsync(checks[true], cancellationToken))
            worst = Print(finding, worst);
        try
        {
            RootRights.DropToOwner(settings.Options.Hosting.DataDirectory, writes: false, context.Environment);
        }
        catch (StartFailure e)
        {
            return ExitCodes.For(Print(Finding.Critical("data directory", "root does not use it, and looks no further", e.Message), worst));
        }
        foreach (var finding in await LookAsync(checks[false], cancellationToken))
            worst = Print(finding, worst);
        return ExitCodes.For(worst);
    }

    private static async Task<List<Finding>> LookAsync(IEnumerable<IDoctorCheck> checks, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var check in checks)
            findings.AddRange(await LookAsync(check, cancellationToken));
        return findings;
    }

    private static async Task<IReadOnlyList<Finding>> LookAsync(IDoctorCheck check, CancellationToken cancellationToken)
    {
        try
        {
            return await check.LookAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [Finding.Warning(check.Subject, $"could not be looked at: {e.Message.TrimEnd('.')}", "run it as root: sudo autocore doctor")];
        }
    }

    private static Rating Print(Finding finding, Rating worst)
    {
        // Names in it may be anybody's, and the terminal is root's.
        var text = SafeText.Of($"{finding.Subject}: {finding.Text}{(finding.Remedy is null ? "" : $". {finding.Remedy}")}", LongestLine);
        var begins = $"{Terminal.Paint(finding.Rating.ToWord().PadRight(RatingWidth), finding.Rating)} ";
        foreach (var line in WrappedText.Of(text, Terminal.Width - RatingWidth - 1))
        {
            Console.WriteLine(begins + line);
            begins = new(' ', RatingWidth + 1);
        }
        return finding.Rating > worst ? finding.Rating : worst;
    }
}
