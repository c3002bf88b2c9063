using AutoCore.Core.Storage;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Telemetry;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.Telemetry;

/// <summary>Writes a batch in one transaction that a power cut right afterwards does not undo.</summary>
internal sealed class TelemetryWriter(OwnDatabase database)
{
    private static readonly string InsertSample =
        $"INSERT OR REPLACE INTO sample (at, doubted, {string.Join(", ", SampleColumns.All.Select(c => c.Name))}) VALUES ($at, $doubted, {string.Join(", ", SampleColumns.All.Select(c => $"${c.Name}"))})";

    /// <summary>Events kept at most, whatever their age.</summary>
    public const int MostEvents = 5_000;

    /// <summary>Writes all rows or none.</summary>
    /// <exception cref="SqliteException">None was written.</exception>
    public void Write(TelemetryBatch batch, IReadOnlyList<HappenedEvent> events) => database.Write(connection =>
    {
        WriteSamples(connection, batch.Samples);
        WriteReadings(connection, batch.Readings);
        WriteEvents(connection, events);
        return batch.Count;
    }, durable: true);

    /// <summary>The id of a series, which is made if there is none.</summary>
    public static long IdOf(SqliteConnection connection, Series series)
    {
        connection.Execute("INSERT OR IGNORE INTO series (topic, key) VALUES ($topic, $key)", ("$topic", series.Topic), ("$key", series.Key));
        return connection.Number("SELECT id FROM series WHERE topic = $topic AND key = $key", ("$topic", series.Topic), ("$key", series.Key));
    }

    private static void WriteSamples(SqliteConnection connection, IReadOnlyList<Sample> samples)
    {
        using var insert = connection.Prepare(InsertSample);
        foreach (var sample in samples)
        {
            insert.Parameters.Clear();
            insert.Parameters.AddWithValue("$at", sample.At);
            insert.Parameters.AddWithValue("$doubted", sample.IsDoubted);
            for (var i = 0; i < sample.Values.Length; i++)
                insert.Parameters.AddWithValue($"${SampleColumns.All[i].Name}", sample.Values[i] ?? (object)DBNull.Value);
            insert.ExecuteNonQuery();
        }
    }

    private static void WriteEvents(SqliteConnection connection, IReadOnlyList<HappenedEvent> events)
    {
        foreach (var (at, severity, payload) in events)
        {
            // Only after the clock was set back is a millisecond taken by another event.
            var free = at;
            while (connection.Execute("INSERT OR IGNORE INTO event (at, severity, payload) VALUES ($at, $severity, $payload)", ("$at", free),
                ("$severity", (int)severity), ("$payload", payload)) == 0)
            {
                free++;
            }
        }
        if (events.Count > 0)
            connection.Execute("DELETE FROM event WHERE at <= (SELECT at FROM event ORDER BY at DESC LIMIT 1 OFFSET $most)", ("$most", MostEvents));
    }

    private static void WriteReadings(SqliteConnection connection, IReadOnlyList<Reading> readings)
    {
        var ids = readings.Select(r => r.Series).Distinct().ToDictionary(s => s, s => IdOf(connection, s));
        using var insert = connection.Prepare("INSERT OR REPLACE INTO reading (at, series, value) VALUES ($at, $series, $value)");
        foreach (var reading in readings)
        {
            insert.Parameters.Clear();
            insert.Parameters.AddWithValue("$at", reading.At);
            insert.Parameters.AddWithValue("$series", ids[reading.Series]);
            insert.Parameters.AddWithValue("$value", reading.Value);
            insert.ExecuteNonQuery();
        }
    }
}
