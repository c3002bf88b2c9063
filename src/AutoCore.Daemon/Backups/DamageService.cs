using AutoCore.Core.Backups;
using AutoCore.Core.Logging;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Backups;
using AutoCore.Policies.Health;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.Backups;

/// <summary>
/// Looks for damage (B6): quickly after an unclean stop, and whenever SQLite met it in use. The own database is set aside, never deleted, and
/// replaced by the newest verified backup if that is configured, else by an empty one; other programs' databases are theirs, and only reported.
/// </summary>
internal sealed class DamageService(
    OwnDatabase database, DatabaseOptions own, BackupsOptions options, MountedPlaces places, DirtyFlag mark, DamageRegister register, SqliteHealth health,
    AuditLog audit, RestoreSteps steps,
    WorkerContext context, ILogger<DamageService> log)
    : PeriodicWorker("damage", TimeSpan.FromSeconds(30), context)
{
    private bool _tidied;

    protected override async Task RunOnceAsync(CancellationToken stoppingToken)
    {
        if (!_tidied)
            Tidy();
        if (mark.IsCheckDue)
        {
            foreach (var source in BackupSource.All(own, options).Where(s => s.File.Exists))
                await CheckAsync(source, stoppingToken);
            mark.Checked();
        }
        if (database.IsDamaged)
            await ReplaceAsync(stoppingToken);
    }

    /// <summary>A restore that was killed has left the database that it had expanded.</summary>
    private void Tidy()
    {
        _tidied = true;
        foreach (var left in BackupSource.All(own, options).Select(s => s.File.RestoringPath).Where(File.Exists))
        {
            // In another program's folder it stays: the next restore takes it.
            FileAttempt.Try(() => File.Delete(left));
        }
    }

    private async Task CheckAsync(BackupSource source, CancellationToken stoppingToken)
    {
        var problem = await BeatWhileAsync(Task.Run(() => QuickCheck(source), stoppingToken), stoppingToken);
        if (problem is null)
            log.Write(BackupsEvents.Checked, new Measure("database", source.File.Path));
        else if (source.IsOwn)
            database.MarkDamaged();
        if (register.Note(source.Name, problem) && problem is not null)
            Tell(source, problem);
    }

    /// <summary>Null also where the check could not be made: that is no damage, and backups report it.</summary>
    private static string? QuickCheck(BackupSource source)
    {
        try
        {
            return DatabaseCheck.FindDamage(source, thorough: false);
        }
        catch (Exception e) when (e is SqliteException or ForeignDatabaseRefused)
        {
            return null;
        }
    }

    private async Task ReplaceAsync(CancellationToken stoppingToken)
    {
        var source = new BackupSource(BackupName.Own, database.File);
        if (register.Note(source.Name, "SQLite met damage in use"))
            Tell(source, "SQLite met damage in use");
        var restored = options.AutoRestore ? await ExpandNewestAsync(stoppingToken) : null;
        var aside = "";
        database.Replace(file =>
        {
            aside = DamagedFile.SetAside(file, Time.GetUtcNow());
            if (restored is { } r)
                File.Move(r.Path, file.Path);
            Posix.SyncFolder(Path.GetDirectoryName(file.Path)!);
        });
        database.Run(static _ => true);
        register.Note(source.Name, null);
        health.Post();
        TellReplaced(aside, restored?.Name);
    }

    /// <summary>The newest verified backup that is still whole, expanded beside the database; null if there is none, or its disk is not mounted.</summary>
    private async Task<(BackupName Name, string Path)?> ExpandNewestAsync(CancellationToken stoppingToken)
    {
        var folder = new BackupFolder(options.Root);
        var expanded = database.File.RestoringPath;
        if (places.FindProblem(options.Root) is not null)
            return null;
        foreach (var name in folder.VerifiedOf(BackupName.Own))
        {
            var (result, _) = await BackupVerifier.ExpandAsync(folder.PathOf(name.File), expanded, stoppingToken);
            Beat();
            if (result.Problem is not null)
                continue;
            steps.Run(expanded);
            return (name, expanded);
        }
        return null;
    }

    private void Tell(BackupSource source, string problem)
    {
        // What lies where the disk belongs is old, or somebody else's.
        var unmounted = places.FindProblem(options.Root);
        var newest = unmounted is null && new BackupFolder(options.Root).VerifiedOf(source.Name) is [var name, ..] ? name.File : null;
        var remedy = newest is not null ? $"its newest backup is {newest}: autocore restore {newest} --stop"
            : unmounted is null ? "there is no backup of it" : $"{unmounted}; mount it, then: autocore backup list, autocore restore FILE --stop";
        Board.Raise(BackupsEvents.Damaged,
            new("source", source.Name), new("database", source.File.Path), new("problem", problem), new("newest_backup", newest), new("remedy", remedy));
    }

    private void TellReplaced(string aside, BackupName? restored)
    {
        var by = restored?.File ?? "an empty one";
        audit.Add(restored is null ? "set-aside" : "restore", "damage", new($"{database.File.Path} by {by}; the damaged one is {aside}", 0, 0));
        audit.Flush();
        Board.Raise(BackupsEvents.SetAside, new("aside", aside), new("by", by), new("restored", restored?.File));
    }
}
