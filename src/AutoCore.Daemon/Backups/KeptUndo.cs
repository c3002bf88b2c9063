using AutoCore.Core.Storage;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Backups;

namespace AutoCore.Daemon.Backups;

/// <summary>
/// Stands in <c>pre_restore/</c> for what a restore has kept in place itself, as a database under another name: <c>autocore restore</c> of it exchanges the
/// two again, as often as one likes.
/// </summary>
internal static class KeptUndo
{
    private const string Ending = ".kept";

    /// <summary>Notes that a source's state before is kept; an older note of it goes, for only one state is.</summary>
    /// <returns>The note's file name.</returns>
    public static string Write(BackupFolder folder, BackupName name)
    {
        Directory.CreateDirectory(folder.Root);
        foreach (var old in In(folder).Where(f => SourceOf(f) == name.Source).ToList())
            File.Delete(folder.PathOf(old));
        var file = $"{name.Stem}{Ending}";
        AtomicFile.Write(folder.PathOf(file), "autocore restore of this file exchanges the database and the one from before a restore.\n"u8, durable: true,
            Checksum.Mode);
        return file;
    }

    /// <summary>The notes in a folder, by file name.</summary>
    public static IEnumerable<string> In(BackupFolder folder) => Directory.Exists(folder.Root)
        ? Directory.EnumerateFiles(folder.Root, $"*{Ending}").Select(f => Path.GetFileName(f)).Where(f => SourceOf(f) is not null).Order(StringComparer.Ordinal)
        : [];

    /// <summary>The source that a note is of, or null if a file is none.</summary>
    public static string? SourceOf(string path) =>
        path.EndsWith(Ending, StringComparison.Ordinal) && BackupName.TryParse($"{Path.GetFileName(path)[..^Ending.Length]}.dump") is { } name
            ? name.Source : null;
}
