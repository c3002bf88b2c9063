namespace AutoCore.Policies.Backups;

/// <summary>Paths inside an archive: they come from a file that anyone may have written.</summary>
public static class ArchivePath
{
    /// <summary>Whether a path stays below the folder that it is put under: no leading slash, no empty part, no <c>..</c>, no zero.</summary>
    public static bool IsSafe(string path) =>
        path.Length > 0 && !path.Contains('\0') && path.TrimEnd('/').Split('/').All(part => part is not ("" or "." or ".."));

    /// <summary>Whether a path is one of some, or lies below one.</summary>
    /// <param name="path">Relative, without a slash at the end.</param>
    /// <param name="excluded">Relative paths.</param>
    public static bool IsBelow(string path, IEnumerable<string> excluded) =>
        excluded.Any(e => e.TrimEnd('/') is var root && path.StartsWith(root, StringComparison.Ordinal) && (path.Length == root.Length || path[root.Length] == '/'));
}
