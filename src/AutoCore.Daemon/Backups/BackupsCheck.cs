using AutoCore.Core.Backups;
using AutoCore.Core.Health;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Backups;

namespace AutoCore.Daemon.Backups;

/// <summary>Looks whether there are backups, whether damaged databases were set aside, and whether sources can be backed up.</summary>
internal sealed class BackupsCheck(BackupsOptions options, SourceKinds kinds, DatabaseOptions own, MountedPlaces places, TimeProvider time) : IDoctorCheck
{
    public string Subject => "backups";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken) =>
        [.. LookAtAge(), .. LookAtSources(), .. await LookAtOthersAsync(cancellationToken), .. LookAtCopy()];

    private IEnumerable<Finding> LookAtAge()
    {
        foreach (var source in options.Sources.Select(s => s.Name).Prepend(BackupName.Own))
        {
            var all = new BackupFolder(options.Root).VerifiedOf(source);
            if (all.Count == 0)
            {
                yield return Finding.Warning(Subject, $"there is none of {source} in {options.Root}", "autocore backup");
            }
            else if (BackupPolicy.Newest(all, time.GetUtcNow()) is not { } n)
            {
                yield return Finding.Warning(
                    Subject, $"{all[0].File} is dated in the future: it was made by a wrong clock, and says nothing of how old it is", "autocore backup");
            }
            else if (time.GetUtcNow() - n.At > options.Interval * 2)
            {
                yield return Finding.Warning(Subject, $"the newest, {n.File}, is older than two intervals",
                    "autocore backup; journalctl -u autocore-daemon EVENT=backup-failed says why");
            }
            else if (n.IsPartial)
            {
                yield return n.Kind == BackupKind.Postgres
                    ? Finding.Warning(Subject, $"the newest, {n.File}, was read whole, and could not be restored on trial",
                        "autocore backup says why; Proof read takes it as it is")
                    : Finding.Warning(Subject, $"the newest, {n.File}, lacks what could not be read", $"autocore backup names it; {FolderKind.LetRead}");
            }
            else
            {
                yield return Finding.Ok(Subject, $"newest {n.File}");
            }
        }
    }

    private IEnumerable<Finding> LookAtSources()
    {
        foreach (var source in BackupSource.All(own, options))
        {
            foreach (var damaged in DamagedFile.FindBeside(source.File))
            {
                yield return Finding.Warning(Subject, $"a damaged database was set aside: {damaged}",
                    $"Save what you need of it (sqlite3 {damaged} .recover), or restore a backup (autocore backup list), then remove it");
            }
            if (!source.IsOwn && ForeignDatabase.FindProblem(source.File.Path) is { } problem)
                yield return Finding.Warning(Subject, $"{source.Name} is not backed up", problem);
        }
    }

    private async Task<List<Finding>> LookAtOthersAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var source in options.Sources.Where(s => s.Type != BackupKind.Sqlite))
        {
            if (await kinds.Of(source.Type).FindProblemAsync(source, cancellationToken) is { } problem)
                findings.Add(Finding.Warning(Subject, $"{source.Name} is not backed up", problem));
        }
        return findings;
    }

    private IEnumerable<Finding> LookAtCopy()
    {
        foreach (var missing in new[] { options.Root, options.CopyTo }.OfType<string>().Select(places.FindProblem).OfType<string>())
            yield return Finding.Critical(Subject, missing, "Mount its disk; until then nothing is written there");
        if (options.CopyTo is { } folder && !Directory.Exists(folder))
            yield return Finding.Warning(Subject, $"Backups:CopyTo: {folder} is not there", "Mount its disk, or create it");
    }
}
