using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AutoCore.Core.Storage;

/// <summary>
/// Short forms of what is said to a connection. Transactions begin and end here and not by the provider's own type, which answers a busy
/// database by sleeping 150 ms at a time: the busy timeout of the connection is the only wait.
/// </summary>
internal static class SqliteSession
{
    /// <summary>Runs statements that answer nothing; returns the rows that the last one changed.</summary>
    public static int Execute(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        using var command = connection.Prepare(sql, arguments);
        return command.ExecuteNonQuery();
    }

    /// <summary>The first column of the first row, or null.</summary>
    public static object? Scalar(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        using var command = connection.Prepare(sql, arguments);
        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    /// <summary>A whole number that is always there, as a count or a pragma's value.</summary>
    public static long Number(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> arguments) =>
        (long)connection.Scalar(sql, arguments)!;

    /// <summary>All rows, each made by <paramref name="read"/>.</summary>
    public static List<T> Rows<T>(this SqliteConnection connection, string sql, Func<SqliteDataReader, T> read,
        params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        using var command = connection.Prepare(sql, arguments);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>A statement with its arguments, to be run several times.</summary>
#pragma warning disable CA2100 // Every identifier in a statement was found in the schema and quoted; values are arguments.
    public static SqliteCommand Prepare(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in arguments)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
#pragma warning restore CA2100

    /// <summary>Quotes an identifier, whatever it contains.</summary>
    public static string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Runs work in a write transaction; it is rolled back when the work or the commit throws.</summary>
    /// <exception cref="SqliteException">Among others <c>SQLITE_BUSY</c>, after the connection's busy timeout.</exception>
    public static T InTransaction<T>(this SqliteConnection connection, Func<SqliteConnection, T> work)
    {
        connection.Do("BEGIN IMMEDIATE");
        try
        {
            var result = work(connection);
            connection.Do("COMMIT");
            return result;
        }
        catch
        {
            // Some failures have rolled back already; then there is nothing to undo, and this says so in vain.
            _ = raw.sqlite3_exec(connection.Handle, "ROLLBACK");
            throw;
        }
    }

    /// <summary>Runs one statement without the provider's waiting loop.</summary>
    /// <exception cref="SqliteException">What SQLite answered.</exception>
    public static void Do(this SqliteConnection connection, string sql) =>
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle, sql), connection.Handle);

    /// <summary>
    /// Takes <c>"text"</c> for text where no such column exists, as distributions' builds of SQLite do and ours does not: another program's trigger that is
    /// written so would otherwise fail each statement that fires it.
    /// </summary>
    public static void AllowDoubleQuotedText(this SqliteConnection connection)
    {
        _ = raw.sqlite3_db_config(connection.Handle, raw.SQLITE_DBCONFIG_DQS_DML, 1, out _);
        _ = raw.sqlite3_db_config(connection.Handle, raw.SQLITE_DBCONFIG_DQS_DDL, 1, out _);
    }

    /// <summary>Whether the database was found to be damaged, or not to be one.</summary>
    public static bool IsDamage(this SqliteException failure) =>
        failure.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB
        // A number in the header that no release has written yet; it has no error code of its own.
        || (failure.SqliteErrorCode == raw.SQLITE_ERROR && failure.Message.Contains("unsupported file format", StringComparison.Ordinal));

    /// <summary>Whether another process held a lock for too long.</summary>
    public static bool IsBusy(this SqliteException failure) => failure.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    /// <summary>What failed, in words for people: SQLite does not say who keeps a database locked.</summary>
    public static string Describe(this Exception failure) =>
        failure is SqliteException s && s.IsBusy() ? $"another program keeps it locked; the next pass tries again ({failure.Message})" : failure.Message;
}
