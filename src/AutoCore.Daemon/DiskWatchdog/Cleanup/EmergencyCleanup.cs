using AutoCore.Core.DiskWatchdog;
using AutoCore.Core.Health;
using AutoCore.Core.Logging;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.DiskWatchdog;

namespace AutoCore.Daemon.DiskWatchdog.Cleanup;

/// <summary>Cleans up a critical file system: the steps in their order, usage read before each, until it is back under the warning level.</summary>
internal sealed class EmergencyCleanup(
    DiskWatchdogOptions options, IEnumerable<ICleanupStep> steps, CleanupRunner runner, HealthBoard board, TimeProvider time, ILogger<EmergencyCleanup> log)
{
    private readonly Dictionary<string, long> _hiddenLooked = new(StringComparer.Ordinal);

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
            await runner.RunAsync(
                step, RequestFor(target, new(usage.BytesAbove(options.WarningPercent), usage.FilesAbove(options.WarningPercent))), removed, cancellationToken);
        }
        return Tell(target, before.AvailableBytes);
    }

    /// <summary>Where nothing more can be removed: whether the disk holds what is no file.</summary>
    /// <param name="target">The file system.</param>
    /// <param name="beat">Called now and then.</param>
    public void LookForHidden(CleanupTarget target, Action beat, CancellationToken cancellationToken)
    {
        if (_hiddenLooked.TryGetValue(target.Device, out var at) && time.GetElapsedTime(at) < HiddenSpacePolicy.Interval)
            return;
        _hiddenLooked[target.Device] = time.GetTimestamp();
        var files = FilesWalk.Measure(target.MountPoint, beat, cancellationToken);
        var used = target.ReadUsage().UsedBytes;
        if (HiddenSpacePolicy.Find(used, files) is not null)
        {
            board.Raise(DiskWatchdogEvents.SpaceHidden,
                new("mount", target.MountPoint), new("used_bytes", used), new("files_bytes", files.Bytes), new("closed_folders", files.ClosedFolders));
        }
    }

    private CleanupRequest RequestFor(CleanupTarget target, CleanupNeed need) =>
        new(CleanupReason.Emergency, time.GetUtcNow()) { Holds = target.Holds, Need = need };

    private bool Tell(CleanupTarget target, long availableBefore)
    {
        var usage = target.ReadUsage();
        var helped = !usage.IsAbove(options.WarningPercent);
        board.Raise(helped ? DiskWatchdogEvents.CleanupHelped : DiskWatchdogEvents.CleanupNotEnough,
            new("mount", target.MountPoint), new("freed_bytes", usage.AvailableBytes - availableBefore), new("used_percent", usage.UsedPercent));
        return helped;
    }
}
