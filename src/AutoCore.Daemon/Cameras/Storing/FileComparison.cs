namespace AutoCore.Daemon.Cameras.Storing;

/// <summary>Tells whether two files hold the same bytes.</summary>
internal static class FileComparison
{
    private const int ChunkSize = 32 * 1024;

    /// <summary>Compares sizes first, so that different pictures cost no reading; a file that is not there is equal to nothing.</summary>
    public static bool AreEqual(string one, string other)
    {
        var (first, second) = (new FileInfo(one), new FileInfo(other));
        if (!first.Exists || !second.Exists || first.Length != second.Length)
            return false;
        using var left = first.OpenRead();
        using var right = second.OpenRead();
        var (a, b) = (new byte[ChunkSize], new byte[ChunkSize]);
        while (left.ReadAtLeast(a, ChunkSize, throwOnEndOfStream: false) is > 0 and var read)
        {
            if (right.ReadAtLeast(b, read, throwOnEndOfStream: false) != read || !a.AsSpan(0, read).SequenceEqual(b.AsSpan(0, read)))
                return false;
        }
        return true;
    }
}
