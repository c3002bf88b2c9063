using AutoCore.Policies.Configuration;

namespace AutoCore.Daemon.Backups;

/// <summary>Room for backups whose size is known only when they are made: as large as the last one, and watched meanwhile.</summary>
internal static class BackupRoom
{
    private const long SpareBytes = 16_000_000;

    /// <summary>Looks whether there is room for one that has grown by a quarter.</summary>
    /// <exception cref="BackupFailure">There is none.</exception>
    public static void Require(string label, string source, BackupFolder folder)
    {
        var last = folder.VerifiedOf(source) is [var newest, ..] && new FileInfo(folder.PathOf(newest.File)) is { Exists: true } file ? file.Length : 0;
        var needed = last + last / 4 + SpareBytes;
        var free = Free(folder.Root);
        if (free < needed)
        {
            throw new BackupFailure(
                $"a backup of {label} needs about {ByteSize.Format(needed)} in {folder.Root}, {ByteSize.Format(free)} are free: make room with autocore cleanup, or set Backups:Root");
        }
    }

    /// <summary>Looks whether a folder's content can be unpacked beside it.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="bytes">The content's bytes.</param>
    /// <exception cref="BackupFailure">There is no room.</exception>
    public static void RequireUnpacked(string path, long bytes)
    {
        var above = Path.GetDirectoryName(Path.GetFullPath(path).TrimEnd('/'))!;
        var free = Free(above);
        if (free < bytes + SpareBytes)
        {
            throw new BackupFailure(
                $"it is unpacked beside {path} and needs {ByteSize.Format(bytes + SpareBytes)} in {above}, {ByteSize.Format(free)} are free: make room there");
        }
    }

    /// <summary>Why a backup must not go on: it would fill the card that others write to.</summary>
    public static string? FindObstacle(string incoming) => Free(Path.GetDirectoryName(incoming)!) < SpareBytes
        ? $"the disk of {Path.GetDirectoryName(incoming)} is nearly full: make room with autocore cleanup, or set Backups:Root"
        : null;

    private static long Free(string folder) => new DriveInfo(folder).AvailableFreeSpace;
}
