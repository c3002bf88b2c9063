using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Backups;
using AutoCore.Daemon.Storage;
using AutoCore.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace AutoCore.Daemon.Tests.Backups;

/// <summary>Damage at random places of the live database: found after an unclean stop, in use, or by the next backup; nothing is deleted, and the service goes
/// on.</summary>
public sealed class LiveDamageTests
{
    private const int Places = 200;
    private const int SectorBytes = 512;

    /// <summary>Opening a database may write its header: counters, the journal's mode.</summary>
    private const int HeaderBytes = 100;

    private readonly int _seed = Random.Shared.Next();

    private enum Finder
    {
        QuickCheck,
        Use,
        Backup,
        Nobody,
    }

    [Fact]
    public async Task Damage_AtRandomPlacesOfTheLiveDatabase_IsFoundSetAsideAndTheServiceGoesOn()
    {
        using var rig = new BackupRig(keep: 1);
        rig.AddRows(400);
        rig.Rig.Database.Dispose();
        var whole = await File.ReadAllBytesAsync(rig.Rig.Options.Path);
        var random = new Random(_seed);
        var found = new int[Enum.GetValues<Finder>().Length];

        for (var i = 0; i < Places; i++)
        {
            var damaged = i % 2 == 0 ? WithAChangedByte(whole, random) : WithAnEmptySector(whole, random);
            var finder = await MeetAsync(rig, damaged);
            found[(int)finder]++;
            AssertKept(rig, damaged, finder);
            rig.AddRows(1);
            Clear(rig);
        }

        TestContext.Current.SendDiagnosticMessage($"seed {_seed}: {string.Join(", ", Enum.GetValues<Finder>().Select(f => $"{f} {found[(int)f]}"))}");
        Assert.True(found[(int)Finder.QuickCheck] > 0, $"seed {_seed}");
        Assert.True(found[(int)Finder.Backup] > 0, $"seed {_seed}");
    }

    /// <summary>The daemon starts on the damaged database after a power cut, uses it, and backs it up; who of them finds the damage.</summary>
    private static async Task<Finder> MeetAsync(BackupRig rig, byte[] damaged)
    {
        rig.Rig.Database.Dispose();
        await File.WriteAllBytesAsync(rig.Rig.Options.Path, damaged);
        var mark = MarkOfAnUncleanStop(rig);
        using var service =
            new DamageService(rig.Rig.Database, rig.Rig.Options, rig.Options, rig.Places, mark, new DamageRegister(), rig.Rig.Health, rig.Audit, rig.Steps,
            rig.Rig.Context, NullLogger<DamageService>.Instance);
        await service.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => !mark.IsCheckDue && !rig.Rig.Database.IsDamaged);
        var finder = Aside(rig).Count > 0 ? Finder.QuickCheck
            : UseMeetsDamage(rig) ? Finder.Use
            : (await rig.RunAsync())[0].SourceDamaged ? Finder.Backup
            : Finder.Nobody;
        await Eventually.TrueAsync(() =>
        {
            // Again and again: the service may not wait for its clock yet.
            rig.Rig.Time.Advance(TimeSpan.FromSeconds(30));
            return !rig.Rig.Database.IsDamaged;
        });
        await service.StopAsync(CancellationToken.None);
        return finder;
    }

    /// <summary>What was found is kept under another name; what nobody can find is used on, and no page of it is wrong for SQLite.</summary>
    private void AssertKept(BackupRig rig, byte[] damaged, Finder finder)
    {
        if (finder == Finder.Nobody)
        {
            Assert.Empty(Aside(rig));
            Assert.Null(DatabaseCheck.FindDamage(new BackupSource("autocore", rig.Rig.Database.File), thorough: true));
        }
        else
        {
            var kept = File.ReadAllBytes(Assert.Single(Aside(rig)));
            Assert.True(kept.AsSpan(HeaderBytes).SequenceEqual(damaged.AsSpan(HeaderBytes)), $"seed {_seed}: what {finder} found was not kept as it was");
        }
    }

    private static bool UseMeetsDamage(BackupRig rig)
    {
        try
        {
            rig.Rig.Database.Run(c => c.Rows("SELECT * FROM series ORDER BY topic, key", static row => row.GetValue(2)));
            return false;
        }
        catch (SqliteException e)
        {
            Assert.True(e.IsDamage(), e.Message);
            return true;
        }
    }

    private static byte[] WithAChangedByte(byte[] whole, Random random)
    {
        byte[] damaged = [.. whole];
        damaged[random.Next(whole.Length)] ^= (byte)random.Next(1, 256);
        return damaged;
    }

    private static byte[] WithAnEmptySector(byte[] whole, Random random)
    {
        byte[] damaged = [.. whole];
        Array.Clear(damaged, random.Next(whole.Length / SectorBytes) * SectorBytes, SectorBytes);
        return damaged;
    }

    private static DirtyFlag MarkOfAnUncleanStop(BackupRig rig)
    {
        var hosting = new HostingOptions("node", rig.Rig.Folder.Path, "");
        Directory.CreateDirectory(rig.Rig.Folder["run"]);
        new DirtyFlag(hosting).Begin();
        var mark = new DirtyFlag(hosting);
        mark.Begin();
        return mark;
    }

    private static IReadOnlyList<string> Aside(BackupRig rig) => DamagedFile.FindBeside(rig.Rig.Database.File);

    private static void Clear(BackupRig rig)
    {
        rig.Rig.Database.Dispose();
        foreach (var file in Directory.EnumerateFiles(rig.Rig.Folder.Path, "autocore.db*").ToList())
            File.Delete(file);
    }
}
