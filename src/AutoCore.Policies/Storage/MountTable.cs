namespace AutoCore.Policies.Storage;

/// <summary>All mounts of this process, in the kernel's order.</summary>
public sealed record MountTable(IReadOnlyList<MountEntry> Entries)
{
    /// <summary>Reads the lines of <c>/proc/self/mountinfo</c>.</summary>
    public static MountTable Parse(IEnumerable<string> lines) => new([.. lines.Select(MountEntry.Parse).OfType<MountEntry>()]);

    /// <summary>The mount that a path lies on: the longest mount point of which every part is a part of the path; of several mounts on one point the last,
    /// which hides the others.</summary>
    /// <param name="path">Absolute, symbolic links resolved.</param>
    public MountEntry? FindFor(string path)
    {
        MountEntry? best = null;
        foreach (var entry in Entries)
        {
            if (LiesUnder(path, entry.MountPoint) && (best is null || entry.MountPoint.Length >= best.MountPoint.Length))
                best = entry;
        }
        return best;
    }

    /// <summary>The mount on exactly this point, or null.</summary>
    public MountEntry? FindAt(string mountPoint) => Entries.LastOrDefault(e => e.MountPoint == mountPoint);

    /// <summary>Whether a path is a folder or lies in it, compared part by part: <c>/data2</c> does not lie under <c>/data</c>.</summary>
    public static bool LiesUnder(string path, string folder) =>
        folder == "/" || (path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || path[folder.Length] == '/'));
}
