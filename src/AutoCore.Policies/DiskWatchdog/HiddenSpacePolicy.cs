namespace AutoCore.Policies.DiskWatchdog;

/// <summary>A sum of files, as a walk over a file system finds it.</summary>
/// <param name="Bytes">What they take.</param>
/// <param name="ClosedFolders">Folders that could not be looked into: the sum may be more.</param>
/// <param name="IsWhole">Whether the walk came to its end.</param>
public readonly record struct FilesSum(long Bytes, int ClosedFolders, bool IsWhole);

/// <summary>What a full disk has that no file shows: deleted files that a program has open still, blocks that are kept for root.</summary>
public static class HiddenSpacePolicy
{
    /// <summary>Less is what every file system needs for itself.</summary>
    private const long Least = 64_000_000;

    private const double LeastShare = 0.05;

    /// <summary>How often it is looked for: it reads every folder of a disk.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    /// <summary>Bytes that are used and that no file accounts for; null if that is no more than usual, or not known.</summary>
    /// <param name="usedBytes">What the file system counts as used.</param>
    /// <param name="files">What its files take.</param>
    public static long? Find(long usedBytes, FilesSum files) =>
        files.IsWhole && usedBytes - files.Bytes is var hidden && hidden >= Least && hidden >= usedBytes * LeastShare ? hidden : null;

    /// <summary>Whether deleted files that are open are worth a warning: they are, once they are a fiftieth of the disk.</summary>
    public static bool IsMuch(long bytes, long totalBytes) => bytes >= Least && bytes * 50 >= totalBytes;

    /// <summary>Blocks kept for root, in percent of the disk; null if there are none to speak of. A card of data needs none.</summary>
    public static double? ReservedPercent(long totalBytes, long reservedBytes) =>
        totalBytes > 0 && 100.0 * reservedBytes / totalBytes is >= 1.5 and var percent ? percent : null;
}
