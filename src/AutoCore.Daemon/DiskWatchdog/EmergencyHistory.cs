using AutoCore.Policies.DiskWatchdog;
using AutoCore.Policies.Storage;

namespace AutoCore.Daemon.DiskWatchdog;

/// <summary>The emergency clean-ups of one file system since it got critical.</summary>
/// <param name="LastAt">The end of the last one, on the monotonic clock; null if there was none.</param>
/// <param name="FailedInRow">How many in a row did not help.</param>
/// <param name="UsageAfter">Usage at the end of the last one.</param>
internal readonly record struct EmergencyHistory(long? LastAt, int FailedInRow, FileSystemUsage UsageAfter)
{
    /// <summary>Whether another one may start now.</summary>
    public bool IsDue(FileSystemUsage usage, TimeProvider time) =>
        CleanupPolicy.IsEmergencyDue(LastAt is { } at ? time.GetElapsedTime(at) : null, FailedInRow, GrownPoints(usage));

    /// <summary>The history with one more.</summary>
    public EmergencyHistory After(bool helped, FileSystemUsage usage, TimeProvider time) => new(time.GetTimestamp(), helped ? 0 : FailedInRow + 1, usage);

    private double GrownPoints(FileSystemUsage usage) =>
        Math.Max(usage.UsedPercent - UsageAfter.UsedPercent ?? 0, usage.UsedFilesPercent - UsageAfter.UsedFilesPercent ?? 0);
}
