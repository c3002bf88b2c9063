using AutoCore.Core.Storage;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Backups;

namespace AutoCore.Daemon.Backups;

/// <summary>A folder of backups. A backup counts only with its checksum beside it, which is there before the backup takes its name.</summary>
internal sealed class BackupFolder(string root)
{
    /// <summary>Where databases lie that restores have replaced.</summary>
    public const string PreRestore = "pre_restore";

    /// <summary>What lies in such a folder is not yet a backup with a backup's mode: whole databases, uncompressed.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const string Scratch = ".verify-";

    /// <summary>The folder.</summary>
    public string Root => root;

    /// <summary>Where files lie while they are made.</summary>
    public string Incoming { get; } = Path.Combine(root, ".incoming");

    /// <summary>The path of a file in it.</summary>
    public string PathOf(string file) => Path.Combine(root, file);

    /// <summary>The checksum's path of a file in it.</summary>
    public string ChecksumOf(string file) => PathOf(file + BackupName.ChecksumEnding);

    /// <summary>All verified backups, newest first.</summary>
    public IReadOnlyList<BackupName> Verified() => Directory.Exists(root)
        ? [.. Directory.EnumerateFiles(root).Select(Path.GetFileName).OfType<string>().Select(BackupName.TryParse).OfType<BackupName>()
            .Where(b => File.Exists(ChecksumOf(b.File))).OrderByDescending(b => b.At).ThenBy(b => b.Source, StringComparer.Ordinal)]
        : [];

    /// <summary>The verified backups of one source, newest first.</summary>
    public IReadOnlyList<BackupName> VerifiedOf(string source) => [.. Verified().Where(b => b.Source == source)];

    /// <summary>A name that no backup has.</summary>
    public BackupName NextName(string source, BackupKind kind, DateTimeOffset now) =>
        BackupName.Next(source, kind, now, name => File.Exists(PathOf(name.File)) || File.Exists(ChecksumOf(name.File)));

    /// <summary>Takes the folder for making backups; what an interrupted one left is removed.</summary>
    /// <returns>The lock, or null if another process makes backups there.</returns>
    public FileStream? TryLock()
    {
        Directory.CreateDirectory(root);
        FileStream held;
        try
        {
            held = new FileStream(PathOf(".lock"), new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }
        catch (IOException e) when (InstanceLock.IsHeldByAnother(e))
        {
            return null;
        }
        if (Directory.Exists(Incoming))
            Directory.Delete(Incoming, recursive: true);
        Directory.CreateDirectory(Incoming, OwnerOnly);
        foreach (var orphan in Directory.EnumerateFiles(root).Where(IsOrphan).ToList())
            File.Delete(orphan);
        foreach (var scratch in Directory.EnumerateDirectories(root, Scratch + "*")
            .Where(s => !Directory.Exists($"/proc/{Path.GetFileName(s)[Scratch.Length..]}")).ToList())
        {
            Directory.Delete(scratch, recursive: true);
        }
        return held;
    }

    /// <summary>Makes a folder in which this process may expand a backup of this folder, without its lock; one that was killed left it for the next
    /// <see cref="TryLock"/>.</summary>
    public DirectoryInfo MakeScratch() => Directory.CreateDirectory(PathOf($"{Scratch}{Environment.ProcessId}"), OwnerOnly);

    /// <summary>Gives a file that was made and proven its name, and its checksum.</summary>
    /// <param name="incoming">Where it was made.</param>
    /// <param name="file">Its name.</param>
    /// <param name="sum">Its checksum.</param>
    public void TakeIn(string incoming, string file, string sum) => Checksum.TakeIn(incoming, PathOf(file), sum);

    private bool IsOrphan(string path) => BackupName.Accompanied(Path.GetFileName(path)) is { } beside && !File.Exists(PathOf(beside));

    /// <summary>Removes a backup: first its name, so that a cut in between never leaves one that seems whole.</summary>
    /// <returns>The bytes that it took.</returns>
    public long Delete(BackupName backup)
    {
        var bytes = 0L;
        foreach (
            var file in new[] { backup.File, backup.File + BackupName.ChecksumEnding, backup.ConfigurationFile,
                backup.ConfigurationFile + BackupName.ChecksumEnding }.Select(PathOf))
        {
            bytes += new FileInfo(file) is { Exists: true } info ? info.Length : 0;
            File.Delete(file);
        }
        return bytes;
    }
}
