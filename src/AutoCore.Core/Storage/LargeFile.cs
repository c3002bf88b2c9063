namespace AutoCore.Core.Storage;

/// <summary>Files of hundreds of megabytes, handled so that others who write to the same file system do not notice.</summary>
internal static class LargeFile
{
    private const long BytesPerStep = 16_000_000;

    /// <summary>
    /// Removes a file from its end, a piece at a time: freed at once, half a gigabyte (which a card mounted with <c>discard</c> is also told of)
    /// is one transaction of the file system, and everybody else's syncs wait for it.
    /// </summary>
    /// <exception cref="IOException">It could not be shortened or removed.</exception>
    public static void Remove(string path)
    {
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0))
        {
            while (file.Length > BytesPerStep)
            {
                file.SetLength(file.Length - BytesPerStep);
                file.Flush(flushToDisk: true);
            }
        }
        File.Delete(path);
    }
}
