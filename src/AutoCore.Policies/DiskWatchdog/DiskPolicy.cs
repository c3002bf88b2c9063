using AutoCore.Policies.Health;
using AutoCore.Policies.Storage;

namespace AutoCore.Policies.DiskWatchdog;

/// <summary>The usage levels of the configuration, in percent.</summary>
public readonly record struct DiskLevels(int TargetPercent, int WarningPercent, int CriticalPercent);

/// <summary>What was seen of a card or disk beyond its usage.</summary>
/// <param name="ReadOnly">It can no longer be written, though it should be.</param>
/// <param name="FileSystemErrors">Errors that ext4 counted since its last check.</param>
/// <param name="DeviceErrors">Reads and writes that the device failed.</param>
public readonly record struct DiskFaults(bool ReadOnly, long FileSystemErrors, long DeviceErrors)
{
    /// <summary>Whether the card is dying.</summary>
    public bool Any => ReadOnly || FileSystemErrors > 0 || DeviceErrors > 0;
}

/// <summary>Rates a file system (A3).</summary>
public static class DiskPolicy
{
    /// <summary>Samples that are kept for <see cref="Decide"/>.</summary>
    public const int SamplesKept = 5;

    private const int SamplesForRise = 3;
    private const int NeededForRise = 2;

    /// <summary>One sample by itself: the worse of bytes and inodes.</summary>
    public static Rating RateUsage(FileSystemUsage usage, DiskLevels levels) =>
        usage.IsAbove(levels.CriticalPercent) ? Rating.Critical
        : usage.IsAbove(levels.WarningPercent) ? Rating.Warning
        : Rating.Ok;

    /// <summary>
    /// The rating with hysteresis, so that a disk at the threshold does not flap: it rises when two of the newest three samples are that bad, and
    /// falls when none of the newest five is. The very first sample counts at once.
    /// </summary>
    /// <param name="present">The rating so far.</param>
    /// <param name="samples">Each sample's own rating, newest first, at most <see cref="SamplesKept"/>.</param>
    public static Rating Decide(Rating present, ReadOnlySpan<Rating> samples)
    {
        if (samples.Length <= 1)
            return samples.Length == 0 ? present : samples[0];
        var risen = NthWorst(samples[..Math.Min(SamplesForRise, samples.Length)], NeededForRise);
        if (risen > present)
            return risen;
        var worst = NthWorst(samples, 1);
        return samples.Length >= SamplesKept && worst < present ? worst : present;
    }

    private static Rating NthWorst(ReadOnlySpan<Rating> samples, int n)
    {
        var sorted = samples.ToArray();
        Array.Sort(sorted);
        return sorted[^n];
    }
}
