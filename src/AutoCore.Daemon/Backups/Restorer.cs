using AutoCore.Core.Backups;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Backups;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.Backups;

/// <summary>
/// Puts a backup in a database's place. Until the one rename that exchanges them, the present database stays whole by itself: its log has been
/// taken into it before, so that removing the log loses nothing. Whenever it is interrupted, it is either done or not done.
/// </summary>
internal sealed class Restorer(BackupMaker maker, SourceKinds kinds, BackupsOptions options, DatabaseOptions own, RuntimeDirectory runtime, AuditLog audit,
    RestoreSteps steps, TimeProvider time)
{
    private const int UndosKept = 2;

    private readonly BackupFolder _folder = new(options.Root);
    private readonly BackupFolder _undo = new(Path.Combine(options.Root, BackupFolder.PreRestore));

    /// <summary>Restores a backup.</summary>
    /// <param name="given">A path, or a name in the backups' folder, as <c>pre_restore/FILE</c>.</param>
    /// <param name="keepOwners">Whether a folder's files get the owners, and the set-user-ID and set-group-ID bits, that the backup names.</param>
    /// <param name="cancellationToken">Ends it before the exchange.</param>
    /// <exception cref="RestoreRefused">Nothing was changed.</exception>
    public async Task<RestoreOutcome> RestoreAsync(string given, bool keepOwners, CancellationToken cancellationToken)
    {
        var backup = Find(given);
        // Root is needed for a neighbour's files alone: the daemon's own folders are the daemon's to lay links in, and are opened as the daemon.
        using var daemon = ActingUser.AsOwnerOf(Path.GetDirectoryName(Path.GetDirectoryName(runtime.LockFile))!);
        if (KeptUndo.SourceOf(backup) is { } keeper)
            return await ExchangeBackAsync(keeper, backup, cancellationToken);
        if (NameOf(backup) is { Kind: not BackupKind.Sqlite } name)
            return await RestoreOtherAsync(kinds.Of(name.Kind), name, backup, keepOwners, cancellationToken);
        var source = SourceOf(backup);
        using var held = TakeLock();
        var isForeign = !source.IsOwn && (daemon is not null || ProcessRights.IsRoot);
        var expanded = isForeign ? Path.Combine(_folder.MakeScratch().FullName, $"{source.Name}.db") : source.File.RestoringPath;
        try
        {
            return await RestoreAsync(source, backup, expanded, isForeign, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException or BackupFailure)
        {
            throw new RestoreRefused($"{given} was not restored, {source.File.Path} is as it was: {e.Message}", e);
        }
        finally
        {
            File.Delete(expanded);
            if (isForeign)
                Directory.Delete(Path.GetDirectoryName(expanded)!, recursive: true);
        }
    }

    /// <summary>Finds a backup's file: in the backups' folder first, for the working directory may be anybody's.</summary>
    /// <exception cref="RestoreRefused">There is none.</exception>
    public string Find(string given) =>
        new[] { Path.GetFullPath(given, _folder.Root), Path.GetFullPath(given) }.FirstOrDefault(File.Exists)
        ?? throw new RestoreRefused($"{given} is neither a file nor in {_folder.Root}: autocore backup list shows what there is");

    private async Task<RestoreOutcome> RestoreAsync(BackupSource source, string backup, string expanded, bool isForeign, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(expanded)!);
        var (check, _) = await BackupVerifier.ExpandAsync(backup, expanded, cancellationToken);
        if (check.Problem is { } problem)
            throw new RestoreRefused($"{backup} is damaged ({problem}), nothing was restored: take another one from autocore backup list");
        // An undo brings back what was there a moment ago: nothing of it has been done since.
        var leftOut = source.Name == BackupName.Own && Path.GetDirectoryName(backup) != _undo.Root ? steps.Run(expanded) : [];
        if (source.File.Exists && !isForeign)
            File.SetUnixFileMode(expanded, File.GetUnixFileMode(source.File.Path));
        var undo = source.File.Exists ? await SavePresentAsync(source, cancellationToken) : null;
        if (isForeign)
            RootExchange.Put(expanded, source.File);
        else
            Exchange(source.File, expanded);
        return Finish(source.Name, new(source.File.Path, check.TotalRows, "rows", undo) { LeftOut = leftOut }, backup);
    }

    /// <summary>Restores what is no SQLite database: proven, the present saved for an undo, put in place.</summary>
    private async Task<RestoreOutcome> RestoreOtherAsync(ISourceKind kind, BackupName name, string backup, bool keepOwners, CancellationToken cancellationToken)
    {
        var source = options.Sources.FirstOrDefault(s => s.Name == name.Source && s.Type == name.Kind) ?? throw NotConfigured(backup, name);
        using var held = TakeLock();
        try
        {
            var proof = await kind.ProveAsync(backup, cancellationToken);
            if (proof.Problem is { } problem)
                throw new RestoreRefused($"{backup} is damaged ({problem}), nothing was restored: take another one from autocore backup list");
            kind.RequireRoom(source, proof);
            var exists = await kind.ExistsAsync(source, cancellationToken);
            var isKept = exists && await kind.KeepsPresentAsync(source, cancellationToken);
            var undo = exists && !isKept ? await SavePresentAsync(kind, source, cancellationToken) : null;
            // The undo may have taken it.
            kind.RequireRoom(source, proof);
            // Before the exchange: nothing may go wrong after it.
            if (isKept)
                undo = $"{BackupFolder.PreRestore}/{KeptUndo.Write(_undo, _undo.NextName(source.Name, name.Kind, time.GetUtcNow()))}";
            var left = await kind.PutBackAsync(source, backup, keepOwners, cancellationToken);
            var before = undo is null ? "" : $"; {undo} has what was there before";
            var partial = name is { IsPartial: true, Kind: BackupKind.Folder }
                ? $"the backup is partial: what could not be read when it was made did not come back{before}" : null;
            var outcome = new RestoreOutcome(kind.LabelOf(source), proof.Count, kind.Unit, undo) { LeftOut = [.. new[] { partial, left }.OfType<string>()] };
            return Finish(source.Name, outcome, backup);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or BackupFailure)
        {
            throw new RestoreRefused($"{backup} was not restored, {kind.LabelOf(source)} is as it was: {e.Message}", e);
        }
    }

    /// <summary>Undoes a restore that kept what was in place before, or does it again.</summary>
    private async Task<RestoreOutcome> ExchangeBackAsync(string name, string note, CancellationToken cancellationToken)
    {
        var source = options.Sources.FirstOrDefault(s => s.Name == name && s.Type != BackupKind.Sqlite)
            ?? throw new RestoreRefused($"{note} is of {name}, which is not in Backups:Sources: add it");
        var kind = kinds.Of(source.Type);
        using var held = TakeLock();
        try
        {
            var count = await kind.ExchangeBackAsync(source, cancellationToken);
            return Finish(source.Name, new(kind.LabelOf(source), count, kind.Unit, $"{BackupFolder.PreRestore}/{Path.GetFileName(note)}"), note);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BackupFailure)
        {
            throw new RestoreRefused($"{kind.LabelOf(source)} is as it was: {e.Message}", e);
        }
    }

    private RestoreOutcome Finish(string source, RestoreOutcome outcome, string backup)
    {
        // Only now: what was restored may itself be the oldest undo.
        foreach (
            var old in BackupPolicy.Excess(_undo.VerifiedOf(source), outcome.Undo is { } undo ? BackupName.TryParse(Path.GetFileName(undo)) : null, UndosKept))
        {
            audit.Add("delete", "restore", new(_undo.PathOf(old.File), _undo.Delete(old)));
        }
        audit.Add("restore", "restore", new($"{outcome.Target} from {backup}; before: {outcome.Undo ?? "none"}", 0, 0));
        audit.Flush();
        return outcome;
    }

    private static BackupName NameOf(string backup) => BackupName.TryParse(Path.GetFileName(backup))
        ?? throw new RestoreRefused(
        $"{Path.GetFileName(backup)} is not named as a backup, as autocore-20261120T030000Z.db.gz: its name says which database it is for");

    private BackupSource SourceOf(string backup)
    {
        var name = NameOf(backup);
        return BackupSource.All(own, options).FirstOrDefault(s => s.Name == name.Source) ?? throw NotConfigured(backup, name);
    }

    private static RestoreRefused NotConfigured(string backup, BackupName name) =>
        new($"{Path.GetFileName(backup)} is of {name.Source}, which is not in Backups:Sources as {name.Kind.ToString().ToLowerInvariant()}: add it, with the place to restore to");

    private FolderLock TakeLock()
    {
        try
        {
            return FolderLock.TryTake(Path.GetDirectoryName(Path.GetDirectoryName(runtime.LockFile))!, runtime.LockFile)
                ?? throw new RestoreRefused("the daemon runs: stop it first (systemctl stop autocore-daemon), or use --stop, which also starts it again");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RestoreRefused($"{runtime.LockFile} cannot be taken, nothing was restored: {e.Message}", e);
        }
    }

    /// <summary>Saves the present database for an undo; a damaged one is copied aside as it is.</summary>
    private async Task<string> SavePresentAsync(BackupSource source, CancellationToken cancellationToken)
    {
        try
        {
            using var held = _undo.TryLock() ?? throw new RestoreRefused("another restore runs: wait until it has finished");
            var made = await maker.MakeAsync(source, _undo, static _ => { }, cancellationToken);
            FinishLog(source);
            return $"{BackupFolder.PreRestore}/{made.Name.File}";
        }
        catch (BackupFailure e) when (e.SourceDamaged)
        {
            return SaveDamaged(source);
        }
    }

    private string SaveDamaged(BackupSource source)
    {
        var aside = DamagedFile.CopyAside(source.File, time.GetUtcNow());
        try
        {
            FinishLog(source);
        }
        catch (SqliteException)
        {
            // Too damaged even for that: no program can have it open.
        }
        catch (RestoreRefused)
        {
            foreach (var part in new DatabaseFile(aside).Parts.ToList())
                File.Delete(part);
            throw;
        }
        return aside;
    }

    private async Task<string> SavePresentAsync(ISourceKind kind, BackupSourceOptions source, CancellationToken cancellationToken)
    {
        using var held = _undo.TryLock() ?? throw new RestoreRefused("another restore runs: wait until it has finished");
        // It is read whole; to try it out, too, would keep the restore waiting.
        var saved = source.Server is { } server ? source with { Server = server with { Proof = PostgresProof.Read } } : source;
        var made = await kind.MakeAsync(saved, _undo, static _ => { }, cancellationToken);
        if (made.IsWhole)
            return $"{BackupFolder.PreRestore}/{made.Name.File}";
        var remedy = ProcessRights.IsRoot ? "" : "; run this as root (sudo)";
        throw new RestoreRefused($"{kind.LabelOf(source)} could not be saved whole before ({made.Note}): nothing was restored{remedy}");
    }

    /// <summary>Takes the write-ahead log into the database and closes it for good; SQLite refuses while another process has the database open.</summary>
    private static void FinishLog(BackupSource source)
    {
        try
        {
            // Beside a database in a folder of others, SQLite opens files by their names: only as one who may do so anyway.
            using var owner = source.IsOwn || FileOwner.Of(source.File.Path) is not { } its ? null : ActingUser.As(its);
            using var connection = source.Open();
            connection.Do("PRAGMA journal_mode = DELETE");
            connection.Do("BEGIN EXCLUSIVE");
            connection.Do("COMMIT");
        }
        catch (SqliteException e) when (e.IsBusy())
        {
            throw new RestoreRefused($"{source.File.Path} is in use by another program: stop that program first, nothing was restored", e);
        }
    }

    private static void Exchange(DatabaseFile file, string expanded)
    {
        File.Delete(file.WalPath);
        File.Delete(file.SharedMemoryPath);
        File.Delete(file.JournalPath);
        File.Move(expanded, file.Path, overwrite: true);
        Posix.SyncFolder(Path.GetDirectoryName(file.Path)!);
    }
}
