using AutoCore.Core.Storage.SafePath;

namespace AutoCore.Core.Storage;

/// <summary>Replaces small files so that no reader and no power cut ever meets half of one.</summary>
internal static class AtomicFile
{
    private const UnixFileMode ReadableByAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Writes a temporary name beside the file and renames it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">All of it.</param>
    /// <param name="durable">Whether it must be there after a power cut; without, nothing is forced onto the card.</param>
    /// <param name="mode">Its permissions, whatever the umask.</param>
    /// <param name="owner">Whose it is; null: this process's user's.</param>
    public static void Write(string path, ReadOnlySpan<byte> content, bool durable, UnixFileMode mode = ReadableByAll, FileOwner? owner = null)
    {
        var temporary = $"{path}.tmp";
        // Made anew, and not opened: a link of that name would lead elsewhere.
        File.Delete(temporary);
        Replace(path, temporary, content, durable, mode, owner, static () => true);
    }

    /// <summary>The same, durable, for files that others write, too: by a temporary name that nobody else has.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">All of it.</param>
    /// <param name="mode">Its permissions, whatever the umask.</param>
    /// <param name="owner">Whose it is; null: this process's user's.</param>
    /// <param name="isDue">Asked when all is written, right before the file is replaced.</param>
    /// <returns>False: it was not due any more, and nothing has changed.</returns>
    public static bool TryReplace(string path, ReadOnlySpan<byte> content, UnixFileMode mode, FileOwner? owner, Func<bool> isDue) =>
        Replace(path, $"{path}.{Guid.NewGuid():N}.tmp", content, durable: true, mode, owner, isDue);

    private static bool Replace(string path, string temporary, ReadOnlySpan<byte> content, bool durable, UnixFileMode mode, FileOwner? owner,
        Func<bool> isDue)
    {
        var isReplaced = false;
        try
        {
            using (var file = new FileStream(
                temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = mode, BufferSize = 0 }))
            {
                if (owner is { } given)
                    SafeFolder.Give(file.SafeFileHandle, given, temporary);
                SetMode(file, mode);
                file.Write(content);
                file.Flush(flushToDisk: durable);
            }
            if (isDue())
            {
                File.Move(temporary, path, overwrite: true);
                isReplaced = true;
            }
        }
        finally
        {
            // A full card is not left with an empty file on top.
            if (!isReplaced)
                FileAttempt.Try(() => File.Delete(temporary));
        }
        if (durable && isReplaced)
            Posix.SyncFolder(Path.GetDirectoryName(path)!);
        return isReplaced;
    }

    /// <summary>It was made with no more than these permissions: where they cannot be widened, the file is worth more than they are.</summary>
    private static void SetMode(FileStream file, UnixFileMode mode) =>
        // vfat, exFAT, SMB: the mount gives all files one mode.
        FileAttempt.Try(() => File.SetUnixFileMode(file.SafeFileHandle, mode));
}
