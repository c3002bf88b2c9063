using AutoCore.Core.Storage.SafePath;

namespace AutoCore.Core.Storage;

/// <summary>Opens files that others may have made, to be read: backups, the checksums beside them, the daemon's state.</summary>
internal static class PlainFile
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>
    /// Opens a backup as whoever acts. Only a file that root named, and that the daemon's user may not read, is opened as root: over no link, and never
    /// one that has a second name, which may be somebody's way to have root read it.
    /// </summary>
    /// <exception cref="IOException">It is not there, or no plain file.</exception>
    public static FileStream Open(string path)
    {
        if (!IsPlain(path))
            throw new IOException($"{path} is {(Directory.Exists(path) ? "a folder" : "no plain file")}, and a file is meant");
        try
        {
            return new(path, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = BufferBytes });
        }
        catch (UnauthorizedAccessException e) when (ActingUser.HasRootAside)
        {
            using var root = ActingUser.AsRoot();
            using var folder = SafeFolder.Open(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var name = new FileName(Path.GetFileName(path));
            if (folder.Look(name) is null)
                throw new FileNotFoundException($"{path} is not there", e);
            if (folder.OpenFile(name) is not { } file)
                throw new UnsafePath($"{path} is no plain file", e);
            if (FileFacts.Of(file) is { Links: 1 })
                return new(file, FileAccess.Read, BufferBytes);
            file.Dispose();
            throw new UnsafePath($"{path} has a second name (hard link): copy it, and restore from the copy", e);
        }
    }

    /// <summary>Reads all of a small file, wherever links lead: neither waits for a pipe nor takes more than it should.</summary>
    /// <exception cref="IOException">It is not there, no plain file, or too large.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    public static byte[] ReadSmall(string path, int mostBytes)
    {
        // Looked at first, for opening a device may already do something; and again when it is open, for it may have been exchanged.
        if (FileFacts.Read(path, follow: true) is not { IsRegular: true } and var facts)
        {
            throw new FileNotFoundException(facts is null ? $"{path} is not there"
                : $"{path} is {(facts.Value.IsFolder ? "a folder" : "no plain file")}, and a file is meant");
        }
        using var handle = SafeFolder.OpenAnywhere(path);
        if (FileFacts.Of(handle) is not { IsRegular: true })
            throw new FileNotFoundException($"{path} is no plain file");
        using var file = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        var content = new byte[Math.Min(file.Length, mostBytes + 1L)];
        var length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        return length <= mostBytes ? content[..length] : throw new IOException($"{path} is larger than {mostBytes} bytes");
    }

    /// <summary>The same, as text without its mark of order.</summary>
    public static string ReadSmallText(string path, int mostBytes) => Encoding.UTF8.GetString(ReadSmall(path, mostBytes)).TrimStart('\uFEFF');

    private static bool IsPlain(string path)
    {
        try
        {
            return FileFacts.Read(path, follow: true) is null or { IsRegular: true };
        }
        catch (IOException)
        {
            // It cannot be looked at; opening it says why.
            return true;
        }
    }
}
