namespace AutoCore.Policies.Neighbours;

/// <summary>A line of a Python package's <c>RECORD</c>: what pip installed, as comma-separated values of path, hash and size.</summary>
/// <param name="Path">Relative to the folder that the package's own lies in.</param>
/// <param name="Bytes">Its size when it was installed, or null where the line has none.</param>
public readonly record struct RecordedFile(string Path, long? Bytes)
{
    /// <summary>Reads a line; null for byte code, which is made again when it is needed, and for what names no file.</summary>
    public static RecordedFile? Parse(string line)
    {
        // The path alone may hold commas, and then stands in quotation marks.
        var size = line.LastIndexOf(',');
        var hash = size > 0 ? line.LastIndexOf(',', size - 1) : -1;
        var path = hash < 0 ? line : line[..hash];
        if (path is ['"', .., '"'])
            path = path[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal);
        if (path.Length == 0 || path.EndsWith(".pyc", StringComparison.Ordinal))
            return null;
        return new(path, hash >= 0 && long.TryParse(line.AsSpan(size + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : null);
    }

    /// <summary>Whether a power loss has taken it, or a part of it: what is longer was edited by somebody.</summary>
    /// <param name="bytes">Its size now, or null if it is not there.</param>
    public bool IsDamaged(long? bytes) => bytes is not { } now || now < Bytes;
}
