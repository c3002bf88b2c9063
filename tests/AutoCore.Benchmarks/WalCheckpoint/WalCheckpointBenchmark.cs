using System.Diagnostics;
using AutoCore.Core.Health;
using AutoCore.Core.Storage;
using AutoCore.Core.WalCheckpoint;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Storage;
using AutoCore.Daemon.WalCheckpoint;
using AutoCore.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace AutoCore.Benchmarks.WalCheckpoint;

/// <summary>The write-ahead log of a program that never stops writing, while a reader holds its snapshot for a third of the time: with the daemon beside it,
/// and alone.</summary>
internal static class WalCheckpointBenchmark
{
    private const int RowBytes = 1000;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ReaderFrom = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ReaderTo = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    public static async Task RunAsync(TextWriter section)
    {
        await section.WriteLineAsync($"""
            ## Write-ahead log beside a writer at full speed

            A writer inserts rows of {RowBytes} bytes without a pause for {Duration.TotalSeconds} s; from second {ReaderFrom.TotalSeconds} to {ReaderTo.TotalSeconds} a reader holds its snapshot. The log's largest
            size, looked at every 100 ms, in MB; default settings (cut above 4 MB, alarm above 16 MB, a look every 30 s, every 5 s while starved), SQLite's own checkpoints
            of the writer left on. {Measured.Machine}. `dotnet run -c Release --project tests/AutoCore.Benchmarks -- wal-checkpoint`.

            | | before the reader | while it reads | from 10 s after it | at the end | alarm | cut after the reader's end | inserts | p99 ms | worst ms outside the reader's time |
            |---|---:|---:|---:|---:|---|---:|---:|---:|---:|
            """);
        await WriteRowAsync(section, "the writer alone", tended: false);
        await WriteRowAsync(section, "AutoCore beside it", tended: true);
    }

    private static async Task WriteRowAsync(TextWriter section, string name, bool tended)
    {
        using var folder = new TemporaryFolder();
        var database = new DatabaseFile(folder["busy.db"]);
        Create(database.Path);
        using var stop = new CancellationTokenSource();
        var events = new List<(TimeSpan At, BoardEvent Event)>();
        var started = Stopwatch.GetTimestamp();
        using var service = tended ? Tend(database, folder, e => { lock (events) events.Add((Stopwatch.GetElapsedTime(started), e)); }) : null;
        var writer = Task.Run(() => Insert(database.Path, started, stop.Token), CancellationToken.None);
        var reader = ReadAsync(database.Path, started);
        if (service is not null)
            await service.StartAsync(CancellationToken.None);
        var looks = new List<(TimeSpan At, long Bytes)>();
        while (Stopwatch.GetElapsedTime(started) < Duration)
        {
            looks.Add((Stopwatch.GetElapsedTime(started), database.WalBytes));
            await Task.Delay(BetweenLooks);
        }
        await stop.CancelAsync();
        var waits = await writer;
        await reader;
        if (service is not null)
            await service.StopAsync(CancellationToken.None);

        string Largest(TimeSpan from, TimeSpan to) => $"{looks.Where(l => l.At >= from && l.At < to).Max(l => l.Bytes) / 1e6:0.0}";
        var cut = looks.Find(l => l.At > ReaderTo && l.Bytes < 16_000_000);
        var outside = waits.Where(w => w.At < ReaderFrom || w.At > ReaderTo).Select(w => w.Milliseconds).Order().ToList();
        await section.WriteLineAsync(
            $"| {name} | {Largest(TimeSpan.Zero, ReaderFrom)} | {Largest(ReaderFrom, ReaderTo)} | {Largest(ReaderTo + TimeSpan.FromSeconds(10), Duration)} | {looks[^1].Bytes / 1e6:0.0}"
            + $" | {Describe(events)} | {(cut.Bytes == 0 && cut.At == default ? "never" : $"{(cut.At - ReaderTo).TotalSeconds:0.0} s")} | {waits.Count} | {Measured.Quantile(outside, 0.99):0.00} | {outside[^1]:0} |");
    }

    private static string Describe(List<(TimeSpan At, BoardEvent Event)> events) => events.Count == 0
        ? "none"
        : string.Join(
        "; ", events.Select(
        e => $"{e.Event.Type} at {e.At.TotalSeconds:0} s{(e.Event.Facts.FirstOrDefault(f => f.Key == "held_by").Text is { } holder ? $" (held by {holder.Split(' ')[0]})" : "")}"));

    private static WalCheckpointService Tend(DatabaseFile database, TemporaryFolder folder, Action<BoardEvent> heard)
    {
        var time = TimeProvider.System;
        var board = new HealthBoard(time);
        board.Raised += heard;
        var own = new DatabaseOptions(folder["autocore.db"], 50, 2000, 0, TimeSpan.FromSeconds(5));
        var options = new WalCheckpointOptions(TimeSpan.FromSeconds(30), 1, 4, 16, [database.Path], TimeSpan.FromMilliseconds(5));
        return new(options, own, new SqliteHealth(board, new OwnDatabase(own, options), time),
            new WorkerContext(time, board, new Heartbeats(time), NullLoggerFactory.Instance), NullLogger<WalCheckpointService>.Instance);
    }

    private static List<(TimeSpan At, double Milliseconds)> Insert(string path, long started, CancellationToken stop)
    {
        using var connection = SqliteConnections.OpenSmall(path, TimeSpan.FromSeconds(30));
        using var insert = connection.Prepare($"INSERT INTO t (value) VALUES (randomblob({RowBytes}))");
        var waits = new List<(TimeSpan, double)>();
        while (!stop.IsCancellationRequested)
        {
            var before = Stopwatch.GetTimestamp();
            insert.ExecuteNonQuery();
            waits.Add((Stopwatch.GetElapsedTime(started), Stopwatch.GetElapsedTime(before).TotalMilliseconds));
        }
        return waits;
    }

    private static async Task ReadAsync(string path, long started)
    {
        await Task.Delay(ReaderFrom - Stopwatch.GetElapsedTime(started));
        using var reader = SqliteConnections.OpenSmall(path, TimeSpan.FromSeconds(30), readOnly: true);
        reader.Do("BEGIN");
        reader.Number("SELECT count(*) FROM sqlite_schema");
        await Task.Delay(ReaderTo - Stopwatch.GetElapsedTime(started));
    }

    private static void Create(string path)
    {
        using var connection = SqliteConnections.OpenScratch(path);
        connection.Execute("PRAGMA journal_mode = WAL");
        connection.Execute("CREATE TABLE t (id INTEGER PRIMARY KEY, value BLOB)");
    }
}
