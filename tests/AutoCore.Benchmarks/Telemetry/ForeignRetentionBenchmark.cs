using AutoCore.Core.Storage;
using AutoCore.Daemon.Telemetry;
using AutoCore.Policies.Telemetry;
using AutoCore.Testing;
using Microsoft.Data.Sqlite;

namespace AutoCore.Benchmarks.Telemetry;

/// <summary>What a program's writer notices while half of its million rows is removed: by small batches, and by one statement.</summary>
internal static class ForeignRetentionBenchmark
{
    private const int Rows = 1_000_000;
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan WriterPause = TimeSpan.FromMilliseconds(5);

    public static async Task RunAsync(TextWriter section)
    {
        await section.WriteLineAsync($"""
            ## Retention on another program's table

            {Rows} rows with an index on the time, the older half removed while the program's writer inserts a row every 5 ms; how long one insert took.
            {Measured.Machine}. `dotnet run -c Release --project tests/AutoCore.Benchmarks -- foreign-retention`.

            | | removed | seconds | inserts | p50 ms | p99 ms | worst ms | worst ÷ no retention |
            |---|---:|---:|---:|---:|---:|---:|---:|
            """);
        var usual = await WriteRowAsync(section, null, "no retention, ten seconds", async (_, time) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(10), time);
            return 0;
        });
        await WriteRowAsync(section, usual, "AutoCore, small transactions", static async (path, time) =>
            (await new ForeignRetention(time)
                .RunAsync(new(path, "t", "at", TimestampFormat.UnixSeconds, 7), Now, static () => { }, CancellationToken.None)).Rows);
        await WriteRowAsync(section, usual, "one `DELETE` statement", static (path, _) => Task.Run(() =>
        {
            using var connection = Open(path);
            return (long)connection.Execute("DELETE FROM t WHERE at < $cutoff", ("$cutoff", Now.AddDays(-7).ToUnixTimeSeconds()));
        }));
    }

    /// <returns>The longest insert, milliseconds.</returns>
    private static async Task<double> WriteRowAsync(TextWriter section, double? usual, string name, Func<string, TimeProvider, Task<long>> remove)
    {
        using var folder = new TemporaryFolder();
        var path = folder["other.db"];
        Fill(path);
        var time = TimeProvider.System;
        using var stop = new CancellationTokenSource();
        var writer = Task.Run(() => InsertAsync(path, time, stop.Token), CancellationToken.None);
        var started = time.GetTimestamp();
        var removed = await remove(path, time);
        var seconds = time.GetElapsedTime(started).TotalSeconds;
        await stop.CancelAsync();
        var latencies = await writer;
        latencies.Sort();
        double At(double part) => Measured.Quantile(latencies, part);
        await section.WriteLineAsync(
            $"| {name} | {removed} | {seconds:0.0} | {latencies.Count} | {At(0.5):0.00} | {At(0.99):0.0} | {At(1):0.0} | {At(1) / (usual ?? At(1)):0.0} |");
        return At(1);
    }

    private static async Task<List<double>> InsertAsync(string path, TimeProvider time, CancellationToken stop)
    {
        using var connection = Open(path);
        using var insert = connection.Prepare("INSERT INTO t (at, value) VALUES ($at, randomblob(40))", ("$at", Now.ToUnixTimeSeconds()));
        var latencies = new List<double>();
        while (!stop.IsCancellationRequested)
        {
            var started = time.GetTimestamp();
            insert.ExecuteNonQuery();
            latencies.Add(time.GetElapsedTime(started).TotalMilliseconds);
            await Task.Delay(WriterPause, time, CancellationToken.None);
        }
        return latencies;
    }

    private static void Fill(string path)
    {
        SqliteLibrary.Load();
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            connection.Execute("PRAGMA journal_mode = WAL");
            connection.Execute("CREATE TABLE t (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, value BLOB)");
            connection.Execute($"""
                WITH RECURSIVE n(i) AS (SELECT -{Rows / 2} UNION ALL SELECT i + 1 FROM n WHERE i < {(Rows / 2) - 1})
                INSERT INTO t (at, value) SELECT {Now.AddDays(-7).ToUnixTimeSeconds()} + i, randomblob(40) FROM n
                """);
            connection.Execute("CREATE INDEX t_at ON t (at)");
            connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    private static SqliteConnection Open(string path) => SqliteConnections.OpenSmall(path, TimeSpan.FromSeconds(30));
}
