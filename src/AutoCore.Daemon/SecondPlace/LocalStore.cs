using AutoCore.Core.SecondPlace;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Backups;
using AutoCore.Policies.SecondPlace;

namespace AutoCore.Daemon.SecondPlace;

/// <summary>A file that waits to be copied.</summary>
/// <param name="Name">Its name on the remote.</param>
/// <param name="Path">Where it lies here.</param>
/// <param name="Bytes">Its length.</param>
internal readonly record struct WaitingFile(string Name, string Path, long Bytes);

/// <summary>What lies here for the second places: verified backups with their checksums, and archives, which never change.</summary>
internal sealed class LocalStore(SafeKeeping places)
{
    /// <summary>The verified backups with their lengths.</summary>
    public Dictionary<BackupName, long> Backups() => FilesIn(places.Backups, "*")
        .Where(f => File.Exists(f.FullName + BackupName.ChecksumEnding))
        .Select(f => (Name: BackupName.TryParse(f.Name), f.Length)).Where(f => f.Name is not null).ToDictionary(f => f.Name!.Value, f => f.Length);

    /// <summary>What is still to be copied to a remote, the newest backups first, then the oldest archives.</summary>
    /// <param name="there">Names and lengths there.</param>
    public List<WaitingFile> Waiting(RemoteOptions remote, IReadOnlyDictionary<string, long> there)
    {
        var waiting = new List<WaitingFile>();
        if (remote.TakesBackups)
        {
            // The configuration before its backup: the backup is what counts, and it is whole then.
            foreach (var name in SecondPlacePolicy.Missing(Backups(), there, remote.Keep).SelectMany(b => new[] { b.ConfigurationFile, b.File }))
                Add(waiting, there, name, Path.Combine(places.Backups, name));
        }
        if (remote.TakesArchives)
        {
            foreach (var archive in FilesIn(places.Archives, "*.tar").OrderBy(f => f.Name, StringComparer.Ordinal))
                Add(waiting, there, $"{SecondPlacePolicy.ArchiveFolder}/{archive.Name}", archive.FullName);
        }
        return waiting;
    }

    /// <summary>Changes when a file comes or goes: while it stays, nobody need be asked over the network.</summary>
    public int Fingerprint()
    {
        var all = new HashCode();
        foreach (var file in FilesIn(places.Backups, "*").Concat(FilesIn(places.Archives, "*.tar")).Select(f => f.Name).Order(StringComparer.Ordinal))
            all.Add(file, StringComparer.Ordinal);
        return all.ToHashCode();
    }

    /// <summary>Where a file of a remote belongs here; null if it is none of ours.</summary>
    public string? PlaceOf(string name)
    {
        if (name.StartsWith($"{SecondPlacePolicy.ArchiveFolder}/", StringComparison.Ordinal))
        {
            return ArchivePath.IsSafe(name) && Path.GetFileName(name) is var archive && name == $"{SecondPlacePolicy.ArchiveFolder}/{archive}"
                ? Path.Combine(places.Archives, archive) : null;
        }
        return ArchivePath.IsSafe(name) && name == Path.GetFileName(name) && BackupName.TryParse(name) is not null ? Path.Combine(places.Backups, name) : null;
    }

    private static void Add(List<WaitingFile> waiting, IReadOnlyDictionary<string, long> there, string name, string path)
    {
        if (new FileInfo(path) is { Exists: true } file && !SecondPlacePolicy.IsComplete(name, file.Length, there))
            waiting.Add(new(name, path, file.Length));
    }

    private static IEnumerable<FileInfo> FilesIn(string folder, string pattern) =>
        Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles(pattern) : [];
}
