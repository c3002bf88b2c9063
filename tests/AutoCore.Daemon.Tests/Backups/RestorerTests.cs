using AutoCore.Core.Storage;
using AutoCore.Daemon.Alerts;
using AutoCore.Daemon.Backups;
using AutoCore.Daemon.Tests.Storage;
using AutoCore.Policies.Alerts;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Tests.Backups;

public sealed class RestorerTests
{
    [Fact]
    public async Task Restore_Backup_BringsItsRowsBackAndCanBeUndone()
    {
        using var rig = new BackupRig();
        await rig.RunAsync();
        rig.AddRows(50);

        var outcome = await rig.RestoreAsync(rig.NewestPath());
        Assert.Equal(100, rig.Rig.Count("series"));

        await rig.RestoreAsync(outcome.Undo!);
        Assert.Equal(150, rig.Rig.Count("series"));
        Assert.Contains("restore restore", await File.ReadAllTextAsync(rig.Rig.Folder["audit.log"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_AlertsThatWaitedInTheBackup_AreNotSentAgain()
    {
        using var rig = new BackupRig();
        var tables = new AlertTables(rig.Rig.Database);
        var entry = AlertEntry.Of("camera-failed", rig.Rig.Time.GetUtcNow(), Rating.Warning, "Shop/P1 failed");
        var incidents = new Dictionary<string, Incident> { ["camera-failed Shop P1"] = Incident.Open(null, Rating.Warning, entry.At).Next };
        Assert.Null(tables.Rewrite([new QueuedAlert(1, "phone", entry), new QueuedAlert(2, "chat", entry)], incidents,
            [KeyValuePair.Create("chat", "not found")]));
        await rig.RunAsync();
        Assert.Null(tables.Rewrite([new QueuedAlert(3, "phone", entry)], [], []));

        var outcome = await rig.RestoreAsync(rig.NewestPath());
        Assert.Equal(["2 alerts that waited when the backup was made are not sent again"], outcome.LeftOut);
        Assert.Equal((0, 0, 0), (rig.Rig.Count("alert"), rig.Rig.Count("alert_incident"), rig.Rig.Count("alert_gave_up")));

        // What waited a moment ago waits still.
        Assert.Empty((await rig.RestoreAsync(outcome.Undo!)).LeftOut);
        Assert.Equal(1, rig.Rig.Count("alert"));
    }

    [Fact]
    public async Task Restore_OftenDone_KeepsTwoUndos()
    {
        using var rig = new BackupRig();
        await rig.RunAsync();
        for (var i = 0; i < 4; i++)
        {
            await rig.RestoreAsync(rig.NewestPath());
            rig.Rig.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(2, new BackupFolder(rig.Folder.PathOf("pre_restore")).Verified().Count);
    }

    [Fact]
    public async Task Restore_ClockSetBack_KeepsTheUndoJustMade()
    {
        using var rig = new BackupRig();
        await rig.RunAsync();
        for (var i = 0; i < 2; i++)
        {
            await rig.RestoreAsync(rig.NewestPath());
            rig.Rig.Time.Advance(TimeSpan.FromSeconds(1));
        }
        rig.AddRows(50);
        rig.Rig.Time.AdjustTime(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero));

        var outcome = await rig.RestoreAsync(rig.NewestPath());

        await rig.RestoreAsync(outcome.Undo!);
        Assert.Equal(150, rig.Rig.Count("series"));
    }

    [Fact]
    public async Task Restore_DatabaseDamagedAndInUse_IsRefusedAndNothingLeft()
    {
        using var rig = new BackupRig();
        rig.AddRows(2_000);
        await rig.RunAsync();
        rig.Rig.Database.Dispose();
        using var other = DatabaseRig.Open(rig.Rig.Options.Path);
        other.Number("SELECT count(*) FROM series");
        Damage.Overwrite(rig.Rig.Options.Path, 3 * 4096, 4 * 4096);

        var refused = await Assert.ThrowsAsync<RestoreRefused>(() => rig.RestoreAsync(rig.NewestPath()));

        Assert.Contains("in use", refused.Message, StringComparison.Ordinal);
        Assert.Empty(DamagedFile.FindBeside(rig.Rig.Database.File));
    }

    [Fact]
    public async Task Restore_DatabaseGone_IsMade()
    {
        using var rig = new BackupRig();
        await rig.RunAsync();
        rig.Rig.Database.Dispose();
        File.Delete(rig.Rig.Options.Path);

        var outcome = await rig.RestoreAsync(rig.NewestPath());

        Assert.Null(outcome.Undo);
        Assert.Equal(100, rig.Rig.Count("series"));
    }

    [Fact]
    public async Task Restore_DatabaseDamaged_IsKeptAside()
    {
        using var rig = new BackupRig();
        rig.AddRows(2_000);
        await rig.RunAsync();
        rig.Rig.Database.Dispose();
        Damage.Overwrite(rig.Rig.Options.Path, 3 * 4096, 4 * 4096);

        var outcome = await rig.RestoreAsync(rig.NewestPath());

        Assert.Contains(".damaged-", outcome.Undo, StringComparison.Ordinal);
        Assert.True(File.Exists(outcome.Undo));
        Assert.Equal(2_100, rig.Rig.Count("series"));
    }

    [Fact]
    public async Task Restore_DaemonRuns_IsRefused()
    {
        using var rig = new BackupRig();
        await rig.RunAsync();
        Directory.CreateDirectory(Path.GetDirectoryName(rig.Runtime.LockFile)!);
        using var held = new FileStream(rig.Runtime.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

        var refused = await Assert.ThrowsAsync<RestoreRefused>(() => rig.RestoreAsync(rig.NewestPath()));

        Assert.Contains("--stop", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_AnotherProgramHasItOpen_IsRefusedAndNothingChanged()
    {
        using var rig = new BackupRig();
        await rig.RunAsync();
        rig.AddRows(50);
        using (var other = DatabaseRig.Open(rig.Rig.Options.Path))
        {
            other.Number("SELECT count(*) FROM series");

            var refused = await Assert.ThrowsAsync<RestoreRefused>(() => rig.RestoreAsync(rig.NewestPath()));

            Assert.Contains("in use", refused.Message, StringComparison.Ordinal);
        }
        Assert.Equal(150, rig.Rig.Count("series"));
        Assert.False(File.Exists($"{rig.Rig.Options.Path}.restoring"));
    }

    [Theory]
    [InlineData("autocore-20261120T030000Z.db.gz")]
    [InlineData("/etc/hostname")]
    [InlineData("stranger-20261120T030000Z.db.gz", true)]
    public async Task Restore_NotABackupOfOurs_IsRefused(string file, bool make = false)
    {
        using var rig = new BackupRig();
        await rig.RunAsync();
        if (make)
            File.Copy(rig.NewestPath(), rig.Folder.PathOf(file));

        await Assert.ThrowsAsync<RestoreRefused>(() => rig.RestoreAsync(file));

        Assert.Equal(100, rig.Rig.Count("series"));
    }

    [Fact]
    public async Task Restore_Mode_IsThatOfTheDatabaseBefore()
    {
        using var rig = new BackupRig();
        await rig.RunAsync();
        rig.Rig.Database.Dispose();
        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
        File.SetUnixFileMode(rig.Rig.Options.Path, mode);

        await rig.RestoreAsync(rig.NewestPath());

        Assert.Equal(mode, File.GetUnixFileMode(rig.Rig.Options.Path));
    }
}
