using AutoCore.Core.Backups;
using AutoCore.Policies.Backups;

namespace AutoCore.Daemon.Backups;

/// <summary>What a proof of a backup found.</summary>
/// <param name="Problem">What is wrong, or null if it is whole.</param>
/// <param name="Count">How much is in it.</param>
/// <param name="Sum">The SHA-256 of its file, in hexadecimal.</param>
internal sealed record Proof(string? Problem, long Count, string Sum)
{
    /// <summary>The room in bytes that its content takes where it is put back, holes not counted; 0 where that is not known.</summary>
    public long Bytes { get; init; }
}

/// <summary>How one kind of source other than SQLite is backed up, proven and put back.</summary>
internal interface ISourceKind
{
    /// <summary>The kind.</summary>
    BackupKind Kind { get; }

    /// <summary>What is counted in it: <c>rows</c>, or <c>files</c>.</summary>
    string Unit { get; }

    /// <summary>Makes a proven backup; the caller holds the folder's lock.</summary>
    /// <exception cref="BackupFailure">It could not be made; nothing is left of it.</exception>
    Task<MadeBackup> MakeAsync(BackupSourceOptions source, BackupFolder folder, Action<CopyProgress> progress, CancellationToken cancellationToken);

    /// <summary>Reads a backup whole and checks it, without its source.</summary>
    /// <exception cref="BackupFailure">It cannot be checked on this machine.</exception>
    Task<Proof> ProveAsync(string backup, CancellationToken cancellationToken);

    /// <summary>Whether there is something in place that an undo must keep.</summary>
    Task<bool> ExistsAsync(BackupSourceOptions source, CancellationToken cancellationToken);

    /// <summary>Looks whether there is room to put a backup back beside what is in place.</summary>
    /// <exception cref="BackupFailure">There is none.</exception>
    void RequireRoom(BackupSourceOptions source, Proof proof)
    {
    }

    /// <summary>Whether what is in place stays when a backup is put there, for <see cref="ExchangeBackAsync"/>: else it must be saved before.</summary>
    Task<bool> KeepsPresentAsync(BackupSourceOptions source, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <summary>Exchanges what is in place with what a restore has kept.</summary>
    /// <returns>How much is in place now; null where that is not known.</returns>
    /// <exception cref="BackupFailure">Nothing was changed.</exception>
    Task<long?> ExchangeBackAsync(BackupSourceOptions source, CancellationToken cancellationToken) =>
        throw new BackupFailure("a restore of it keeps nothing in place");

    /// <summary>Puts a proven backup in place, wholly or not at all.</summary>
    /// <param name="keepOwners">Whether files get the owners, and the set-user-ID and set-group-ID bits, that the backup names.</param>
    /// <param name="cancellationToken">Ends it before anything is exchanged.</param>
    /// <returns>What was in the backup and did not come back, a sentence; null if all did.</returns>
    /// <exception cref="BackupFailure">It could not be; what was in place is as it was.</exception>
    Task<string?> PutBackAsync(BackupSourceOptions source, string backup, bool keepOwners, CancellationToken cancellationToken);

    /// <summary>The source as messages name it.</summary>
    string LabelOf(BackupSourceOptions source);

    /// <summary>What keeps it from being backed up, with the remedy; null if nothing does.</summary>
    Task<string?> FindProblemAsync(BackupSourceOptions source, CancellationToken cancellationToken);
}
