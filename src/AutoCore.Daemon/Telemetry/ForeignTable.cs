using AutoCore.Core.Storage;
using AutoCore.Core.Telemetry;
using AutoCore.Policies.Telemetry;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.Telemetry;

/// <summary>Why a table is left alone, with the remedy.</summary>
internal sealed class RetentionRefused(string message) : Exception(message);

/// <summary>A configured table as the database's schema knows it: names come from there, quoted, and never from the configuration.</summary>
/// <param name="Name">The table, quoted.</param>
/// <param name="Column">The column with the times, quoted.</param>
/// <param name="Keys">The columns that tell a row from all others, quoted.</param>
/// <param name="HasRowId">Whether the key is the row id.</param>
/// <param name="IsWal">Whether the database has a write-ahead log, so that reading holds up no writer.</param>
internal sealed record ForeignTable(string Name, string Column, IReadOnlyList<string> Keys, bool HasRowId, bool IsWal)
{
    private static readonly string[] RowIdNames = ["rowid", "_rowid_", "oid"];

    /// <summary>Finds a configured table.</summary>
    /// <exception cref="RetentionRefused">It is not there, or its rows must not be removed this way.</exception>
    public static ForeignTable Find(SqliteConnection connection, RetentionOptions options)
    {
        var found = connection.Rows("SELECT name, type, wr FROM pragma_table_list WHERE schema = 'main' AND name = $name COLLATE NOCASE",
            static row => (Name: row.GetString(0), Type: row.GetString(1), WithoutRowId: row.GetBoolean(2)), ("$name", options.Table));
        if (found is not [var table])
            throw new RetentionRefused($"{options.Database} has no table {options.Table}; it has: {string.Join(", ", TablesOf(connection))}");
        if (table.Type != "table" || table.Name.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase))
        {
            throw new RetentionRefused(
                $"{options.Table} in {options.Database} is a {table.Type} of SQLite's and not a table of rows: name the table that holds them");
        }
        var columns = connection.Rows("SELECT name, pk FROM pragma_table_info($table)", static row => (Name: row.GetString(0), Key: row.GetInt32(1)),
            ("$table", table.Name));
        var column = columns.Find(c => string.Equals(c.Name, options.TimestampColumn, StringComparison.OrdinalIgnoreCase)).Name
            ?? throw new RetentionRefused(
            $"{options.Table} in {options.Database} has no column {options.TimestampColumn}; it has: {string.Join(", ", columns.Select(c => c.Name))}");
        var keys = table.WithoutRowId
            ? columns.Where(c => c.Key > 0).OrderBy(c => c.Key).Select(c => SqliteSession.Quote(c.Name))
            : [RowIdNameBeside(columns.Select(c => c.Name), options)];
        var isWal = (string?)connection.Scalar("PRAGMA journal_mode") == "wal";
        return new(SqliteSession.Quote(table.Name), SqliteSession.Quote(column), [.. keys], !table.WithoutRowId, isWal);
    }

    /// <summary>How SQLite would find expired rows: with an index, or by reading the whole table.</summary>
    public bool IsScanned(SqliteConnection connection, ExpiryCondition expired) =>
        connection.Rows($"EXPLAIN QUERY PLAN SELECT {Keys[0]} FROM {Name} WHERE {expired.Sql} LIMIT 1", static row => row.GetString(3),
            ("$bound", expired.Bound), ("$cutoff", expired.Cutoff))
            .Exists(step => step.StartsWith("SCAN", StringComparison.Ordinal));

    /// <summary>The statement that makes the index that is missing.</summary>
    public string MissingIndex => $"CREATE INDEX {SqliteSession.Quote($"{Name.Trim('"')}_{Column.Trim('"')}")} ON {Name} ({Column})";

    /// <summary>Judges the configured format by the rows that were added last and first.</summary>
    public TimestampVerdict EvaluateTimes(SqliteConnection connection, TimestampFormat configured, DateTimeOffset now) =>
        TimestampPolicy.Evaluate(configured, ValuesByKey(connection, " DESC"), ValuesByKey(connection, ""), now);

    private List<object?> ValuesByKey(SqliteConnection connection, string order) => connection.Rows(
        $"SELECT {Column} FROM {Name} ORDER BY {string.Join(", ", Keys.Select(k => k + order))} LIMIT {TimestampPolicy.Samples}",
        static row => row.IsDBNull(0) ? null : row.GetValue(0));

    /// <summary>The row id has three names, and a table may have columns of any of them.</summary>
    private static string RowIdNameBeside(IEnumerable<string> columns, RetentionOptions options)
    {
        var taken = columns.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return RowIdNames.FirstOrDefault(name => !taken.Contains(name))
            ?? throw new RetentionRefused($"{options.Table} in {options.Database} has columns named rowid, _rowid_ and oid: its rows cannot be told apart");
    }

    private static List<string> TablesOf(SqliteConnection connection) =>
        connection.Rows("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name LIMIT 20",
            static row => row.GetString(0));
}
