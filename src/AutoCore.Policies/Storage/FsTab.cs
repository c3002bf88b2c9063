namespace AutoCore.Policies.Storage;

/// <summary>One line of <c>/etc/fstab</c>.</summary>
public sealed record FsTabEntry(string Source, string MountPoint, string FileSystemType, IReadOnlyList<string> Options)
{
    /// <summary>Whether it shows a part of a file system that is mounted elsewhere, too: a folder, or a subvolume.</summary>
    public bool SharesDevice => Options.Any(o => o is "bind" or "rbind" || o.StartsWith("subvol", StringComparison.Ordinal));
}

/// <summary>What the owner of the machine means to have mounted.</summary>
public sealed record FsTab(IReadOnlyList<FsTabEntry> Entries)
{
    /// <summary>Reads the file's lines; comments and swap are skipped.</summary>
    public static FsTab Parse(IEnumerable<string> lines) => new([.. lines.Select(ParseLine).OfType<FsTabEntry>()]);

    /// <summary>The entry whose mount point holds a folder most closely, or null.</summary>
    public FsTabEntry? FindFor(string folder) => Entries.Where(e => MountTable.LiesUnder(folder, e.MountPoint)).MaxBy(e => e.MountPoint.Length);

    /// <summary>Whether a mount is read-only on purpose.</summary>
    public bool MeansReadOnly(MountEntry mount) =>
        mount.IsReadOnlyByNature || Entries.Any(e => e.MountPoint == mount.MountPoint && e.Options.Contains("ro"));

    private static FsTabEntry? ParseLine(string line)
    {
        var fields = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return fields.Length >= 3 && fields[0][0] != '#' && fields[1].StartsWith('/')
            ? new(fields[0], MountEntry.Unescape(fields[1]), fields[2], fields.Length > 3 ? fields[3].Split(',') : [])
            : null;
    }
}
