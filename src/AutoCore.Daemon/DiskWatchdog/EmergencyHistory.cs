using AutoCore.Policies.DiskWatchdog;

namespace AutoCore.Daemon.DiskWatchdog;

/// <summary>The emergency clean-ups of one file system so far.</summary>
/// <param name="LastAt">The end of the last one, on the monotonic clock; null if there was none.</param>
/// <param name="FailedInRow">How many in a row did not help.</param>
internal readonly record struct EmergencyHistory(long? LastAt, int FailedInRow)
{
    /// <summary>Whether another one may start now.</summary>
    public bool IsDue(TimeProvider time) => CleanupPolicy.IsEmergencyDue(LastAt is { } at ? time.GetElapsedTime(at) : null, FailedInRow);

    /// <summary>The history with one more.</summary>
    public EmergencyHistory After(bool helped, TimeProvider time) => new(time.GetTimestamp(), helped ? 0 : FailedInRow + 1);
}
