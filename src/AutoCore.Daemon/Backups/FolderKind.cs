using AutoCore.Core.Backups;
using AutoCore.Core.Storage;
using AutoCore.Policies.Backups;

namespace AutoCore.Daemon.Backups;

/// <summary>Folders: a compressed tar with a seal over all that is in it; put back by one exchange of names.</summary>
internal sealed class FolderKind(TimeProvider time) : ISourceKind
{
    public BackupKind Kind => BackupKind.Folder;

    /// <summary>What to do where the daemon may not read.</summary>
    public const string LetRead = "let the daemon's user read it (autoctl grant), or name it in Exclude";

    public string Unit => "files";

    public string LabelOf(BackupSourceOptions source) => source.Path;

    public async Task<MadeBackup> MakeAsync(BackupSourceOptions source, BackupFolder folder, Action<CopyProgress> progress, CancellationToken cancellationToken)
    {
        var name = folder.NextName(source.Name, Kind, time.GetUtcNow());
        var incoming = Path.Combine(folder.Incoming, name.File);
        try
        {
            if (!await ExistsAsync(source, cancellationToken))
                throw new BackupFailure($"{source.Path} is not there: check Backups:Sources, and whether its disk is mounted");
            if ($"{folder.Root}/".StartsWith($"{source.Path.TrimEnd('/')}/", StringComparison.Ordinal)
                && !ArchivePath.IsBelow(Path.GetRelativePath(source.Path, folder.Root), source.Exclude))
            {
                throw new BackupFailure($"{source.Path} holds the backups themselves: add {Path.GetRelativePath(source.Path, folder.Root)} to Exclude");
            }
            BackupRoom.Require(source.Path, source.Name, folder);
            // How many files there are is not known before: the bar shows none of all.
            var writer = new FolderWriter(source.Path, source.Exclude, files => progress(new(files, long.MaxValue)));
            var files = await writer.WriteAsync(incoming, cancellationToken);
            var proof = await ProveAsync(incoming, cancellationToken);
            if (proof.Problem is { } problem || proof.Count != files)
            {
                throw new BackupFailure(
                    $"the backup of {source.Path} is not what was read: {proof.Problem ?? $"{proof.Count} files instead of {files}"}; the card of {folder.Root} may be failing");
            }
            name = name with { IsPartial = !writer.IsWhole };
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

    public Task<bool> ExistsAsync(BackupSourceOptions source, CancellationToken cancellationToken)
    {
        using var root = ActingUser.AsRoot();
        return Task.FromResult(Directory.Exists(source.Path));
    }

    public void RequireRoom(BackupSourceOptions source, Proof proof)
    {
        using var root = ActingUser.AsRoot();
        BackupRoom.RequireUnpacked(source.Path, proof.Bytes);
    }

    public async Task<string?> PutBackAsync(BackupSourceOptions source, string backup, bool keepOwners, CancellationToken cancellationToken)
    {
        var place = OpenPlace(source.Path);
        var left = new List<string>();
        try
        {
            using (var tree = new RestoredTree(place.Beside, place.Owner, keepOwners))
            {
                var reader = new FolderReader(tree);
                var proof = await reader.ReadAsync(backup, cancellationToken);
                if (proof.Problem is { } problem)
                    throw new BackupFailure($"{backup} is damaged: {problem}");
                if (tree.AttributesLost > 0)
                    left.Add($"{tree.AttributesLost} extended attributes or access control lists: the file system of {source.Path} does not take them");
                if (reader.SpecialLeftOut > 0)
                    left.Add($"{reader.SpecialLeftOut} devices and pipes, which no backup makes");
            }
            using var root = ActingUser.AsRoot();
            place.PutInPlace(source.Exclude);
            return left.Count > 0 ? $"did not come back: {string.Join("; ", left)}" : null;
        }
        finally
        {
            using var root = ActingUser.AsRoot();
            place.Dispose();
        }
    }

    private static FolderPlace OpenPlace(string path)
    {
        using var root = ActingUser.AsRoot();
        return new(path);
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
}
