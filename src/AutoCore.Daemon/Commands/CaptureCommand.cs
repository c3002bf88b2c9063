using System.CommandLine;
using AutoCore.Core;
using AutoCore.Core.Cameras;
using AutoCore.Core.Commands;
using AutoCore.Core.Hosting;
using AutoCore.Daemon.Cameras.Http;
using AutoCore.Daemon.Cameras.Rounds;

namespace AutoCore.Daemon.Commands;

/// <summary><c>autocore capture</c>: one round now; it waits for one that runs, and goes on with one that was interrupted.</summary>
internal static class CaptureCommand
{
    public static Command Create(CommandContext context)
    {
        var site = new ValueOption<string?>("--site", ValueRule.AnyText, ValueRule.Text()) { Description = "Only the cameras of this site", HelpName = "S" };
        var camera = new ValueOption<string?>("--camera", ValueRule.AnyText, ValueRule.Text()) { Description = "Only cameras of this name", HelpName = "C" };
        var command = new Command("capture", "Capture one round now.") { site, camera };
        command.SetAction(
            (line, token) => RunAsync(context, context.LoadGood(line), line.GetValue(site), line.GetValue(camera), line.GetValue(context.Verbose), token));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, LoadedSettings settings, string? site, string? camera, bool verbose,
        CancellationToken cancellationToken)
    {
        var all = settings.Options.Cameras.Sources;
        var chosen = CameraChoice.Choose(all, site, camera);
        if (chosen.Count == 0)
        {
            Terminal.WriteError(CameraChoice.DescribeNone(all, site, camera));
            return all.Count == 0 ? ExitCodes.Failed : ExitCodes.Usage;
        }
        var isAll = site is null && camera is null;
        _ = Task.Run(() => Rehearsal.PlayAsync(settings.Options.Cameras, context.Time), CancellationToken.None);
        var isTerminal = !Console.IsErrorRedirected;
        using var host = CommandHost.BuildAsOwner(isTerminal ? ProgressBar.Quiet(settings) : settings, context, verbose, logsAll: true);
        using var taken = await host.Services.GetRequiredService<CaptureLock>().TakeAsync(OnceWaiting(), cancellationToken);
        // Who is named is asked at any hour.
        var resting = isAll ? host.Services.GetRequiredService<CameraSchedule>().RestingOf(chosen) : [];
        if (resting.Count > 0)
        {
            Terminal.WriteError(
                $"{resting.Count} of {chosen.Count} cameras rest, it is outside of their Hours: --site or --camera asks those that it names at any hour");
            chosen = [.. chosen.Where(c => !resting.ContainsKey(c.Label))];
        }
        if (chosen.Count == 0)
            return ExitCodes.Good;
        var request = RoundRequest.ByHand(host.Services.GetRequiredService<RoundFile>(), settings.Options.Cameras, all, chosen, resting, context.Time);
        using var bar = isTerminal ? new ProgressBar(chosen.Count, chosen.Count(c => !request.IsAsked(c))) : null;
        var outcome = await host.Services.GetRequiredService<RoundRunner>().RunAsync(request, r => bar?.Show(r), cancellationToken);
        // Of named cameras those count, of a round that goes on those, too, that it had before.
        var (stored, total) = request.IsByName ? (outcome.Results.Count(r => r.Stored is not null), outcome.Results.Count)
            : (outcome.Summary.Stored, outcome.Summary.Total);
        return stored == total ? ExitCodes.Good : stored == 0 ? ExitCodes.Failed : ExitCodes.Partly;
    }

    private static Action OnceWaiting()
    {
        var told = false;
        return () =>
        {
            if (!told)
                Terminal.WriteError("another round is running: waiting for its end");
            told = true;
        };
    }
}
