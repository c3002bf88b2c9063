namespace AutoCore.Daemon.Storage;

/// <summary>Replaces small files so that no reader and no power cut ever meets half of one.</summary>
internal static class AtomicFile
{
    private const UnixFileMode ReadableByAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Writes a temporary name beside the file and renames it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">All of it.</param>
    /// <param name="durable">Whether it must be there after a power cut; without, nothing is forced onto the card.</param>
    /// <param name="mode">Its permissions, whatever the umask.</param>
    public static void Write(string path, ReadOnlySpan<byte> content, bool durable, UnixFileMode mode = ReadableByAll)
    {
        var temporary = $"{path}.tmp";
        // Made anew, and not opened: a link of that name would lead elsewhere.
        File.Delete(temporary);
        using (var file = new FileStream(temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = mode, BufferSize = 0 }))
        {
            File.SetUnixFileMode(file.SafeFileHandle, mode);
            file.Write(content);
            file.Flush(flushToDisk: durable);
        }
        File.Move(temporary, path, overwrite: true);
        if (durable)
            Posix.SyncFolder(Path.GetDirectoryName(path)!);
    }
}
