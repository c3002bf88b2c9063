using AutoCore.Core.Storage;
using AutoCore.Core.Storage.SafePath;

namespace AutoCore.Daemon.Backups;

/// <summary>Damaged databases are kept under another name, with their write-ahead log: a person may still save something from them.</summary>
internal static class DamagedFile
{
    /// <summary>Renames a database and what lies beside it.</summary>
    /// <returns>The new path of the database.</returns>
    public static string SetAside(DatabaseFile file, DateTimeOffset now)
    {
        var aside = NameFor(file, now);
        foreach (var part in file.Parts.ToList())
            File.Move(part, aside.Path + part[file.Path.Length..]);
        return aside.Path;
    }

    /// <summary>Copies a database and its log, so that they are there whatever becomes of the originals.</summary>
    /// <returns>The copy's path.</returns>
    public static string CopyAside(DatabaseFile file, DateTimeOffset now)
    {
        var aside = NameFor(file, now);
        using var root = ActingUser.AsRoot();
        using var folder = SafeFolder.OpenNamed(Path.GetDirectoryName(file.Path)!);
        foreach (var part in file.Parts.Where(p => p != file.SharedMemoryPath).ToList())
            CopyAside(folder, new(Path.GetFileName(part)), new(Path.GetFileName(aside.Path + part[file.Path.Length..])));
        return aside.Path;
    }

    private static void CopyAside(SafeFolder folder, FileName name, FileName copy)
    {
        const int permissions = 0x1FF;
        using var part = folder.OpenFile(name) ?? throw new UnsafePath($"{folder.PathOf(name)} is a link or no plain file");
        var facts = FileFacts.Of(part)!.Value;
        using var source = new FileStream(part, FileAccess.Read, 0);
        using var target = folder.Create(copy, 0x180);
        source.CopyTo(target);
        if (ProcessRights.IsRoot)
            SafeFolder.Give(target.SafeFileHandle, new(facts.User, facts.Group), folder.PathOf(copy));
        SafeFolder.SetMode(target.SafeFileHandle, (uint)(facts.Mode & permissions));
        target.Flush(flushToDisk: true);
    }

    /// <summary>The damaged databases beside one, as <c>doctor</c> lists them.</summary>
    public static IReadOnlyList<string> FindBeside(DatabaseFile file) => Directory.Exists(Path.GetDirectoryName(file.Path))
        ? [.. Directory.EnumerateFiles(Path.GetDirectoryName(file.Path)!, $"{Path.GetFileName(file.Path)}.damaged-*Z").Order(StringComparer.Ordinal)]
        : [];

    private static DatabaseFile NameFor(DatabaseFile file, DateTimeOffset now)
    {
        for (var at = now; ; at = at.AddSeconds(1))
        {
            var name = $"{file.Path}.damaged-{at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}";
            if (!File.Exists(name))
                return new(name);
        }
    }
}
