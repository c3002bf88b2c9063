using AutoCore.Daemon.Storage;
using AutoCore.Policies.Backups;

namespace AutoCore.Daemon.Backups;

/// <summary>Folders: a compressed tar with a seal over all that is in it; put back by one exchange of names.</summary>
internal sealed class FolderKind(TimeProvider time) : ISourceKind
{
    public BackupKind Kind => BackupKind.Folder;

    public string Unit => "files";

    public string LabelOf(BackupSourceOptions source) => source.Path;

    public async Task<MadeBackup> MakeAsync(BackupSourceOptions source, BackupFolder folder, Action<CopyProgress> progress, CancellationToken cancellationToken)
    {
        var name = folder.NextName(source.Name, Kind, time.GetUtcNow());
        var incoming = Path.Combine(folder.Incoming, name.File);
        try
        {
            if (!Directory.Exists(source.Path))
                throw new BackupFailure($"{source.Path} is not there: check Backups:Sources, and whether its disk is mounted");
            if ($"{folder.Root}/".StartsWith($"{source.Path.TrimEnd('/')}/", StringComparison.Ordinal) && !ArchivePath.IsBelow(Path.GetRelativePath(source.Path, folder.Root), source.Exclude))
                throw new BackupFailure($"{source.Path} holds the backups themselves: add {Path.GetRelativePath(source.Path, folder.Root)} to Exclude");
            BackupRoom.Require(source.Path, source.Name, folder);
            // How many files there are is not known before: the bar shows none of all.
            var writer = new FolderWriter(source.Path, source.Exclude, files => progress(new(files, long.MaxValue)));
            var files = await writer.WriteAsync(incoming, cancellationToken);
            var proof = await ProveAsync(incoming, cancellationToken);
            if (proof.Problem is { } problem || proof.Count != files)
                throw new BackupFailure($"the backup of {source.Path} is not what was read: {proof.Problem ?? $"{proof.Count} files instead of {files}"}; the card of {folder.Root} may be failing");
            folder.TakeIn(incoming, name.File, proof.Sum);
            return new(name, new FileInfo(folder.PathOf(name.File)).Length, files, Unit, writer.Note) { IsWhole = writer.IsWhole };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BackupFailure($"{source.Path}: {e.Message}", inner: e);
        }
        finally
        {
            File.Delete(incoming);
        }
    }

    public Task<Proof> ProveAsync(string backup, CancellationToken cancellationToken) => new FolderReader(target: null).ReadAsync(backup, cancellationToken);

    public Task<bool> ExistsAsync(BackupSourceOptions source, CancellationToken cancellationToken) => Task.FromResult(Directory.Exists(source.Path));

    public async Task PutBackAsync(BackupSourceOptions source, string backup, CancellationToken cancellationToken)
    {
        var beside = $"{source.Path.TrimEnd('/')}.restoring";
        try
        {
            // What an interrupted restore left is either half of a copy, or what was replaced and saved for an undo before.
            Remove(beside);
            Directory.CreateDirectory(beside, BackupFolder.OwnerOnly);
            var proof = await new FolderReader(beside).ReadAsync(backup, cancellationToken);
            if (proof.Problem is { } problem)
                throw new BackupFailure($"{backup} is damaged: {problem}");
            TakeOverOwner(source.Path, beside);
            Posix.SyncFileSystem(beside);
            if (Directory.Exists(source.Path))
            {
                Posix.Exchange(beside, source.Path);
                KeepExcluded(source, beside);
            }
            else
            {
                Directory.Move(beside, source.Path);
            }
            Posix.SyncFolder(Path.GetDirectoryName(source.Path.TrimEnd('/'))!);
        }
        finally
        {
            Remove(beside);
        }
    }

    public Task<string?> FindProblemAsync(BackupSourceOptions source, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(source.Path))
            return Task.FromResult<string?>($"{source.Path} is not there: check Backups:Sources, and whether its disk is mounted");
        try
        {
            using var entries = Directory.EnumerateFileSystemEntries(source.Path).GetEnumerator();
            return Task.FromResult<string?>(null);
        }
        catch (UnauthorizedAccessException)
        {
            return Task.FromResult<string?>($"{source.Path} cannot be read by this user: add the daemon's user to the group of the folder (autoctl grant)");
        }
    }

    /// <summary>What is left out of backups is not restored either: it stays what it is.</summary>
    private static void KeepExcluded(BackupSourceOptions source, string before)
    {
        foreach (var excluded in source.Exclude.Select(e => e.TrimEnd('/')))
        {
            var (from, to) = (Path.Combine(before, excluded), Path.Combine(source.Path, excluded));
            if (!Path.Exists(from) || Path.Exists(to))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            Directory.Move(from, to);
        }
    }

    private static void TakeOverOwner(string present, string restored)
    {
        var isThere = Directory.Exists(present);
        if (FileOwner.Of(isThere ? present : Path.GetDirectoryName(present.TrimEnd('/'))!) is { } owner && FileOwner.Of(restored) is { } mine && owner != mine)
            owner.Own(restored);
        File.SetUnixFileMode(restored, isThere ? File.GetUnixFileMode(present) : BackupFolder.OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupExecute);
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
