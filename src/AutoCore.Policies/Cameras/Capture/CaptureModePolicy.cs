using AutoCore.Policies.DiskWatchdog;

namespace AutoCore.Policies.Cameras.Capture;

/// <summary>How capture steps back when space is short (A3): no history first, then nothing at all; it comes back by itself.</summary>
public static class CaptureModePolicy
{
    /// <summary>The layout to store in, or null: capture pauses.</summary>
    public static StorageMode? Decide(StorageMode configured, CapturePressure pressure) => pressure switch
    {
        CapturePressure.Paused => null,
        CapturePressure.SnapshotOnly => StorageMode.Snapshot,
        _ => configured,
    };
}
