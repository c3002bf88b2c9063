using AutoCore.Core.Storage;
using AutoCore.Daemon.Backups;
using AutoCore.Daemon.Storage;
using AutoCore.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace AutoCore.Daemon.Tests.Backups;

/// <summary>Damage is found and costs nothing: B6, and the backups' side of it.</summary>
public sealed class DamageTests
{
    private const int Places = 200;
    private const int GzipTrailerBytes = 8;

    [Fact]
    public async Task Verify_BackupDamagedAnywhere_IsFoundByTheChecksum()
    {
        using var rig = new BackupRig();
        await rig.RunAsync();
        var whole = await File.ReadAllBytesAsync(rig.NewestPath());
        var random = new Random(7);

        for (var i = 0; i < Places; i++)
        {
            await File.WriteAllBytesAsync(rig.NewestPath(), whole);
            Damage.Flip(rig.NewestPath(), random.Next(whole.Length));

            var (result, _) = await BackupVerifier.ExpandAsync(rig.NewestPath(), rig.Rig.Folder["check.db"], CancellationToken.None);

            Assert.NotNull(result.Problem);
            Assert.False(File.Exists(rig.Rig.Folder["check.db"]));
            await Assert.ThrowsAsync<RestoreRefused>(() => rig.RestoreAsync(rig.NewestPath()));
        }
        Assert.Equal(100, rig.Rig.Count("series"));
    }

    [Fact]
    public async Task Verify_BackupDamagedAndChecksumMadeToMatch_IsFoundUnlessTheDatabaseIsTheSame()
    {
        using var rig = new BackupRig();
        await rig.RunAsync();
        var whole = await File.ReadAllBytesAsync(rig.NewestPath());
        var database = rig.Rig.Folder["whole.db"];
        await CompressedFile.ExpandAsync(rig.NewestPath(), database, CancellationToken.None);
        var content = await File.ReadAllBytesAsync(database);
        var random = new Random(11);

        for (var i = 0; i < Places; i++)
        {
            await File.WriteAllBytesAsync(rig.NewestPath(), whole);
            var place = random.Next(whole.Length);
            Damage.Flip(rig.NewestPath(), place);
            await MatchChecksumAsync(rig.NewestPath());

            var (result, _) = await BackupVerifier.ExpandAsync(rig.NewestPath(), rig.Rig.Folder["check.db"], CancellationToken.None);

            // Some bytes do not matter: gzip's header holds a time that nobody reads, and in a run of zeros each earlier place is as good as another.
            if (result.Problem is null)
            {
                var expanded = await File.ReadAllBytesAsync(rig.Rig.Folder["check.db"]);
                Assert.True(expanded.SequenceEqual(content), $"a flip at {place} changed the database and was not found");
            }
            else
            {
                await Assert.ThrowsAsync<RestoreRefused>(() => rig.RestoreAsync(rig.NewestPath()));
            }
        }
    }

    [Fact]
    public async Task Verify_BackupCutOrItsEndDamagedAndChecksumMadeToMatch_IsFound()
    {
        using var rig = new BackupRig();
        await rig.RunAsync();
        var whole = await File.ReadAllBytesAsync(rig.NewestPath());

        // The last bits of the compressed data, and behind them the sum and the length of the database.
        for (var fromEnd = 1; fromEnd <= 1 + GzipTrailerBytes; fromEnd++)
        {
            await File.WriteAllBytesAsync(rig.NewestPath(), whole);
            Damage.Flip(rig.NewestPath(), whole.Length - fromEnd);
            await MatchChecksumAsync(rig.NewestPath());
            await Assert.ThrowsAsync<RestoreRefused>(() => rig.RestoreAsync(rig.NewestPath()));

            await File.WriteAllBytesAsync(rig.NewestPath(), whole[..^fromEnd]);
            await MatchChecksumAsync(rig.NewestPath());
            await Assert.ThrowsAsync<RestoreRefused>(() => rig.RestoreAsync(rig.NewestPath()));
        }
    }

    [Fact]
    public async Task Verify_AnyDatabasePageDamagedAndChecksumMadeToMatch_IsFoundByTheIntegrityCheck()
    {
        using var rig = new BackupRig();
        rig.AddRows(2_000);
        await rig.RunAsync();
        var database = rig.Rig.Folder["whole.db"];
        await CompressedFile.ExpandAsync(rig.NewestPath(), database, CancellationToken.None);
        var whole = await File.ReadAllBytesAsync(database);
        var random = new Random(13);

        for (var i = 0; i < 20; i++)
        {
            await File.WriteAllBytesAsync(database, whole);
            Damage.Overwrite(database, random.Next(whole.Length / 4096) * 4096L, 4096);
            await CompressedFile.CompressAsync(database, rig.NewestPath(), CancellationToken.None);
            await MatchChecksumAsync(rig.NewestPath());

            await Assert.ThrowsAsync<RestoreRefused>(() => rig.RestoreAsync(rig.NewestPath()));
        }
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 2_100)]
    public async Task Service_AfterAnUncleanStop_SetsTheDamagedOneAsideAndGoesOn(bool autoRestore, int rows)
    {
        using var rig = new BackupRig(autoRestore: autoRestore);
        rig.AddRows(2_000);
        await rig.RunAsync();
        rig.Rig.Database.Dispose();
        Damage.Overwrite(rig.Rig.Options.Path, 3 * 4096, 4 * 4096);
        using var service = Start(rig, unclean: true);

        await service.StartAsync(CancellationToken.None);

        await Eventually.TrueAsync(() => Aside(rig).Count == 1);
        await Eventually.TrueAsync(() => rig.Rig.Count("series") == rows);
        Assert.False(rig.Rig.Database.IsDamaged);
        await service.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Service_TheBackupsDiskIsNotMounted_WhatLiesInItsPlaceIsNotTaken()
    {
        using var rig = new BackupRig(autoRestore: true);
        rig.AddRows(2_000);
        await rig.RunAsync();
        rig.Rig.Database.Dispose();
        Damage.Overwrite(rig.Rig.Options.Path, 3 * 4096, 4 * 4096);
        var said = new List<string>();
        rig.Rig.Board.Raised += e => { lock (said) said.Add(e.Message); };
        using var service = Start(rig, unclean: true, new([], () => new([new("/dev/sdz1", rig.Options.Root, "ext4", [])])));

        await service.StartAsync(CancellationToken.None);

        await Eventually.TrueAsync(() => Aside(rig).Count == 1);
        await Eventually.TrueAsync(() => rig.Rig.Count("series") == 0);
        Assert.Contains(said, m => m.Contains("not mounted", StringComparison.Ordinal) && m.Contains("autocore restore", StringComparison.Ordinal));
        await service.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Service_DamageMetInUse_SetsAsideAndGoesOn()
    {
        using var rig = new BackupRig();
        rig.AddRows(2_000);
        using var service = Start(rig, unclean: false);
        await service.StartAsync(CancellationToken.None);
        rig.Rig.Database.Dispose();
        Damage.Overwrite(rig.Rig.Options.Path, 2 * 4096, 20 * 4096);
        Assert.Throws<SqliteException>(() => rig.Rig.Database.Run(c => c.Number("SELECT count(*) FROM series WHERE key > 'A'")));
        Assert.True(rig.Rig.Database.IsDamaged);

        rig.Rig.Time.Advance(TimeSpan.FromSeconds(30));

        await Eventually.TrueAsync(() => Aside(rig).Count == 1);
        rig.AddRows(1);
        await service.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Service_AfterACleanStop_ChecksNothing()
    {
        using var rig = new BackupRig();
        var events = new List<string>();
        rig.Rig.Board.Raised += e => { lock (events) events.Add(e.Type); };
        rig.Rig.Database.Dispose();
        Damage.Overwrite(rig.Rig.Options.Path, 3 * 4096, 4096);
        using var service = Start(rig, unclean: false);

        await service.StartAsync(CancellationToken.None);
        rig.Rig.Time.Advance(TimeSpan.FromSeconds(30));
        await service.StopAsync(CancellationToken.None);

        Assert.Empty(events);
        Assert.Empty(Aside(rig));
    }

    [Fact]
    public async Task Backup_LiveDatabaseDamaged_IsFoundAtTheLatestThen()
    {
        using var rig = new BackupRig();
        rig.AddRows(2_000);
        rig.Rig.Database.Dispose();
        Damage.Overwrite(rig.Rig.Options.Path, 5 * 4096, 4096);

        var outcome = (await rig.RunAsync())[0];

        Assert.True(outcome.SourceDamaged);
        Assert.True(rig.Rig.Database.IsDamaged);
    }

    private static async Task MatchChecksumAsync(string backup) => Checksum.Write(backup, await Checksum.ComputeAsync(backup, CancellationToken.None));

    private static IReadOnlyList<string> Aside(BackupRig rig) => DamagedFile.FindBeside(rig.Rig.Database.File);

    private static DamageService Start(BackupRig rig, bool unclean, MountedPlaces? places = null)
    {
        var hosting = new AutoCore.Core.Hosting.HostingOptions("node", rig.Rig.Folder.Path, "");
        Directory.CreateDirectory(rig.Rig.Folder["run"]);
        if (unclean)
            new DirtyFlag(hosting).Begin();
        var mark = new DirtyFlag(hosting);
        mark.Begin();
        return new DamageService(rig.Rig.Database, rig.Rig.Options, rig.Options, places ?? rig.Places, mark, new DamageRegister(), rig.Rig.Health, rig.Audit,
            rig.Steps,
            rig.Rig.Context, NullLogger<DamageService>.Instance);
    }
}
