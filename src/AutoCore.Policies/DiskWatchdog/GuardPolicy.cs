using AutoCore.Policies.Storage;

namespace AutoCore.Policies.DiskWatchdog;

/// <summary>When a guarded command is stopped, and how closely it is watched (A3).</summary>
public static class GuardPolicy
{
    /// <summary>How long a command that was told to end may take.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(500);

    /// <summary>Faster than any card writes; the page cache takes this much.</summary>
    private const double FastestBytesPerSecond = 2e9;

    /// <summary>The time to the next look: half of what the fastest command would need to fill the rest.</summary>
    public static TimeSpan NextLook(FileSystemUsage usage, DiskLevels levels)
    {
        var left = TimeSpan.FromSeconds(Math.Max(0, -usage.BytesAbove(levels.CriticalPercent)) / FastestBytesPerSecond / 2);
        return left < Shortest ? Shortest : left > Longest ? Longest : left;
    }

    /// <summary>Whether the command must stop: bytes or inodes would be critical two looks from now.</summary>
    /// <param name="before">The look before.</param>
    /// <param name="now">This look.</param>
    /// <param name="between">The time between them.</param>
    /// <param name="levels">The configured levels.</param>
    public static bool MustStop(FileSystemUsage before, FileSystemUsage now, TimeSpan between, DiskLevels levels)
    {
        var looksAhead = between > TimeSpan.Zero ? 2 * (NextLook(now, levels) / between) : 0;
        var bytes = Math.Max(0, now.UsedBytes - before.UsedBytes) * looksAhead;
        var files = Math.Max(0, before.FreeFiles - now.FreeFiles) * looksAhead;
        return now.Less(-(long)bytes, -(long)files).IsAbove(levels.CriticalPercent);
    }

    /// <summary>Whether a command that was told to end is killed at once, because it fills on: a quarter of the way from the critical level to a full file
    /// system is gone.</summary>
    public static bool MustKill(FileSystemUsage usage, DiskLevels levels) => usage.IsAbove(levels.CriticalPercent + ((100 - levels.CriticalPercent) / 4.0));
}

/// <summary>Whether there is room for something big.</summary>
/// <param name="NeededBytes">What must be free: the expected size times the factor.</param>
/// <param name="MissingBytes">What is missing of it; 0 if there is room.</param>
public readonly record struct PreflightVerdict(long NeededBytes, long MissingBytes)
{
    /// <summary>The factor where none is given: a build needs its result and what it is made of.</summary>
    public const double UsualFactor = 2;

    /// <summary>Whether there is room.</summary>
    public bool HasRoom => MissingBytes == 0;

    /// <summary>Compares what is free with what is needed.</summary>
    public static PreflightVerdict Decide(FileSystemUsage usage, long expectedBytes, double factor)
    {
        var needed = (long)(expectedBytes * factor);
        return new(needed, Math.Max(0, needed - usage.AvailableBytes));
    }
}
