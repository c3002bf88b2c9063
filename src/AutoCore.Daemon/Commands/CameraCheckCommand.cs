using System.CommandLine;
using AutoCore.Core;
using AutoCore.Core.Commands;
using AutoCore.Core.Hosting;
using AutoCore.Daemon.Cameras;

namespace AutoCore.Daemon.Commands;

/// <summary><c>autocore cameras check</c>: asks every camera once, stores nothing, says what each answered and which setting would help.</summary>
internal static class CameraCheckCommand
{
    public static Command Create(CommandContext context)
    {
        var site = new ValueOption<string?>("--site", ValueRule.AnyText, ValueRule.Text()) { Description = "Only the cameras of this site", HelpName = "S" };
        var camera = new ValueOption<string?>("--camera", ValueRule.AnyText, ValueRule.Text()) { Description = "Only cameras of this name", HelpName = "C" };
        var command = new Command("check", "Ask every camera once and say what helps; nothing is stored.") { site, camera };
        command.SetAction((line, token) => RunAsync(context, context.LoadGood(line), line.GetValue(site), line.GetValue(camera), token));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, LoadedSettings settings, string? site, string? camera, CancellationToken cancellationToken)
    {
        var all = settings.Options.Cameras.Sources;
        var chosen = CameraChoice.Choose(all, site, camera);
        if (chosen.Count == 0)
        {
            Terminal.WriteError(CameraChoice.DescribeNone(all, site, camera));
            return all.Count == 0 ? ExitCodes.Failed : ExitCodes.Usage;
        }
        using var host = CommandHost.BuildReadOnly(settings, context, verbose: false);
        var findings = await host.Services.GetRequiredService<CameraCheck>().RunAsync(chosen, Print, cancellationToken);
        var good = findings.Count(f => f.IsGood);
        Console.WriteLine($"{good} of {findings.Count} cameras sent a whole picture");
        var isFine = findings.All(f => f.IsGood || f.IsResting);
        return isFine ? ExitCodes.Good : good == 0 ? ExitCodes.Failed : ExitCodes.Partly;
    }

    private static void Print(CameraFinding finding)
    {
        Terminal.Write($"{finding.Camera.Label}: {finding.Answer}");
        if (finding.Advice is { } advice)
            Terminal.Write(advice, "  ");
    }
}
