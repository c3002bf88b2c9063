using AutoCore.Core.Backups;
using AutoCore.Core.Health;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Backups;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Backups;

/// <summary>How it went with one source.</summary>
/// <param name="Source">Its name.</param>
/// <param name="Made">What was made, or null.</param>
/// <param name="Problem">Why nothing was made, or what is wrong beside it; null if all is well.</param>
/// <param name="SourceDamaged">Whether the source is damaged.</param>
internal sealed record SourceOutcome(string Source, MadeBackup? Made, string? Problem, bool SourceDamaged = false);

/// <summary>Backs up every source, one after another: what goes wrong with one is its own problem. Old ones go only once a new one is there.</summary>
internal sealed class BackupJob(
    BackupMaker maker, SourceKinds kinds, ConfigurationArchive archive, BackupsOptions options, DatabaseOptions own, OwnDatabase database, AuditLog audit,
    MountedPlaces places, HealthBoard board)
{
    private readonly BackupFolder _folder = new(options.Root);

    private bool _copyFailed;

    /// <summary>The names of all sources, in the order in which they are backed up.</summary>
    public IReadOnlyList<string> Sources { get; } =
        [.. BackupSource.All(own, options).Select(s => s.Name), .. options.Sources.Where(s => s.Type != BackupKind.Sqlite).Select(s => s.Name)];

    /// <summary>The newest backup of each source that the second folder lacks.</summary>
    public IReadOnlyList<BackupName> MissingCopies() => options.CopyTo is not { } target || !Directory.Exists(_folder.Root) ? [] :
        [.. Sources.Select(_folder.VerifiedOf).Where(v => v.Count > 0).Select(v => v[0]).Where(b => !File.Exists(new BackupFolder(target).ChecksumOf(b.File)))];

    /// <summary>Why no backup can be made at present: the folder's disk is not mounted; null if it is.</summary>
    public string? FindProblem() => places.FindProblem(options.Root);

    /// <summary>Whether the second folder is there, on its disk.</summary>
    public bool CanCopy => options.CopyTo is { } target && Directory.Exists(target) && places.FindProblem(target) is null;

    /// <summary>Copies what the second folder lacks, and makes nothing.</summary>
    public async Task CopyMissingAsync(CancellationToken cancellationToken)
    {
        using var held = _folder.TryLock();
        if (held is null)
            return;
        foreach (var backup in MissingCopies())
        {
            if (await CopyAsync(backup, cancellationToken) is not null)
                break;
        }
        audit.Flush();
    }

    /// <summary>Makes the backups.</summary>
    /// <param name="progress">Told of each source's copy.</param>
    /// <param name="cancellationToken">Ends it; what is half done is removed by the next run.</param>
    /// <param name="only">The sources, or null for all.</param>
    /// <exception cref="BackupFailure">Another process makes backups in the same folder.</exception>
    public async Task<IReadOnlyList<SourceOutcome>> RunAsync(Action<string, CopyProgress> progress, CancellationToken cancellationToken,
        IReadOnlyCollection<string>? only = null)
    {
        if (FindProblem() is { } problem)
            throw new BackupFailure(problem);
        using var held = _folder.TryLock() ?? throw new BackupFailure($"another process makes backups in {_folder.Root}: wait until it has finished");
        var outcomes = new List<SourceOutcome>();
        foreach (var source in BackupSource.All(own, options).Where(s => only?.Contains(s.Name) != false))
        {
            outcomes.Add(
                await RunAsync(source.Name, () => maker.MakeAsync(source, _folder, p => progress(source.Name, p), cancellationToken), cancellationToken));
        }
        foreach (var source in options.Sources.Where(s => s.Type != BackupKind.Sqlite && only?.Contains(s.Name) != false))
        {
            outcomes.Add(
                await RunAsync(source.Name, () => kinds.Of(source.Type).MakeAsync(source, _folder, p => progress(source.Name, p), cancellationToken),
                    cancellationToken));
        }
        audit.Flush();
        return outcomes;
    }

    private async Task<SourceOutcome> RunAsync(string source, Func<Task<MadeBackup>> make, CancellationToken cancellationToken)
    {
        try
        {
            var made = await make();
            if (source == BackupName.Own)
                await AddConfigurationAsync(made.Name, cancellationToken);
            Tell(made);
            Rotate(_folder, made.Name);
            return new(source, made, await CopyAsync(made.Name, cancellationToken));
        }
        catch (BackupFailure e)
        {
            if (e.SourceDamaged && source == BackupName.Own)
                database.MarkDamaged();
            TellFailure(source, e.Message, e.SourceDamaged);
            return new(source, null, e.Message, e.SourceDamaged);
        }
        // Whatever it is, the other sources are backed up.
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            var problem = $"the backup of {source} failed: {e.GetType().Name}: {e.Message}";
            TellFailure(source, problem, damaged: false);
            return new(source, null, problem);
        }
    }

    private async Task AddConfigurationAsync(BackupName name, CancellationToken cancellationToken)
    {
        var incoming = Path.Combine(_folder.Incoming, name.ConfigurationFile);
        await archive.WriteAsync(incoming, cancellationToken);
        _folder.TakeIn(incoming, name.ConfigurationFile, await Checksum.ComputeAsync(incoming, cancellationToken));
    }

    private void Rotate(BackupFolder folder, BackupName made)
    {
        foreach (var old in BackupPolicy.Excess(folder.VerifiedOf(made.Source), made, options.Keep))
        {
            var bytes = folder.Delete(old);
            audit.Add("delete", "backups", new(folder.PathOf(old.File), bytes));
        }
    }

    /// <summary>Copies a backup to the second folder. One that is not there is not made: its disk may not be mounted, and the copy would fill this
    /// one.</summary>
    /// <returns>What went wrong, or null.</returns>
    private async Task<string?> CopyAsync(BackupName made, CancellationToken cancellationToken)
    {
        if (options.CopyTo is not { } target)
            return null;
        try
        {
            places.Require(target);
            if (!Directory.Exists(target))
                throw new IOException("the folder is not there: mount its disk, or create it");
            var second = new BackupFolder(target);
            using var held = second.TryLock() ?? throw new IOException("another process makes backups there");
            foreach (var file in new[] { made.ConfigurationFile, made.File }.Where(f => File.Exists(_folder.PathOf(f))))
                await CopyAsync(file, second, cancellationToken);
            Rotate(second, made);
            if (_copyFailed)
                board.Raise(BackupsEvents.Copied, new("file", made.File), new("folder", target));
            _copyFailed = false;
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var problem = $"{made.File} was not copied to {target}: {e.Message}";
            if (_copyFailed)
                return problem;
            _copyFailed = true;
            board.Raise(BackupsEvents.CopyFailed, new("file", made.File), new("folder", target), new("reason", e.Message));
            return problem;
        }
    }

    private async Task CopyAsync(string file, BackupFolder second, CancellationToken cancellationToken)
    {
        var incoming = Path.Combine(second.Incoming, file);
        await CompressedFile.CopyAsync(_folder.PathOf(file), incoming, cancellationToken);
        Posix.TryDropFromCache(incoming);
        var sum = await Checksum.ComputeAsync(incoming, cancellationToken);
        if (sum != Checksum.TryRead(_folder.PathOf(file)))
            throw new IOException("what was written there is not what was copied; its disk may be failing");
        second.TakeIn(incoming, file, sum);
    }

    private void Tell(MadeBackup made) => board.Raise(made.IsWhole ? BackupsEvents.Verified : BackupsEvents.Partial,
        new("file", made.Name.File), new("bytes", made.Bytes), new(made.Unit, made.Count), new("source", made.Name.Source), new("note", made.Note),
        new("content", made.Describe()));

    private void TellFailure(string source, string problem, bool damaged) =>
        board.RaiseAs(BackupsEvents.Failed, damaged ? Rating.Critical : Rating.Warning, new("source", source), new("damaged", damaged), new("reason", problem));
}
