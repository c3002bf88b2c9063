using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Core.SecondPlace;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Backups;
using AutoCore.Policies.SecondPlace;

namespace AutoCore.Daemon.SecondPlace;

/// <summary>How it went with a remote.</summary>
/// <param name="Copied">Files copied and verified.</param>
/// <param name="Waiting">Files that still wait.</param>
/// <param name="Newest">When the newest backup there was made, or null.</param>
/// <param name="Problem">What went wrong, or null.</param>
internal sealed record RemotePass(int Copied, int Waiting, DateTimeOffset? Newest, string? Problem);

/// <summary>
/// Copies what waits to one remote, file after file: sent, verified there, and only then given its checksum, without which nothing there counts.
/// Old ones go once nothing waits any more.
/// </summary>
internal sealed class RemoteCopier(RcloneClient client, LocalStore store, RuntimeDirectory runtime, AuditLog audit, HealthBoard board, TimeProvider time)
{
    /// <summary>Copies until nothing waits, something goes wrong, or the remote's hours end.</summary>
    /// <param name="atAnyHour">Whether its hours do not matter.</param>
    /// <param name="progress">Told of each file, the bytes moved, and its length.</param>
    /// <param name="cancellationToken">Cuts it.</param>
    public async Task<RemotePass> RunAsync(RemoteOptions remote, bool atAnyHour, Action<string, long, long> progress, CancellationToken cancellationToken)
    {
        var there = new Dictionary<string, long>(StringComparer.Ordinal);
        var (copied, waiting) = (0, 0);
        try
        {
            foreach (var (name, bytes) in await client.ListOwnAsync(remote, cancellationToken))
                there[name] = bytes;
            var files = store.Waiting(remote, there);
            waiting = files.Count;
            foreach (var file in files)
            {
                if (!atAnyHour && remote.Hours?.Contains(TimeOnly.FromDateTime(time.GetLocalNow().DateTime)) == false)
                    return new(copied, waiting, Newest(there), null);
                copied += await CopyAsync(remote, file, there, progress, cancellationToken) ? 1 : 0;
                waiting--;
            }
            await RemoveExcessAsync(remote, there, cancellationToken);
            return new(copied, waiting, Newest(there), null);
        }
        catch (RemoteFailure e)
        {
            return new(copied, waiting, Newest(there), e.Message);
        }
        finally
        {
            audit.Flush();
        }
    }

    private static DateTimeOffset? Newest(Dictionary<string, long> there) => SecondPlacePolicy.Complete(there).Select(b => (DateTimeOffset?)b.At).Max();

    /// <summary>Copies one file; false if rotation took it meanwhile.</summary>
    private async Task<bool> CopyAsync(RemoteOptions remote, WaitingFile file, Dictionary<string, long> there, Action<string, long, long> progress,
        CancellationToken cancellationToken)
    {
        try
        {
            var sum = Checksum.TryRead(file.Path) ?? await Checksum.ComputeAsync(file.Path, cancellationToken);
            // What a cut left whole need not go over the line again.
            var isThere = there.TryGetValue(file.Name, out var bytes) && bytes == file.Bytes
                && await client.IsSameAsync(remote, client.PathOf(file.Name), file.Path, sum, cancellationToken);
            if (!isThere)
                await SendAsync(remote, file, sum, progress, cancellationToken);
            await SendSumAsync(remote, file.Name, sum, cancellationToken);
            there[file.Name] = file.Bytes;
            there[file.Name + BackupName.ChecksumEnding] = sum.Length;
            board.Raise(SecondPlaceEvents.Copied, new("remote", remote.Name), new("file", file.Name), new("bytes", file.Bytes));
            return true;
        }
        catch (Exception e) when (e is RemoteFailure or FileNotFoundException && !File.Exists(file.Path))
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RemoteFailure($"{remote.Name}: {file.Path}: {e.Message}", e);
        }
    }

    private async Task SendAsync(RemoteOptions remote, WaitingFile file, string sum, Action<string, long, long> progress, CancellationToken cancellationToken)
    {
        await client.PutAsync(remote, file.Path, client.PathOf(file.Name), moved => progress(file.Name, moved, file.Bytes), cancellationToken);
        if (await client.IsSameAsync(remote, client.PathOf(file.Name), file.Path, sum, cancellationToken))
            return;
        await client.DeleteAsync(remote, client.PathOf(file.Name), cancellationToken);
        throw new RemoteFailure(
            $"{remote.Name}: {file.Name} arrived, but is not what was sent; it was removed there and is sent again. If this lasts, the remote's disk is failing, or {file.Path} is damaged: autocore backup verify");
    }

    private async Task SendSumAsync(RemoteOptions remote, string file, string sum, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(runtime.Path);
        // One name: nobody else copies meanwhile, and what a kill left is written over.
        var path = Path.Combine(runtime.Path, "second-place.sha256");
        try
        {
            await File.WriteAllTextAsync(path, $"{sum}  {Path.GetFileName(file)}\n", Encoding.ASCII, cancellationToken);
            await client.PutAsync(remote, path, client.PathOf(file) + BackupName.ChecksumEnding, static _ => { }, cancellationToken);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private async Task RemoveExcessAsync(RemoteOptions remote, Dictionary<string, long> there, CancellationToken cancellationToken)
    {
        var excess = remote.TakesBackups ? SecondPlacePolicy.Excess(store.Backups().Keys, there, remote.Keep) : [];
        foreach (var file in excess.Concat(remote.TakesArchives ? SecondPlacePolicy.ExcessArchives(there, remote.KeepArchives) : []))
        {
            await client.DeleteAsync(remote, client.PathOf(file), cancellationToken);
            audit.Add("delete", "second-place", new($"{remote.Name}: {file}", there[file]));
            there.Remove(file);
        }
        if (remote.TakesBackups)
            await RemoveOldHalvesAsync(remote, cancellationToken);
    }

    /// <summary>What a cut left beside the installations' folders. Credentials for one folder alone do not see it: then it is none of theirs.</summary>
    private async Task RemoveOldHalvesAsync(RemoteOptions remote, CancellationToken cancellationToken)
    {
        try
        {
            var shared = await client.ListSharedAsync(remote, cancellationToken);
            foreach (var file in SecondPlacePolicy.OldHalves(shared, time.GetUtcNow()))
            {
                await client.DeleteAsync(remote, file, cancellationToken);
                audit.Add("delete", "second-place", new($"{remote.Name}: {file}, a half", shared[file]));
            }
        }
        catch (RemoteFailure)
        {
            // It counts nowhere, and is looked for again with the next copy.
        }
    }
}
