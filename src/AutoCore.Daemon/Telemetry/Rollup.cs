using AutoCore.Core.Storage;
using AutoCore.Policies.Telemetry;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.Telemetry;

/// <summary>A table of telemetry whose rows can go, oldest first.</summary>
/// <param name="Name">The table; for roll-ups with their level, which is part of their key.</param>
/// <param name="Filter">Which of its rows, or nothing.</param>
internal sealed record TelemetryTable(string Name, string Filter = "")
{
    /// <summary>The time of its oldest row, or null.</summary>
    public long? OldestTime(SqliteConnection connection) => (long?)connection.Scalar($"SELECT min(at) FROM {Name} WHERE true{Filter}");

    /// <summary>Removes about this many of the rows before a time; rows of the same time go together.</summary>
    public int RemoveOldest(SqliteConnection connection, long before, int rows) =>
        Rollup.LastOf(connection, $"{Name} WHERE at < $before{Filter}", before, rows) is { } last
            ? connection.Execute($"DELETE FROM {Name} WHERE at <= $last{Filter}", ("$last", last))
            : 0;
}

/// <summary>
/// Turns rows into fewer ones: devices' values and own samples into minutes and hours, with count, least, greatest and sum, from which the mean
/// follows. Rows that meet an existing roll-up are merged into it, so that an interval may be rolled up in several transactions.
/// </summary>
internal static class Rollup
{
    private const string Merge = """
         ON CONFLICT (level, at, series) DO UPDATE SET count = count + excluded.count,
            minimum = min(coalesce(minimum, excluded.minimum), coalesce(excluded.minimum, minimum)),
            maximum = max(coalesce(maximum, excluded.maximum), coalesce(excluded.maximum, maximum)),
            total = coalesce(total + excluded.total, total, excluded.total), last = excluded.last
        """;

    /// <summary>Every resolution of the store, and the events.</summary>
    public static IReadOnlyList<TelemetryTable> Tables { get; } =
    [
        new("reading"), new("sample"), new("rollup", $" AND level = {RollupPolicy.Minute}"), new("rollup", $" AND level = {RollupPolicy.Hour}"), new("event"),
    ];

    /// <summary>Turns about this many of the devices' values before a time into minutes.</summary>
    /// <returns>Rows that went.</returns>
    public static int OfReadings(SqliteConnection connection, long before, int rows)
    {
        if (LastOf(connection, "reading WHERE at < $before", before, rows) is not { } last)
            return 0;
        connection.Execute($"""
            INSERT INTO rollup SELECT {RollupPolicy.Minute}, bucket, series, count(*), min(number), max(number), sum(number), max(last)
            FROM (SELECT at / {RollupPolicy.Minute} * {RollupPolicy.Minute} AS bucket, series, CASE WHEN typeof(value) IN ('integer', 'real') THEN value END AS number,
                last_value(value) OVER (PARTITION BY at / {RollupPolicy.Minute}, series ORDER BY at ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS last
                FROM reading WHERE at <= $last)
            GROUP BY bucket, series {Merge}
            """, ("$last", last));
        return connection.Execute("DELETE FROM reading WHERE at <= $last", ("$last", last));
    }

    /// <summary>Turns about this many of the minutes before a time into hours.</summary>
    public static int OfMinutes(SqliteConnection connection, long before, int rows)
    {
        if (LastOf(connection, $"rollup WHERE level = {RollupPolicy.Minute} AND at < $before", before, rows) is not { } last)
            return 0;
        connection.Execute($"""
            INSERT INTO rollup SELECT {RollupPolicy.Hour}, bucket, series, sum(count), min(minimum), max(maximum), sum(total), max(last)
            FROM (SELECT at / {RollupPolicy.Hour} * {RollupPolicy.Hour} AS bucket, series, count, minimum, maximum, total,
                last_value(last) OVER (PARTITION BY at / {RollupPolicy.Hour}, series ORDER BY at ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS last
                FROM rollup WHERE level = {RollupPolicy.Minute} AND at <= $last)
            GROUP BY bucket, series {Merge}
            """, ("$last", last));
        return connection.Execute($"DELETE FROM rollup WHERE level = {RollupPolicy.Minute} AND at <= $last", ("$last", last));
    }

    /// <summary>Turns about this many of the own samples before a time into hours, a series for each column.</summary>
    public static int OfSamples(SqliteConnection connection, long before, int rows)
    {
        if (LastOf(connection, "sample WHERE at < $before", before, rows) is not { } last)
            return 0;
        foreach (var column in SampleColumns.All)
        {
            connection.Execute($"""
                INSERT INTO rollup SELECT {RollupPolicy.Hour}, at / {RollupPolicy.Hour} * {RollupPolicy.Hour} AS bucket, $series, count({column.Name}),
                    min({column.Name}), max({column.Name}), sum({column.Name}), NULL
                FROM sample WHERE at <= $last AND {column.Name} NOT NULL GROUP BY bucket {Merge}
                """, ("$series", TelemetryWriter.IdOf(connection, new(SampleColumns.Topic, column.Name))), ("$last", last));
        }
        return connection.Execute("DELETE FROM sample WHERE at <= $last", ("$last", last));
    }

    /// <summary>The time of the n-th oldest row, or of the newest if there are fewer; null if there is none.</summary>
    internal static long? LastOf(SqliteConnection connection, string rowsOf, long before, int n) =>
        (long?)connection.Scalar($"SELECT max(at) FROM (SELECT at FROM {rowsOf} ORDER BY at LIMIT $n)", ("$before", before), ("$n", n));
}
