using AutoCore.Core.SecondPlace;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Backups;
using AutoCore.Policies.Configuration;
using AutoCore.Policies.SecondPlace;

namespace AutoCore.Daemon.SecondPlace;

/// <summary>Brings files back from a remote to where they belong here, with their checksums; one that is not what it was is refused.</summary>
internal sealed class RemoteFetcher(RcloneClient client, LocalStore store)
{
    private const string Incoming = ".fetching-";
    private const long SpareBytes = 16_000_000;

    /// <summary>Fetches a backup with its configuration, or an archive; the caller holds the lock on transfers.</summary>
    /// <param name="remote">From where.</param>
    /// <param name="file">Its name there.</param>
    /// <param name="progress">Told of the bytes so far, and of all.</param>
    /// <param name="cancellationToken">Ends it; what is half done is removed.</param>
    /// <returns>Where it lies now.</returns>
    /// <exception cref="RemoteFailure">It was not fetched; what lies here is as it was.</exception>
    public async Task<string> FetchAsync(RemoteOptions remote, string file, Action<long, long> progress, CancellationToken cancellationToken)
    {
        var name = RemoteListing.NameOf(file);
        var place = (ArchivePath.IsSafe(file) ? store.PlaceOf(name) : null)
            ?? throw new RemoteFailure($"{file} is not named as a backup or an archive: autocore backup list --remote {remote.Name} shows what there is");
        var there = await client.ListAsync(remote, cancellationToken);
        try
        {
            var path = there.Find(file)
                ?? throw new RemoteFailure(
                $"{file} is not on {remote.Name}, was never copied there wholly, or several nodes have one: autocore backup list --remote {remote.Name} shows what there is");
            var node = RemoteListing.NodeOf(path);
            if (node.Length > 0 && node != client.Own && File.Exists(place) && Checksum.TryRead(place) is { } here
                && Checksum.Parse(await client.ReadTextAsync(remote, path + BackupName.ChecksumEnding, cancellationToken) ?? "") != here)
            {
                throw new RemoteFailure($"{place} is a backup of this node that has the same name as {path}: move it to another folder first");
            }
            var configuration = BackupName.TryParse(name)?.ConfigurationFile;
            if (configuration is not null && Path.GetDirectoryName(place) is { } folder && path[..^name.Length] + configuration is var beside
                && there.Files.ContainsKey(beside))
            {
                await FetchAsync(remote, beside, Path.Combine(folder, configuration), there.Files, static (_, _) => { }, cancellationToken);
            }
            await FetchAsync(remote, path, place, there.Files, progress, cancellationToken);
            return place;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RemoteFailure($"{file} was not fetched: {e.Message}", e);
        }
    }

    private async Task FetchAsync(RemoteOptions remote, string file, string place, IReadOnlyDictionary<string, long> there, Action<long, long> progress,
        CancellationToken cancellationToken)
    {
        if (!there.TryGetValue(file, out var bytes) || await client.ReadTextAsync(remote, file + BackupName.ChecksumEnding, cancellationToken) is not { } text)
        {
            throw new RemoteFailure(
                $"{file} is not on {remote.Name}, or was never copied there wholly: autocore backup list --remote {remote.Name} shows what there is");
        }
        var expected = Checksum.Parse(text);
        if (File.Exists(place) && await Checksum.ComputeAsync(place, cancellationToken) == expected)
            return;
        var folder = Path.GetDirectoryName(place)!;
        Directory.CreateDirectory(folder);
        var free = new DriveInfo(folder).AvailableFreeSpace;
        if (free < bytes + SpareBytes)
        {
            throw new RemoteFailure(
                $"{file} needs {ByteSize.Format(bytes + SpareBytes)} in {folder}, {ByteSize.Format(free)} are free: make room with autocore cleanup");
        }
        // What a kill left: nobody else fetches meanwhile.
        foreach (var left in Directory.EnumerateFiles(folder, $"{Incoming}*"))
            File.Delete(left);
        var incoming = Path.Combine(folder, Incoming + Path.GetFileName(file));
        try
        {
            await client.FetchAsync(remote, file, incoming, moved => progress(moved, bytes), cancellationToken);
            if (await Checksum.ComputeAsync(incoming, cancellationToken) != expected)
            {
                throw new RemoteFailure(
                    $"{file} is damaged on {remote.Name}: its checksum does not match; take another one from autocore backup list --remote {remote.Name}");
            }
            File.SetUnixFileMode(incoming, Checksum.Mode);
            Posix.SyncFile(incoming);
            Checksum.TakeIn(incoming, place, expected);
        }
        finally
        {
            File.Delete(incoming);
        }
    }
}
