using AutoCore.Core.Storage;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Health;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.Telemetry;

/// <summary>
/// Times a real write-and-read round trip (B4). Each row holds the time of the round trip before it, so that remembering a day of them costs the card
/// no second write; the table keeps a fixed number of rows.
/// </summary>
internal sealed class LatencyProbe(OwnDatabase database, TimeProvider time)
{
    private const int RowsKept = 200;
    private static readonly TimeSpan Window = TimeSpan.FromDays(1);

    private long? _previous;
    private bool _warm;

    /// <summary>Makes one round trip and gives the percentiles of a day.</summary>
    /// <exception cref="SqliteException">The round trip failed.</exception>
    public LatencyFigures Measure()
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var elapsed = database.Run(connection =>
        {
            WarmUp(connection, now);
            var started = time.GetTimestamp();
            var id = connection.InTransaction(c => WriteRow(c, now, _previous));
            connection.Number("SELECT at FROM latency WHERE id = $id", ("$id", id));
            return (long)time.GetElapsedTime(started).TotalMicroseconds;
        });
        _previous = elapsed;
        var window = database.Run(c => c.Rows("SELECT elapsed_us FROM latency WHERE elapsed_us NOT NULL AND at > $after ORDER BY id",
            static row => row.GetInt64(0), ("$after", now - (long)Window.TotalMilliseconds)));
        return LatencyFigures.Of([.. window, elapsed]);
    }

    /// <summary>The first statements of a process are compiled while they run; that is no property of the card, and neither is a transaction that is taken
    /// back.</summary>
    private void WarmUp(SqliteConnection connection, long now)
    {
        if (_warm)
            return;
        connection.Do("BEGIN");
        connection.Number("SELECT at FROM latency WHERE id = $id", ("$id", WriteRow(connection, now, null)));
        connection.Do("ROLLBACK");
        _warm = true;
    }

    private static long WriteRow(SqliteConnection connection, long now, long? previous)
    {
        var id = connection.Number("INSERT INTO latency (at, elapsed_us) VALUES ($at, $elapsed) RETURNING id", ("$at", now), ("$elapsed", previous));
        connection.Execute("DELETE FROM latency WHERE id <= $id", ("$id", id - RowsKept));
        return id;
    }
}
