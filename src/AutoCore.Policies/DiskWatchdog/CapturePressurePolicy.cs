using AutoCore.Policies.Storage;

namespace AutoCore.Policies.DiskWatchdog;

/// <summary>What the next round of pictures needs; the cameras post it, the disk watchdog keeps room for it.</summary>
/// <param name="Folder">Where the pictures go.</param>
/// <param name="Bytes">Expected bytes of a round.</param>
/// <param name="Files">Pictures of a round.</param>
public sealed record ExpectedRound(string Folder, long Bytes, int Files);

/// <summary>How far capture steps back when space for the next round is short (A3): first no history, then nothing at all.</summary>
public static class CapturePressurePolicy
{
    /// <summary>Rounds that must fit for a history.</summary>
    private const int RoundsForHistory = 2;

    /// <summary>Part of a round that pictures in flight may need while each replaces the one before.</summary>
    private const int InFlightPart = 8;

    private const long FewestBytes = 2_000_000;
    private const int FewestFiles = 16;
    private const double MoreToRecover = 1.5;

    /// <summary>The pressure.</summary>
    /// <param name="present">The pressure so far: stepping forward again needs half as much room more, so that it does not swing.</param>
    /// <param name="usage">The file system of the pictures.</param>
    /// <param name="isReadOnly">Whether it takes no writes.</param>
    /// <param name="isCritical">Whether it is above the critical level even after a clean-up.</param>
    /// <param name="round">The next round.</param>
    public static CapturePressure Decide(CapturePressure present, FileSystemUsage usage, bool isReadOnly, bool isCritical, ExpectedRound round)
    {
        if (isReadOnly)
            return CapturePressure.Paused;
        var now = Rate(usage, isCritical, round, 1);
        if (now >= present)
            return now;
        var withMore = Rate(usage, isCritical, round, MoreToRecover);
        return withMore < present ? withMore : present;
    }

    private static CapturePressure Rate(FileSystemUsage usage, bool isCritical, ExpectedRound round, double factor)
    {
        var pauseBelow = Math.Max(FewestBytes, round.Bytes / InFlightPart);
        if (!Fits(usage, pauseBelow * factor, FewestFiles * factor))
            return CapturePressure.Paused;
        var historyFits =
            Fits(usage, (pauseBelow + (RoundsForHistory * round.Bytes)) * factor, (FewestFiles + (RoundsForHistory * (long)round.Files)) * factor);
        return isCritical || !historyFits ? CapturePressure.SnapshotOnly : CapturePressure.None;
    }

    private static bool Fits(FileSystemUsage usage, double bytes, double files) =>
        usage.AvailableBytes >= bytes && (usage.TotalFiles == 0 || usage.FreeFiles >= files);
}
