using AutoCore.Policies.Storage;

namespace AutoCore.Policies.DiskWatchdog;

/// <summary>Whether the data directory takes nothing, so that the daemon goes on from memory; a fact for other features.</summary>
/// <param name="IsActive">Whether it is so.</param>
/// <param name="Reason">Why, in words; empty while all is well.</param>
public readonly record struct SurvivalMode(bool IsActive, string Reason);

/// <summary>Decides about survival mode (G1).</summary>
public static class SurvivalPolicy
{
    /// <summary>With less than this nothing of ours can be written whole.</summary>
    private const long FewestBytes = 64 * 1024;

    /// <summary>The mode.</summary>
    /// <param name="usage">The file system of the data directory; null if it cannot be reached.</param>
    /// <param name="isReadOnly">Whether it takes no writes.</param>
    /// <param name="lastProblem">Why the last thing that had to be written could not be, or null.</param>
    public static SurvivalMode Decide(FileSystemUsage? usage, bool isReadOnly, string? lastProblem)
    {
        var reason = usage is not { } known ? "its file system cannot be reached"
            : isReadOnly ? "its file system takes no writes"
            : known.AvailableBytes < FewestBytes ? "its file system is full"
            : known is { TotalFiles: > 0, FreeFiles: 0 } ? "its file system has no inode left"
            : lastProblem ?? "";
        return new(reason.Length > 0, reason);
    }
}
