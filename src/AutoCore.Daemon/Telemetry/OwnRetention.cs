using AutoCore.Core.Storage;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Storage;
using AutoCore.Policies.Telemetry;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.Telemetry;

/// <summary>
/// Keeps the own database short: old rows become minutes, then hours, then go; over the size the oldest go whatever their age. A roll-up and the
/// removal of what it came from are one transaction, and each transaction is small.
/// </summary>
internal sealed class OwnRetention(OwnDatabase database, DatabaseOptions options, TimeProvider time)
{
    /// <summary>Free pages below which nothing is given back: the next rows need them anyway.</summary>
    private const int FreePagesKept = 64;

    /// <summary>Over the size, rows go until this part of it is used, so that not every row costs a pass.</summary>
    private const double SizeAimed = 0.95;

    private static readonly TimeSpan SeriesInterval = TimeSpan.FromDays(1);

    private readonly OtherWriters _others = new(time, areAssumed: false);
    private long? _seriesLookedAt;

    /// <summary>Rolls up and removes by age.</summary>
    /// <param name="days">Days kept at all.</param>
    /// <param name="now">The time, UTC; the caller has asked whether it is believed.</param>
    /// <param name="beat">Called after each transaction.</param>
    /// <param name="cancellationToken">Ends the work between two transactions.</param>
    /// <returns>Rows that went.</returns>
    public async Task<long> RunByAgeAsync(int days, DateTimeOffset now, Action beat, CancellationToken cancellationToken)
    {
        var levels = RollupPolicy.For(days);
        long Before(int keptDays) => now.AddDays(-keptDays).ToUnixTimeMilliseconds();
        var rows = 0L;
        rows += await RepeatAsync((c, n) => Rollup.OfReadings(c, Before(levels.RawDays), n), beat, cancellationToken);
        rows += await RepeatAsync((c, n) => Rollup.OfMinutes(c, Before(levels.MinuteDays), n), beat, cancellationToken);
        rows += await RepeatAsync((c, n) => Rollup.OfSamples(c, Before(levels.MinuteDays), n), beat, cancellationToken);
        rows += await RemoveBeforeAsync(Before(levels.HourDays), beat, cancellationToken);
        RemoveUnusedSeries(now, beat);
        await GiveBackAsync(FreePagesKept, beat, cancellationToken);
        return rows;
    }

    /// <summary>
    /// Once a day the names of values go of which no row is left: else every topic that ever was would stay. They are looked for without the writers'
    /// lock, and looked at again under it, for a device may have come back meanwhile; what waits in memory is never older than a day.
    /// </summary>
    private void RemoveUnusedSeries(DateTimeOffset now, Action beat)
    {
        if (_seriesLookedAt is { } at && time.GetElapsedTime(at) < SeriesInterval)
            return;
        _seriesLookedAt = time.GetTimestamp();
        var unused = database.Run(
            static c => c.Rows("SELECT id FROM series EXCEPT SELECT series FROM reading EXCEPT SELECT series FROM rollup", static row => row.GetInt64(0)));
        var since = now.Subtract(SeriesInterval).ToUnixTimeMilliseconds();
        foreach (var ids in unused.Chunk(BatchPolicy.First))
        {
            database.Write(
                c => c.Execute($"DELETE FROM series WHERE id IN ({string.Join(", ", ids)}) AND id NOT IN (SELECT series FROM reading WHERE at >= $since)",
                    ("$since", since)), durable: false);
            beat();
        }
    }

    /// <summary>Removes rows of every resolution before a time.</summary>
    public async Task<long> RemoveBeforeAsync(long before, Action beat, CancellationToken cancellationToken)
    {
        var rows = 0L;
        foreach (var table in Rollup.Tables)
            rows += await RepeatAsync((c, n) => table.RemoveOldest(c, before, n), beat, cancellationToken);
        return rows;
    }

    /// <summary>Removes the oldest rows while the database is over its size.</summary>
    public async Task<long> RunBySizeAsync(Action beat, CancellationToken cancellationToken)
    {
        var most = options.MaxSizeMb * 1_000_000L;
        if (database.Run(TotalBytes) <= most)
            return 0;
        var rows = await RepeatAsync((c, n) => UsedBytes(c) > most * SizeAimed ? RemoveOldest(c, n) : 0, beat, cancellationToken);
        await GiveBackAsync(0, beat, cancellationToken);
        return rows;
    }

    /// <summary>Gives free pages back to the file system.</summary>
    /// <param name="keep">Free pages up to which nothing is done.</param>
    public async Task GiveBackAsync(int keep, Action beat, CancellationToken cancellationToken)
    {
        if (database.Run(FreePages) > keep)
            await RepeatAsync(static (c, pages) => Vacuum(c, pages), beat, cancellationToken);
    }

    /// <summary>Rows before a time and what they take, in bytes, by their share of all rows.</summary>
    public (long Rows, long Bytes) Estimate(long before) => database.Run(connection =>
    {
        var all = 0L;
        var old = 0L;
        foreach (var table in Rollup.Tables)
        {
            all += connection.Number($"SELECT count(*) FROM {table.Name}");
            old += connection.Number($"SELECT count(*) FROM {table.Name} WHERE at < $before", ("$before", before));
        }
        return (old, old == 0 ? 0 : (long)((double)old / all * UsedBytes(connection)));
    });

    private static int RemoveOldest(SqliteConnection connection, int rows)
    {
        var oldest = Rollup.Tables.Select(t => (Table: t, At: t.OldestTime(connection))).Where(t => t.At is not null).MinBy(t => t.At);
        return oldest.Table?.RemoveOldest(connection, long.MaxValue, rows) ?? 0;
    }

    private static int Vacuum(SqliteConnection connection, int pages)
    {
        var before = FreePages(connection);
        // The pragma frees a page a step: it is run to the end of its rows.
        connection.Rows($"PRAGMA incremental_vacuum({pages})", static _ => 0);
        return (int)(before - FreePages(connection));
    }

    /// <summary>Repeats a bounded transaction until it finds nothing more to do, and leaves the lock alone in between.</summary>
    private async Task<long> RepeatAsync(Func<SqliteConnection, int, int> work, Action beat, CancellationToken cancellationToken)
    {
        var total = 0L;
        for (var size = BatchPolicy.First; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var took = TimeSpan.Zero;
            var othersWrite = false;
            var done = database.Write(c =>
            {
                othersWrite = _others.Look(c);
                var started = time.GetTimestamp();
                var rows = work(c, size);
                took = time.GetElapsedTime(started);
                return rows;
            }, durable: false);
            total += done;
            beat();
            if (done == 0)
                return total;
            size = BatchPolicy.Next(size, took, othersWrite);
            await Task.Delay(BatchPolicy.Pause(took, othersWrite), time, cancellationToken);
        }
    }

    private static long FreePages(SqliteConnection connection) => connection.Number("PRAGMA freelist_count");

    private static long TotalBytes(SqliteConnection connection) => connection.Number("PRAGMA page_count") * connection.Number("PRAGMA page_size");

    private static long UsedBytes(SqliteConnection connection) =>
        (connection.Number("PRAGMA page_count") - FreePages(connection)) * connection.Number("PRAGMA page_size");
}
