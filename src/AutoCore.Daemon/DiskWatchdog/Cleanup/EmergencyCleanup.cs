using AutoCore.Core.DiskWatchdog;
using AutoCore.Core.Health;
using AutoCore.Core.Logging;
using AutoCore.Daemon.Storage;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.DiskWatchdog.Cleanup;

/// <summary>Cleans up a critical file system: the steps in their order, usage read before each, until it is back under the warning level.</summary>
internal sealed class EmergencyCleanup(
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
        log.Write(DiskWatchdogEvents.CleanupStarted, new("mount", target.MountPoint), new("used_percent", before.UsedPercent));
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
        var helped = !usage.IsAbove(options.WarningPercent);
        board.Raise(helped ? DiskWatchdogEvents.CleanupHelped : DiskWatchdogEvents.CleanupNotEnough,
            new("mount", target.MountPoint), new("freed_bytes", usage.AvailableBytes - availableBefore), new("used_percent", usage.UsedPercent));
        return helped;
    }
}
