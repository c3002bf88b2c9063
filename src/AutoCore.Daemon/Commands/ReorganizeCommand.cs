using System.CommandLine;
using AutoCore.Core.Cameras;
using AutoCore.Core.Commands;
using AutoCore.Core.Hosting;
using AutoCore.Daemon.Cameras.Reorganizing;
using AutoCore.Daemon.Cameras.Rounds;
using AutoCore.Policies.Cameras;

namespace AutoCore.Daemon.Commands;

/// <summary><c>autocore cameras reorganize</c>: moves pictures into the layout of the present mode.</summary>
internal static class ReorganizeCommand
{
    public static Command Create(CommandContext context)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Only list what would move" };
        var command = new Command("reorganize", "Move what is there into the layout of Cameras:StorageMode; nothing is overwritten.") { dryRun };
        command.SetAction((line, cancellationToken) => RunAsync(context, line, line.GetValue(dryRun), cancellationToken));
        return command;
    }

    /// <summary>Holds the capture's lock, so that no round gives names meanwhile.</summary>
    private static async Task<int> RunAsync(CommandContext context, ParseResult line, bool dryRun, CancellationToken cancellationToken)
    {
        var settings = context.LoadGood(line);
        if (dryRun)
            return Run(settings.Options.Cameras, context.Time, dryRun, cancellationToken);
        using var host = CommandHost.BuildAsOwner(settings, context, line.GetValue(context.Verbose));
        using var taken = await host.Services.GetRequiredService<CaptureLock>().TakeAsync(static () => { }, cancellationToken);
        return Run(settings.Options.Cameras, context.Time, dryRun, cancellationToken);
    }

    private static int Run(CamerasOptions options, TimeProvider time, bool dryRun, CancellationToken cancellationToken)
    {
        var moved = 0;
        foreach (var move in new Reorganizer(new PictureTree(options.Root), options.StorageMode, time.LocalTimeZone, dryRun).Run())
        {
            Console.WriteLine($"{(dryRun ? "would move" : "moved")} {move.From} -> {move.To}");
            moved++;
            if (!cancellationToken.IsCancellationRequested)
                continue;
            return Terminal.Fail($"stopped after {moved} pictures: run it again to go on");
        }
        Console.WriteLine(
            $"{moved} {(moved == 1 ? "picture" : "pictures")} {(dryRun ? "would move" : "moved")} into the {options.StorageMode.ToWord()} layout");
        return ExitCodes.Good;
    }
}
