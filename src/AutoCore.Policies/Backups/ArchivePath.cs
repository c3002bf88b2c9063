namespace AutoCore.Policies.Backups;

/// <summary>Paths inside an archive: they come from a file that anyone may have written.</summary>
public static class ArchivePath
{
    /// <summary>Whether a path stays below the folder that it is put under: no leading slash, no empty part, no <c>..</c>, no zero.</summary>
    public static bool IsSafe(string path) => IsSafe(Encoding.UTF8.GetBytes(path.TrimEnd('/')));

    /// <summary>The same for a path that need not be text, without a slash at its end.</summary>
    public static bool IsSafe(ReadOnlySpan<byte> path)
    {
        if (path.Contains((byte)0))
            return false;
        foreach (var part in path.Split((byte)'/'))
        {
            if (path[part] is var name && (name.IsEmpty || name.SequenceEqual("."u8) || name.SequenceEqual(".."u8)))
                return false;
        }
        return true;
    }

    /// <summary>Whether a path is one of some, or lies below one.</summary>
    /// <param name="path">Relative, without a slash at the end.</param>
    /// <param name="excluded">Relative paths.</param>
    public static bool IsBelow(string path, IEnumerable<string> excluded) =>
        excluded.Any(
        e => e.TrimEnd('/') is var root && path.StartsWith(root, StringComparison.Ordinal) && (path.Length == root.Length || path[root.Length] == '/'));
}
