using System.IO.Compression;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Crash;

/// <summary>The real program killed while it writes, removes, checkpoints, backs up, rotates and restores: what was committed stays.</summary>
public sealed class DatabaseKillTests : IDisposable
{
    /// <summary>Six kills a round.</summary>
    private const int Rounds = 17;
    private const int Kept = 3;
    private const int OldRows = 20_000;
    private const string Rows = "SELECT at FROM sample WHERE at > (unixepoch() - 43200) * 1000 ORDER BY at";

    private readonly TemporaryFolder folder = new();
    private readonly int seed = Random.Shared.Next();
    private readonly Random random;
    private readonly string settings;

    public DatabaseKillTests()
    {
        random = new Random(seed);
        settings = folder.Write("appsettings.json", $$"""
            { "AutoCore": {
                "DataDirectory": "{{folder["data"]}}",
                "SdCard": { "Size": 16 },
                "Telemetry": { "SampleInterval": "00:00:01", "FlushInterval": "00:00:01" },
                "WalCheckpoint": { "Interval": "00:00:01", "PassiveAboveMb": 0, "TruncateAboveMb": 1 },
                "Backups": { "Keep": {{Kept}} },
                "DiskWatchdog": { "Cleanup": { "Steps": [ "telemetry" ] } }
            } }
            """);
    }

    private string Database => folder["data/autocore.db"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Work_KilledAtRandomMoments_LosesNoCommittedRowAndNoVerifiedBackup()
    {
        await FlushAsync();
        await AddOldRowsAsync();
        for (var i = 1; i < Kept; i++)
            await MeasureAsync("backup");
        var backup = await MeasureAsync("backup");
        var restore = await MeasureAsync("restore", Path.GetFileName(Backups()[^1]));
        var (rotated, restored) = (0, 0);

        for (var round = 0; round < Rounds; round++)
        {
            await FlushAsync();
            await CheckpointAsync();
            await AddOldRowsAsync();
            await KeepingAsync(() => RunKilledAsync(backup, "cleanup"));
            await KeepingAsync(() => RunKilledAsync(backup, "backup"));
            rotated += await RotateAsync() ? 1 : 0;
            // Every other one is killed about the moment at which the two databases are exchanged.
            restored += await RestoreAsync(restore, atTheExchange: round % 2 == 0) ? 1 : 0;
        }

        await FlushAsync();
        TestContext.Current.SendDiagnosticMessage(
            $"seed {seed}: {Rounds} kills each of flush, checkpoint, retention, backup, rotation ({rotated} had removed the oldest) and restore ({restored} were done)");
        Assert.InRange(restored, 1, Rounds - 1);
    }

    /// <summary>Kills the daemon a moment after a second reader has seen a new row.</summary>
    private async Task FlushAsync()
    {
        await using var daemon = await StartDaemonAsync();
        var before = await DatabaseProbe.AskAsync(Database, Rows);
        IReadOnlyList<string> seen = before;
        await Eventually.TrueAsync(async () => (seen = await DatabaseProbe.AskAsync(Database, Rows)).Count > before.Count);
        await Task.Delay(random.Next(1100), CancellationToken.None);
        seen = await DatabaseProbe.AskAsync(Database, Rows);
        daemon.Kill();
        await daemon.WaitForExitAsync();
        await AssertKeptAsync(seen);
    }

    /// <summary>Fills the daemon's log with rows that another program commits, and kills the daemon when it begins to take them into the database, or a moment
    /// later.</summary>
    private async Task CheckpointAsync()
    {
        await using var daemon = await StartDaemonAsync();
        await DatabaseProbe.AskAsync(Database, $"PRAGMA wal_autocheckpoint = 0; {InsertRows(fromSecondsAgo: 100)}");
        var seen = await DatabaseProbe.AskAsync(Database, Rows);
        var written = File.GetLastWriteTimeUtc(Database);
        await Eventually.TrueAsync(() => File.GetLastWriteTimeUtc(Database) != written);
        await Task.Delay(random.Next(30), CancellationToken.None);
        daemon.Kill();
        await daemon.WaitForExitAsync();
        await AssertKeptAsync(seen);
    }

    /// <summary>Kills a backup a moment after it has taken its name: what follows is the removal of the oldest. Whether that one had gone.</summary>
    private async Task<bool> RotateAsync()
    {
        var before = Backups();
        await KeepingAsync(() => RunKilledAfterAsync(() => Backups().Count > Kept || !Backups().SequenceEqual(before), "backup"));
        return !Backups().Contains(before[0]);
    }

    private async Task KeepingAsync(Func<Task> killed)
    {
        var seen = await DatabaseProbe.AskCopyAsync(Database, Rows);
        var before = Backups();
        await killed();
        await AssertKeptAsync(seen);
        AssertOnlyReplaced(before, Backups());
        await AssertBackupsGoodAsync();
    }

    /// <summary>Kills a restore; whether it was done.</summary>
    private async Task<bool> RestoreAsync(TimeSpan whole, bool atTheExchange)
    {
        // The oldest one: its rows are surely not the present ones.
        var backup = Backups()[0];
        var before = await AllRowsAsync(Database);
        var after = await AllRowsOfBackupAsync(backup);
        var undos = Undos();
        if (atTheExchange)
            await RunKilledAfterAsync(() => Undos() > undos, "restore", Path.GetFileName(backup));
        else
            await RunKilledAsync(whole, "restore", Path.GetFileName(backup));
        await DatabaseProbe.AssertWholeAsync(Database);
        var now = await AllRowsAsync(Database);
        Assert.True(now == before || now == after, $"seed {seed}: a restore is half done");
        await AssertBackupsGoodAsync();
        return now != before;
    }

    private async Task<AutoCoreProcess> StartDaemonAsync()
    {
        var daemon = AutoCoreProcess.Start(["run", "--config", settings]);
        await daemon.WaitForLineAsync("Ready");
        return daemon;
    }

    /// <summary>What a command takes here that nobody kills.</summary>
    private async Task<TimeSpan> MeasureAsync(params string[] command)
    {
        var started = TimeProvider.System.GetTimestamp();
        var result = await AutoCoreProcess.RunAsync([.. command, "--config", settings]);
        Assert.True(result.ExitCode == 0, string.Join('\n', result.Errors));
        return TimeProvider.System.GetElapsedTime(started);
    }

    private async Task RunKilledAsync(TimeSpan whole, params string[] command)
    {
        await using var program = AutoCoreProcess.Start([.. command, "--config", settings]);
        // The first third of a run is the start of the program; some runs are to reach their end.
        await Task.Delay(whole * (0.3 + random.NextDouble() * 1.2), CancellationToken.None);
        program.Kill();
        await program.WaitForExitAsync();
    }

    /// <summary>Kills a command at something that it does, or up to 40 ms later.</summary>
    private async Task RunKilledAfterAsync(Func<bool> done, params string[] command)
    {
        await using var program = AutoCoreProcess.Start([.. command, "--config", settings]);
        while (!program.HasExited && !done())
            await Task.Delay(TimeSpan.FromMilliseconds(1), CancellationToken.None);
        await Task.Delay(random.Next(40), CancellationToken.None);
        program.Kill();
        await program.WaitForExitAsync();
    }

    private async Task AssertKeptAsync(IReadOnlyList<string> seen)
    {
        await DatabaseProbe.AssertWholeAsync(Database);
        var lost = seen.Except(await DatabaseProbe.AskCopyAsync(Database, Rows));
        Assert.True(!lost.Any(), $"seed {seed}: committed rows were lost: {string.Join(' ', lost)}");
    }

    /// <summary>Old backups went only for new ones, oldest first.</summary>
    private void AssertOnlyReplaced(List<string> before, List<string> after)
    {
        var gone = before.Except(after).ToList();
        // One killed in its rotation leaves one too many, which the next removes.
        Assert.True(after.Count >= Math.Min(before.Count, Kept), $"seed {seed}: {before.Count} backups became {after.Count}");
        Assert.Equal(before.Take(gone.Count), gone);
    }

    private async Task AssertBackupsGoodAsync()
    {
        var verified = await AutoCoreProcess.RunAsync(["backup", "verify", "--config", settings]);
        Assert.True(verified.ExitCode == 0, $"seed {seed}: {string.Join('\n', verified.Output.Concat(verified.Errors))}");
    }

    private async Task<string> AllRowsOfBackupAsync(string backup)
    {
        var expanded = folder["expanded.db"];
        await using (var source = new GZipStream(File.OpenRead(backup), CompressionMode.Decompress))
        await using (var target = File.Create(expanded))
            await source.CopyToAsync(target);
        return await AllRowsAsync(expanded);
    }

    private static async Task<string> AllRowsAsync(string database) =>
        (await DatabaseProbe.AskCopyAsync(database, "SELECT count(*), min(at), max(at), sum(at % 1000003) FROM sample"))[0];

    /// <summary>Rows that the clean-up removes: from two days ago, one a second.</summary>
    private async Task AddOldRowsAsync() => await DatabaseProbe.AskAsync(Database, InsertRows(fromSecondsAgo: 172_800));

    private static string InsertRows(int fromSecondsAgo) => $"""
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {OldRows})
        INSERT OR IGNORE INTO sample (at, doubted) SELECT (unixepoch() - {fromSecondsAgo} - i) * 1000, 0 FROM n
        """;

    /// <summary>The verified backups, oldest first.</summary>
    private List<string> Backups() =>
        [.. Directory.EnumerateFiles(folder["data/backups"], "*.db.gz").Where(f => File.Exists($"{f}.sha256")).Order(StringComparer.Ordinal)];

    private int Undos() =>
        Directory.Exists(folder["data/backups/pre_restore"]) ? Directory.EnumerateFiles(folder["data/backups/pre_restore"], "*.db.gz").Count() : 0;
}
