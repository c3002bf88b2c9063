using AutoCore.Daemon.Health;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Health;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.DiskWatchdog.Cleanup;

/// <summary>Cleans up a critical file system: the steps in their order, usage read before each, until it is back under the warning level.</summary>
internal sealed partial class EmergencyCleanup(
    DiskWatchdogOptions options, IEnumerable<ICleanupStep> steps, CleanupRunner runner, HealthBoard board, TimeProvider time, ILogger<EmergencyCleanup> log)
{
    /// <summary>Runs the steps.</summary>
    /// <param name="target">The critical file system.</param>
    /// <param name="removed">Told of each thing that went.</param>
    /// <param name="cancellationToken">Ends it between two things.</param>
    /// <returns>Whether the file system is under the warning level now.</returns>
    /// <exception cref="IOException">It cannot be reached any more.</exception>
    public async Task<bool> RunAsync(CleanupTarget target, Action<CleanupItem> removed, CancellationToken cancellationToken)
    {
        var before = target.ReadUsage();
        Log.Started(log, target.MountPoint, before.UsedPercent);
        foreach (var step in CleanupSteps.InOrder(options.Cleanup, steps))
        {
            var usage = target.ReadUsage();
            if (!usage.IsAbove(options.WarningPercent))
                break;
            await runner.RunAsync(step, RequestFor(target, new(usage.BytesAbove(options.WarningPercent), usage.FilesAbove(options.WarningPercent))), removed, cancellationToken);
        }
        return Tell(target, before.AvailableBytes);
    }

    private CleanupRequest RequestFor(CleanupTarget target, CleanupNeed need) => new(CleanupReason.Emergency, time.GetUtcNow()) { Holds = target.Holds, Need = need };

    private bool Tell(CleanupTarget target, long availableBefore)
    {
        var usage = target.ReadUsage();
        var freed = usage.AvailableBytes - availableBefore;
        var helped = !usage.IsAbove(options.WarningPercent);
        if (helped)
            Log.Helped(log, target.MountPoint, freed, usage.UsedPercent);
        else
            Log.NotEnough(log, target.MountPoint, freed, usage.UsedPercent);
        var verdict = helped ? "clean-up helped" : "clean-up was not enough; what is left is for you to remove (apt autoremove, a larger card)";
        board.Raise(new("cleanup-finished", time.GetUtcNow(), helped ? Rating.Ok : Rating.Critical, $"{target.MountPoint}: {verdict}",
            new("mount", target.MountPoint), new("freed_bytes", freed), new("used_percent", usage.UsedPercent)));
        return helped;
    }

    private static partial class Log
    {
        [LoggerMessage(LogEvents.CleanupStarted, LogLevel.Warning, "{Mount}: emergency clean-up starts at {UsedPercent:0.0} %", EventName = "cleanup-started")]
        public static partial void Started(ILogger log, string mount, double? usedPercent);

        [LoggerMessage(LogEvents.CleanupHelped, LogLevel.Information, "{Mount}: clean-up freed {Bytes} bytes, {UsedPercent:0.0} % are used now", EventName = "cleanup-finished")]
        public static partial void Helped(ILogger log, string mount, long bytes, double? usedPercent);

        [LoggerMessage(LogEvents.CleanupNotEnough, LogLevel.Error, "{Mount}: clean-up freed only {Bytes} bytes, {UsedPercent:0.0} % are used still. What is left is for you to remove: apt autoremove, old files, or take a larger card", EventName = "cleanup-not-enough")]
        public static partial void NotEnough(ILogger log, string mount, long bytes, double? usedPercent);
    }
}
