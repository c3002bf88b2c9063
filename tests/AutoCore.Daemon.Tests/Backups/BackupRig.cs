using System.Collections;
using AutoCore.Core;
using AutoCore.Core.Backups;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Alerts;
using AutoCore.Daemon.Backups;
using AutoCore.Daemon.Storage;
using AutoCore.Daemon.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace AutoCore.Daemon.Tests.Backups;

/// <summary>A database with some rows, and everything that backs it up and restores it.</summary>
internal sealed class BackupRig : IDisposable
{
    private readonly LoadedSettings _settings;

    public BackupRig(int keep = 3, string? copyTo = null, bool autoRestore = false, params BackupSourceOptions[] sources)
    {
        Options = new BackupsOptions(true, TimeSpan.FromDays(1), Rig.Folder["backups"], keep, sources, copyTo is null ? null : Rig.Folder[copyTo], autoRestore);
        var file = Rig.Folder.Write(
            "appsettings.json", $$"""{ "AutoCore": { "DataDirectory": "{{Rig.Folder.Path}}", "SdCard": { "Size": 8 } } } // pwd: http://a:geheim@b/""");
        _settings = LoadedSettings.Load(file, new Hashtable());
        Audit = new AuditLog(new AuditPlace(Rig.Folder["audit.log"]), TimeProvider.System, NullLogger<AuditLog>.Instance);
        Maker = new BackupMaker(new DatabaseCopier(TimeProvider.System), Rig.Time);
        Kinds = new SourceKinds(Options, new Secrets("/nonexistent", new Hashtable()), Runtime, Rig.Time);
        Job = new BackupJob(Maker, Kinds, new ConfigurationArchive(_settings.Origin, _settings.Options.Cameras, _settings.Options.SdCard, TimeProvider.System),
            Options, Rig.Options, Rig.Database, Audit, Places, Rig.Board);
        Restorer = new Restorer(Maker, Kinds, Options, Rig.Options, Runtime, Audit, Steps, Rig.Time);
        Folder = new BackupFolder(Options.Root);
        AddRows(100);
    }

    /// <summary>A folder outside of the rig's that goes with it.</summary>
    public string? Extra { get; init; }

    public DatabaseRig Rig { get; } = new();

    public BackupsOptions Options { get; }

    public BackupMaker Maker { get; }

    public SourceKinds Kinds { get; }

    public BackupJob Job { get; }

    public Restorer Restorer { get; }

    public RestoreSteps Steps { get; } = new([new AlertRestore()]);

    public BackupFolder Folder { get; }

    public AuditLog Audit { get; }

    public MountedPlaces Places { get; } = new(["/"], () => new([]));

    public RuntimeDirectory Runtime => new(new HostingOptions("node", Rig.Folder.Path, ""), new Hashtable());

    public void AddRows(int count) =>
        Rig.Execute(
        $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) INSERT INTO series (topic, key) SELECT 'topic', hex(randomblob(100)) FROM n");

    public async Task<IReadOnlyList<SourceOutcome>> RunAsync()
    {
        var outcomes = await Job.RunAsync(static (_, _) => { }, CancellationToken.None);
        Rig.Time.Advance(TimeSpan.FromHours(1));
        return outcomes;
    }

    public async Task<RestoreOutcome> RestoreAsync(string file)
    {
        Rig.Database.Dispose();
        return await Restorer.RestoreAsync(file, keepOwners: false, CancellationToken.None);
    }

    public string NewestPath() => Folder.PathOf(Folder.VerifiedOf("autocore")[0].File);

    public void Dispose()
    {
        Rig.Dispose();
        if (Directory.Exists(Extra))
            Directory.Delete(Extra, recursive: true);
    }
}
