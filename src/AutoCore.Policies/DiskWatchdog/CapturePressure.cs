namespace AutoCore.Policies.DiskWatchdog;

/// <summary>How far capture must step back because space is short (A3); the disk watchdog posts it, the cameras ask their own policy what it means.</summary>
public enum CapturePressure
{
    /// <summary>Room enough for a history.</summary>
    None,

    /// <summary>Only the newest picture of each camera.</summary>
    SnapshotOnly,

    /// <summary>No room for another round.</summary>
    Paused,
}
