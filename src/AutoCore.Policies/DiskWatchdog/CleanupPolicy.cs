using AutoCore.Policies.Storage;

namespace AutoCore.Policies.DiskWatchdog;

/// <summary>Which clean-up steps run on a file system, and when an emergency clean-up is tried again (A3).</summary>
public static class CleanupPolicy
{
    /// <summary>The pause after an emergency clean-up that did not help; it doubles up to <see cref="LongestPause"/>.</summary>
    public static readonly TimeSpan ShortestPause = TimeSpan.FromMinutes(5);

    /// <summary>The longest pause between emergency clean-ups of a file system that stays critical.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>The pause after which a file system that went on filling is cleaned again, whatever came of the last time.</summary>
    public static readonly TimeSpan PauseWhileFilling = TimeSpan.FromSeconds(10);

    /// <summary>Points of a percentage that count as filling: something new is there that may be removed.</summary>
    private const double FillingPoints = 1;

    private const string ExpiredImages = "expired-images";
    private static readonly string[] LastResorts = ["telemetry", "oldest-images"];

    /// <summary>
    /// The percentage above which <c>autocore cleanup</c> runs a step: expired pictures always go, what the configuration means to keep only
    /// above the warning level, everything else above the target.
    /// </summary>
    public static int? ThresholdByHand(string step, DiskLevels levels) =>
        step == ExpiredImages ? null : LastResorts.Contains(step) ? levels.WarningPercent : levels.TargetPercent;

    /// <summary>Whether a step run by hand has something to do on a file system as full as this.</summary>
    public static bool RunsByHand(string step, FileSystemUsage usage, DiskLevels levels) =>
        ThresholdByHand(step, levels) is not { } threshold || usage.IsAbove(threshold);

    /// <summary>Whether a critical file system is cleaned now: at once when it gets critical, and again only after a pause while it stays so.</summary>
    /// <param name="sinceLast">Time since the last emergency clean-up of it, monotonic; null if there was none.</param>
    /// <param name="failedInRow">Clean-ups in a row that did not bring it under the warning level.</param>
    /// <param name="grownPoints">Points of used bytes or inodes, in percent, that came since.</param>
    public static bool IsEmergencyDue(TimeSpan? sinceLast, int failedInRow, double grownPoints) =>
        failedInRow == 0 || sinceLast is null || sinceLast >= PauseAfter(failedInRow) || (grownPoints >= FillingPoints && sinceLast >= PauseWhileFilling);

    private static TimeSpan PauseAfter(int failedInRow)
    {
        var pause = ShortestPause * Math.Pow(2, Math.Min(failedInRow - 1, 10));
        return pause < LongestPause ? pause : LongestPause;
    }
}
