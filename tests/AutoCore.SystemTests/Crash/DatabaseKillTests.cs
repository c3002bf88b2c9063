using System.IO.Compression;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Crash;

/// <summary>The real program killed while it writes, removes, backs up and restores rows: what was committed stays.</summary>
public sealed class DatabaseKillTests : IDisposable
{
    private const int Rounds = 8;
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
                "Backups": { "Keep": 100 },
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
        var backup = await MeasureAsync("backup");
        var restore = await MeasureAsync("restore", Path.GetFileName(Backups()[^1]));
        var restored = 0;

        for (var round = 0; round < Rounds; round++)
        {
            await FlushAsync();
            await AddOldRowsAsync();
            await KeepingRowsAsync(backup, "cleanup");
            await KeepingRowsAsync(backup, "backup");
            restored += await RestoreAsync(restore) ? 1 : 0;
        }

        await FlushAsync();
        TestContext.Current.SendDiagnosticMessage($"seed {seed}: {Rounds} kills each of flush, retention, backup and restore ({restored} restores were done)");
    }

    /// <summary>Kills the daemon a moment after a second reader has seen a new row.</summary>
    private async Task FlushAsync()
    {
        await using var daemon = AutoCoreProcess.Start(["run", "--config", settings]);
        await daemon.WaitForLineAsync("Ready");
        var before = await DatabaseProbe.AskAsync(Database, Rows);
        IReadOnlyList<string> seen = before;
        await Eventually.TrueAsync(async () => (seen = await DatabaseProbe.AskAsync(Database, Rows)).Count > before.Count);
        await Task.Delay(random.Next(1100), CancellationToken.None);
        seen = await DatabaseProbe.AskAsync(Database, Rows);
        daemon.Kill();
        await daemon.WaitForExitAsync();
        await AssertKeptAsync(seen);
    }

    private async Task KeepingRowsAsync(TimeSpan whole, string command)
    {
        var seen = await DatabaseProbe.AskCopyAsync(Database, Rows);
        var backups = Backups();
        await RunKilledAsync(whole, command);
        await AssertKeptAsync(seen);
        Assert.Subset(Backups().ToHashSet(), backups.ToHashSet());
        await AssertBackupsGoodAsync();
    }

    /// <summary>Kills a restore; whether it was done.</summary>
    private async Task<bool> RestoreAsync(TimeSpan whole)
    {
        // The oldest one: its rows are surely not the present ones.
        var backup = Backups()[0];
        var before = await AllRowsAsync(Database);
        var after = await AllRowsOfBackupAsync(backup);
        await RunKilledAsync(whole, "restore", Path.GetFileName(backup));
        await DatabaseProbe.AssertWholeAsync(Database);
        var now = await AllRowsAsync(Database);
        Assert.True(now == before || now == after, $"seed {seed}: a restore is half done");
        await AssertBackupsGoodAsync();
        return now != before;
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

    private async Task AssertKeptAsync(IReadOnlyList<string> seen)
    {
        await DatabaseProbe.AssertWholeAsync(Database);
        var lost = seen.Except(await DatabaseProbe.AskCopyAsync(Database, Rows));
        Assert.True(!lost.Any(), $"seed {seed}: committed rows were lost: {string.Join(' ', lost)}");
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

    private static async Task<string> AllRowsAsync(string database) => (await DatabaseProbe.AskCopyAsync(database, "SELECT count(*), min(at), max(at), sum(at % 1000003) FROM sample"))[0];

    /// <summary>Rows that the clean-up removes: from two days ago, one a second.</summary>
    private async Task AddOldRowsAsync() => await DatabaseProbe.AskAsync(Database, """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
        INSERT OR IGNORE INTO sample (at, doubted) SELECT (unixepoch() - 172800 - i) * 1000, 0 FROM n
        """);

    /// <summary>The verified backups, oldest first.</summary>
    private List<string> Backups() => [.. Directory.EnumerateFiles(folder["data/backups"], "*.db.gz").Where(f => File.Exists($"{f}.sha256")).Order(StringComparer.Ordinal)];
}
