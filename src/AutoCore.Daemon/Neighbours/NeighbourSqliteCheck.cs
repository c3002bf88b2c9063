using AutoCore.Core.Health;
using AutoCore.Core.Neighbours;
using AutoCore.Core.Storage;
using AutoCore.Policies.Neighbours;
using AutoCore.Policies.Storage;

namespace AutoCore.Daemon.Neighbours;

/// <summary>
/// Says which SQLite the neighbours' processes have in memory: a library mends only its own process. The paths of another's memory are untrusted and
/// are not opened: the kernel's own link
/// to what is mapped is, and of that only the bytes are read.
/// </summary>
internal sealed class NeighbourSqliteCheck(IReadOnlyList<NeighbourOptions> neighbours, ControlGroups groups) : DoctorCheck
{
    private const int MostBytes = 8_000_000;
    private const int MostLines = 20_000;

    public override string Subject => "neighbours' SQLite";

    public override bool NeedsRoot => true;

    protected override IEnumerable<Finding> Look(CancellationToken cancellationToken) => ProcessRights.IsRoot
        ? neighbours.SelectMany(n => groups.ReadProcesses(n.Unit).SelectMany(ReadLibraries).Distinct().Select(found => Evaluate(n.Unit, found, ReadInstalled)))
        : [];

    /// <summary>
    /// A warning where the distribution's own library, as it is installed now, is mended and the process has the one from before: then a restart mends
    /// it. What is not installed is not known here.
    /// </summary>
    internal static Finding Evaluate(string unit, (LibraryMapping Library, string? Version) found, Func<string?> installed)
    {
        var (library, version) = found;
        if (version is null)
            return Finding.Ok(unit, $"uses {library.Name}, whose SQLite release cannot be read");
        if (SqliteRelease.HasWalResetBug(version) != true)
            return Finding.Ok(unit, $"uses SQLite {version} ({library.Name})");
        return library.IsReplaced && installed() is { } now && SqliteRelease.HasWalResetBug(now) == false
            ? Finding.Warning(unit, $"still uses SQLite {version} ({library.Name}), which can lose commits (WAL-reset bug), though {now} is installed",
                $"systemctl restart {unit}")
            : Finding.Ok(
            unit, $"uses SQLite {version} ({library.Name}), which has the WAL-reset bug (fixed in {SqliteRelease.FirstFixed}): checkpoints of its own can lose its commits; this program's do not");
    }

    /// <summary>None of a process that has ended.</summary>
    private static IEnumerable<(LibraryMapping Library, string? Version)> ReadLibraries(int process) =>
        FileAttempt.OrElse<IReadOnlyList<LibraryMapping>>([], () => SqliteMappings.Find(File.ReadLines($"/proc/{process}/maps").Take(MostLines)))
            .Select(l => (l with { Range = "" }, ReadVersion($"/proc/{process}/map_files/{l.Range}")));

    /// <summary>What the distribution has installed, in its folder for this machine.</summary>
    private static string? ReadInstalled() =>
        Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu*").Select(d => Path.Combine(d, "libsqlite3.so.0")).Where(File.Exists).Select(ReadVersion)
        .FirstOrDefault();

    private static string? ReadVersion(string file) => FileAttempt.OrElse<string?>(null, () => SqliteVersionText.Find(PlainFile.ReadSmall(file, MostBytes)));
}
