using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using AutoCore.Core.Backups;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Backups;
using AutoCore.Daemon.Tests.Storage;
using AutoCore.Policies.Backups;

namespace AutoCore.Daemon.Tests.Backups;

public sealed class BackupJobTests
{
    [Fact]
    public async Task Run_OwnDatabase_IsThereWithChecksumAndConfiguration()
    {
        using var rig = new BackupRig();

        var made = Assert.Single(await rig.RunAsync()).Made!;

        Assert.Equal("autocore-20261120T120000Z.db.gz", made.Name.File);
        Assert.Equal(100, made.Count);
        Assert.Equal(
            ["autocore-20261120T120000Z.config.tar.gz", "autocore-20261120T120000Z.config.tar.gz.sha256", "autocore-20261120T120000Z.db.gz",
                "autocore-20261120T120000Z.db.gz.sha256"],
            Directory.EnumerateFiles(rig.Options.Root).Select(Path.GetFileName).Where(f => f != ".lock").Order(StringComparer.Ordinal));
        Assert.Empty(Directory.EnumerateFiles(rig.Folder.Incoming));
        using var check =
            Process.Start(
            new ProcessStartInfo(
            "sha256sum", ["--check", "--status", .. Directory.EnumerateFiles(rig.Options.Root, "*.sha256")])
            { WorkingDirectory = rig.Options.Root })!;
        await check.WaitForExitAsync();
        Assert.Equal(0, check.ExitCode);
    }

    [Fact]
    public async Task Run_Configuration_IsInTheArchiveWithoutSecrets()
    {
        using var rig = new BackupRig();
        var made = (await rig.RunAsync())[0].Made!;

        await using var zip = new GZipStream(File.OpenRead(rig.Folder.PathOf(made.Name.ConfigurationFile)), CompressionMode.Decompress);
        await using var tar = new TarReader(zip);
        var entry = await tar.GetNextEntryAsync(copyData: true);
        var text = await new StreamReader(entry!.DataStream!).ReadToEndAsync();

        Assert.EndsWith("appsettings.json", entry.Name, StringComparison.Ordinal);
        Assert.Contains("DataDirectory", text, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AgainAndAgain_KeepsTheNewestAndTheirConfiguration()
    {
        using var rig = new BackupRig(keep: 2);
        for (var i = 0; i < 5; i++)
            await rig.RunAsync();

        Assert.Equal(["autocore-20261120T160000Z.db.gz", "autocore-20261120T150000Z.db.gz"], rig.Folder.Verified().Select(b => b.File));
        Assert.Equal(8, Directory.EnumerateFiles(rig.Options.Root, "autocore-*").Count());
        Assert.Contains("delete backups", await File.ReadAllTextAsync(rig.Rig.Folder["audit.log"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ClockSetBack_KeepsTheNewOneAndTheNewest()
    {
        using var rig = new BackupRig(keep: 2);
        await rig.RunAsync();
        await rig.RunAsync();
        rig.Rig.Time.AdjustTime(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero));

        await rig.RunAsync();

        Assert.Equal(["autocore-20261120T130000Z.db.gz", "autocore-20200101T000000Z.db.gz"], rig.Folder.Verified().Select(b => b.File));
    }

    [Fact]
    public async Task Run_WhileAWriterWrites_IsOneMoment()
    {
        using var rig = new BackupRig();
        var source = rig.Rig.MakeForeign("pairs.db", "CREATE TABLE a (n); CREATE TABLE b (n)");
        using var stop = new CancellationTokenSource();
        var writer = Task.Run(() => WritePairs(source, stop.Token), CancellationToken.None);
        var copy = rig.Rig.Folder["copy.db"];

        await new DatabaseCopier(TimeProvider.System).CopyAsync(new BackupSource("pairs", new(source)), copy, static _ => { }, CancellationToken.None);
        await stop.CancelAsync();
        await writer;

        var check = DatabaseCheck.RunFull(copy);
        Assert.Null(check.Problem);
        Assert.Equal(check.Rows["a"], check.Rows["b"]);
    }

    [Theory]
    [InlineData("WAL")]
    [InlineData("DELETE")]
    public async Task Run_ForeignSource_IsBackedUpBesideTheOwn(string journal)
    {
        using var place = new DatabaseRig();
        var path = place.MakeForeign("gateway.db", "CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)", journal);
        using var rig = new BackupRig(sources: new BackupSourceOptions("gateway", BackupKind.Sqlite, path));

        var outcomes = await rig.RunAsync();

        Assert.Equal(2, outcomes[1].Made!.Count);
        Assert.Equal("gateway", outcomes[1].Made!.Name.Source);
        Assert.Equal(2, rig.Folder.Verified().Count);
    }

    [Fact]
    public async Task Run_SourceMissingOrDamaged_IsItsOwnProblem()
    {
        using var place = new DatabaseRig();
        var damaged = place.MakeForeign("damaged.db", "CREATE TABLE t (a); INSERT INTO t VALUES (randomblob(100000))");
        Damage.Overwrite(damaged, 8192, 4096);
        using var rig = new BackupRig(sources: [new("missing", BackupKind.Sqlite, place.Folder["no.db"]), new("damaged", BackupKind.Sqlite, damaged)]);

        var outcomes = await rig.RunAsync();

        Assert.NotNull(outcomes[0].Made);
        Assert.Contains("is not there", outcomes[1].Problem, StringComparison.Ordinal);
        Assert.True(outcomes[2].SourceDamaged, outcomes[2].Problem);
        Assert.Single(rig.Folder.Verified());
    }

    [Fact]
    public async Task Run_SourceLocked_IsItsOwnProblem()
    {
        using var place = new DatabaseRig();
        var locked = place.MakeForeign("locked.db", "CREATE TABLE t (a)", "DELETE");
        var free = place.MakeForeign("free.db", "CREATE TABLE t (a)", "DELETE");
        using var holder = DatabaseRig.Open(locked);
        holder.Do("BEGIN EXCLUSIVE");
        using var rig = new BackupRig(sources: [new("locked", BackupKind.Sqlite, locked), new("free", BackupKind.Sqlite, free)]);

        var outcomes = await rig.RunAsync();

        Assert.NotNull(outcomes[0].Made);
        Assert.Contains("another program keeps it locked", outcomes[1].Problem, StringComparison.Ordinal);
        Assert.False(outcomes[1].SourceDamaged);
        Assert.NotNull(outcomes[2].Made);
    }

    [Fact]
    public async Task Run_CopyTo_HasTheSameAndRotates()
    {
        using var rig = new BackupRig(keep: 2, copyTo: "second");
        Directory.CreateDirectory(rig.Rig.Folder["second"]);
        for (var i = 0; i < 3; i++)
            Assert.Null((await rig.RunAsync())[0].Problem);

        Assert.Equal(rig.Folder.Verified(), new BackupFolder(rig.Rig.Folder["second"]).Verified());
        Assert.All(Directory.EnumerateFiles(rig.Rig.Folder["second"], "*.gz"), copy => Assert.Equal((UnixFileMode)0b110_100_000, File.GetUnixFileMode(copy)));
    }

    [Fact]
    public async Task Run_CopyToAFolderWithOtherFiles_LeavesThemAlone()
    {
        using var rig = new BackupRig(copyTo: "second");
        var stranger = rig.Rig.Folder.Write("second/raspios.img.xz.sha256", "sum of an image that lies elsewhere");
        var left = rig.Rig.Folder.Write("second/autocore-20261119T000000Z.config.tar.gz", "its backup is gone");

        await rig.RunAsync();

        Assert.True(File.Exists(stranger));
        Assert.False(File.Exists(left));
    }

    [Fact]
    public async Task Run_CopyToNotMounted_IsNotMadeAndTheBackupCounts()
    {
        using var rig = new BackupRig(copyTo: "not-mounted");

        var outcome = (await rig.RunAsync())[0];

        Assert.NotNull(outcome.Made);
        Assert.Contains("mount its disk", outcome.Problem, StringComparison.Ordinal);
        Assert.False(Directory.Exists(rig.Rig.Folder["not-mounted"]));
    }

    [Fact]
    public async Task Run_AnotherProcessMakesBackups_IsRefused()
    {
        using var rig = new BackupRig();
        using var held = rig.Folder.TryLock();

        await Assert.ThrowsAsync<BackupFailure>(rig.RunAsync);
    }

    [Fact]
    public async Task Run_AfterAnInterruptedOne_RemovesWhatItLeft()
    {
        using var rig = new BackupRig();
        rig.Rig.Folder.Write("backups/.incoming/autocore-20261119T000000Z.db", "half");
        rig.Rig.Folder.Write("backups/autocore-20261119T000000Z.db.gz.sha256", "sum of a file that never came");

        await rig.RunAsync();

        Assert.Single(rig.Folder.Verified());
        Assert.False(File.Exists(rig.Rig.Folder["backups/autocore-20261119T000000Z.db.gz.sha256"]));
    }

    private static void WritePairs(string path, CancellationToken stop)
    {
        using var connection = DatabaseRig.Open(path);
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            connection.InTransaction(c =>
            {
                c.Execute("INSERT INTO a VALUES (randomblob(500))");
                return c.Execute("INSERT INTO b VALUES (randomblob(500))");
            });
        }
    }
}
