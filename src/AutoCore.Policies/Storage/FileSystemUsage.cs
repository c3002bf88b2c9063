namespace AutoCore.Policies.Storage;

/// <summary>How full a file system is, as <c>statvfs</c> tells it.</summary>
/// <param name="TotalBytes">Its size, in bytes.</param>
/// <param name="FreeBytes">Free for root.</param>
/// <param name="AvailableBytes">Free for everyone else.</param>
/// <param name="TotalFiles">Its inodes; 0 where they are made as needed.</param>
/// <param name="FreeFiles">Inodes that are free.</param>
public readonly record struct FileSystemUsage(long TotalBytes, long FreeBytes, long AvailableBytes, long TotalFiles, long FreeFiles)
{
    /// <summary>Bytes in use.</summary>
    public long UsedBytes => TotalBytes - FreeBytes;

    /// <summary>Bytes that everyone but root could ever use; <c>df</c> reckons its percentage from it.</summary>
    public long UsableBytes => UsedBytes + AvailableBytes;

    /// <summary>Used bytes of the usable ones, in percent, as in <c>df</c> but not rounded; null for a file system without a size.</summary>
    public double? UsedPercent => UsableBytes > 0 ? 100.0 * UsedBytes / UsableBytes : null;

    /// <summary>Used inodes in percent; null where inodes are not limited.</summary>
    public double? UsedFilesPercent => TotalFiles > 0 ? 100.0 * (TotalFiles - FreeFiles) / TotalFiles : null;

    /// <summary>Bytes that must go until used bytes are at a percentage; negative when below it.</summary>
    public long BytesAbove(double percent) => UsedBytes - (long)(UsableBytes * percent / 100);

    /// <summary>Inodes that must go until used inodes are at a percentage; negative when below it, or when inodes are not limited.</summary>
    public long FilesAbove(double percent) => TotalFiles == 0 ? -1 : TotalFiles - FreeFiles - (long)(TotalFiles * percent / 100);

    /// <summary>Whether bytes or inodes are above a percentage.</summary>
    public bool IsAbove(double percent) => UsedPercent > percent || UsedFilesPercent > percent;

    /// <summary>What it would be once something has gone.</summary>
    public FileSystemUsage Less(long bytes, long files) =>
        this with { FreeBytes = FreeBytes + bytes, AvailableBytes = AvailableBytes + bytes, FreeFiles = FreeFiles + files };
}
