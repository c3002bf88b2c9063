using AutoCore.Core.Storage;
using AutoCore.Core.Telemetry;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Storage;
using AutoCore.Policies.Telemetry;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.Telemetry;

/// <summary>What was done to a table.</summary>
/// <param name="Rows">Rows that went.</param>
/// <param name="MissingIndex">The index that would spare reading the whole table, or null.</param>
/// <param name="LongestTransaction">The longest that the write lock was held.</param>
internal readonly record struct RetentionOutcome(long Rows, string? MissingIndex, TimeSpan LongestTransaction);

/// <summary>
/// Removes expired rows from another program's table without its writer noticing: rows are looked for without any write lock, and removed in
/// transactions of a few milliseconds, each row checked again, with pauses in between.
/// </summary>
internal sealed class ForeignRetention(TimeProvider time)
{
    private const int ScanWindow = 2_000;
    private const int BatchesBetweenCheckpoints = 16;
    private const long LongestLogBytes = 32_000_000;
    private static readonly TimeSpan LongestBusy = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan WhileBusy = TimeSpan.FromMilliseconds(100);

    /// <summary>Removes what has expired.</summary>
    /// <param name="options">The table.</param>
    /// <param name="now">The time, UTC; the caller has asked whether it is believed.</param>
    /// <param name="beat">Called after each transaction.</param>
    /// <param name="cancellationToken">Ends the work between two transactions.</param>
    /// <exception cref="RetentionRefused">The table is left alone; the message says why.</exception>
    /// <exception cref="ForeignDatabaseRefused">So is the database.</exception>
    /// <exception cref="SqliteException">It stayed locked, or failed.</exception>
    public async Task<RetentionOutcome> RunAsync(RetentionOptions options, DateTimeOffset now, Action beat, CancellationToken cancellationToken)
    {
        using var connection = ForeignDatabase.Open(options.Database);
        var table = ForeignTable.Find(connection, options);
        var times = table.EvaluateTimes(connection, options.TimestampFormat, now);
        if (times.Problem is { } problem)
            throw new RetentionRefused($"{options.Table} in {options.Database}: {problem}");
        // Checkpoints run between the transactions and not within a commit, and never within one of the other program's.
        connection.Execute("PRAGMA wal_autocheckpoint = 0");
        var expired = ExpiryCondition.For(table.Column, times.Format, now.AddDays(-options.Days));
        var pass = new Pass(connection, table, expired, new(options.Database), time, beat);
        var isScanned = table.IsScanned(connection, expired);
        if (isScanned && table.HasRowId)
            await pass.RunByWindowsAsync(cancellationToken);
        else
            await pass.RunAsync(cancellationToken);
        return new(pass.Rows, isScanned ? table.MissingIndex : null, pass.Longest);
    }

    /// <summary>One table in one go.</summary>
    private sealed class Pass(SqliteConnection connection, ForeignTable table, ExpiryCondition expired, DatabaseFile file, TimeProvider time, Action beat)
    {
        private int _size = BatchPolicy.First;
        private readonly OtherWriters _others = new(time, areAssumed: true);
        private int _batches;

        public long Rows { get; private set; }

        public TimeSpan Longest { get; private set; }

        /// <summary>An index answers which rows have expired.</summary>
        public async Task RunAsync(CancellationToken cancellationToken)
        {
            while (Find("true", _size) is { Count: > 0 } rows && await RemoveAsync(rows, cancellationToken))
            {
            }
        }

        /// <summary>Without an index the table is read piece by piece: a single long read would hold up writers of a database without write-ahead
        /// log.</summary>
        public async Task RunByWindowsAsync(CancellationToken cancellationToken)
        {
            var key = table.Keys[0];
            for (var after = long.MinValue; EndOfWindow(key, after) is { } end; after = end)
            {
                var rows = Find($"{key} > {after} AND {key} <= {end}", ScanWindow);
                for (var at = 0; at < rows.Count;)
                {
                    var batch = rows.GetRange(at, Math.Min(_size, rows.Count - at));
                    at += batch.Count;
                    if (!await RemoveAsync(batch, cancellationToken))
                        return;
                }
                cancellationToken.ThrowIfCancellationRequested();
                beat();
            }
        }

        private long? EndOfWindow(string key, long after) =>
            (long?)connection.Scalar($"SELECT max(k) FROM (SELECT {key} AS k FROM {table.Name} WHERE {key} > {after} ORDER BY {key} LIMIT {ScanWindow})");

        private List<object[]> Find(string where, int limit) => connection.Rows(
            $"SELECT {string.Join(", ", table.Keys)} FROM {table.Name} WHERE {where} AND {expired.Sql} LIMIT {limit}",
            static row =>
            {
                var key = new object[row.FieldCount];
                row.GetValues(key);
                return key;
            },
            ("$bound", expired.Bound), ("$cutoff", expired.Cutoff));

        /// <summary>Removes rows in one transaction, then leaves the database alone for a while.</summary>
        /// <returns>Whether to go on.</returns>
        private async Task<bool> RemoveAsync(List<object[]> keys, CancellationToken cancellationToken)
        {
            var busySince = time.GetTimestamp();
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                try
                {
                    var (rows, work, held) = Remove(keys);
                    Rows += rows;
                    Longest = held > Longest ? held : Longest;
                    var othersWrite = _others.Look(connection);
                    _size = BatchPolicy.Next(keys.Count, work, othersWrite);
                    beat();
                    await Task.Delay(BatchPolicy.Pause(held, othersWrite), time, cancellationToken);
                    // Rows that are found but do not go (a trigger keeps them) would be found forever.
                    return rows > 0 && KeepLogShort();
                }
                catch (SqliteException e) when (e.IsBusy() && time.GetElapsedTime(busySince) < LongestBusy)
                {
                    _others.Note();
                    beat();
                    await Task.Delay(WhileBusy, time, cancellationToken);
                }
            }
        }

        private (long Rows, TimeSpan Work, TimeSpan Held) Remove(List<object[]> keys)
        {
            using var delete =
                connection.Prepare($"DELETE FROM {table.Name} WHERE {string.Join(" AND ", table.Keys.Select((k, i) => $"{k} IS $k{i}"))} AND {expired.Sql}");
            delete.Prepare();
            long started = 0;
            var work = TimeSpan.Zero;
            var rows = connection.InTransaction(_ =>
            {
                started = time.GetTimestamp();
                var removed = keys.Sum(key => (long)Remove(delete, key));
                work = time.GetElapsedTime(started);
                return removed;
            });
            return (rows, work, time.GetElapsedTime(started));
        }

        private int Remove(SqliteCommand delete, object[] key)
        {
            delete.Parameters.Clear();
            for (var i = 0; i < key.Length; i++)
                delete.Parameters.AddWithValue($"$k{i}", key[i]);
            delete.Parameters.AddWithValue("$bound", expired.Bound);
            delete.Parameters.AddWithValue("$cutoff", expired.Cutoff);
            return delete.ExecuteNonQuery();
        }

        /// <summary>False if a reader keeps the log from being emptied and it has grown too long: the next pass goes on.</summary>
        private bool KeepLogShort()
        {
            if (!table.IsWal || ++_batches % BatchesBetweenCheckpoints != 0)
                return true;
            connection.Execute("PRAGMA wal_checkpoint(PASSIVE)");
            return file.WalBytes < LongestLogBytes;
        }
    }
}
