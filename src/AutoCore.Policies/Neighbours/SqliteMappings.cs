namespace AutoCore.Policies.Neighbours;

/// <summary>A part of a library in a process's memory.</summary>
/// <param name="Range">Its addresses, as <c>/proc/PID/maps</c> and <c>/proc/PID/map_files</c> write them.</param>
/// <param name="Name">The file's name, without its folder; it is only shown.</param>
/// <param name="IsReplaced">Whether the file was removed or exchanged since.</param>
public readonly record struct LibraryMapping(string Range, string Name, bool IsReplaced);

/// <summary>Finds SQLite libraries among what a process has mapped.</summary>
public static class SqliteMappings
{
    private const string Removed = " (deleted)";

    /// <summary>
    /// The first part of each library whose name says that it is SQLite, or a module that may contain it. Only what lies on a disk is taken: reading a
    /// page of a file system that a user
    /// serves himself may wait for ever.
    /// </summary>
    /// <param name="maps">Lines such as <c>7f01-7f02 r--p 00000000 fe:00 1234 /usr/lib/x86_64-linux-gnu/libsqlite3.so.0.8.6</c>.</param>
    public static IReadOnlyList<LibraryMapping> Find(IEnumerable<string> maps) =>
        [.. maps.Select(Parse).OfType<(string Inode, LibraryMapping Mapping)>().DistinctBy(static m => m.Inode).Select(static m => m.Mapping)];

    private static (string Inode, LibraryMapping Mapping)? Parse(string line)
    {
        var words = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
        if (words is not [var range, _, var offset, var device, var inode, var path] || !IsOnADisk(device) || offset.Any(static c => c != '0'))
            return null;
        var isReplaced = path.EndsWith(Removed, StringComparison.Ordinal);
        var name = path[(path.LastIndexOf('/') + 1)..];
        name = isReplaced ? name[..^Removed.Length] : name;
        return name.Contains("sqlite", StringComparison.OrdinalIgnoreCase)
            && (name.Contains(".so", StringComparison.Ordinal) || name.EndsWith(".node", StringComparison.Ordinal))
            ? ($"{device} {inode}", new(range, name, isReplaced))
            : null;
    }

    /// <summary>File systems without a disk behind them have numbers that begin with zero.</summary>
    private static bool IsOnADisk(string device) =>
        device.Split(':') is [var major, _] && int.TryParse(major, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) && number != 0;
}
