using AutoCore.Core.Storage;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.Backups;

/// <summary>What a check of a database found.</summary>
/// <param name="Problem">What is wrong, or null if it is whole.</param>
/// <param name="Rows">Rows of each table; empty if something is wrong.</param>
internal sealed record CheckResult(string? Problem, IReadOnlyDictionary<string, long> Rows)
{
    /// <summary>All rows.</summary>
    public long TotalRows => Rows.Values.Sum();

    /// <summary>Something is wrong.</summary>
    public static CheckResult Damaged(string problem) => new(problem, new Dictionary<string, long>());
}

/// <summary>Checks databases, slowly and thoroughly or quickly.</summary>
internal static class DatabaseCheck
{
    /// <summary>Checks a file that nobody changes: every page, every index, and how many rows there are.</summary>
    /// <exception cref="SqliteException">It cannot be read for another reason than damage.</exception>
    public static CheckResult RunFull(string path)
    {
        try
        {
            using var connection = SqliteConnections.OpenImmutable(path);
            if (FirstComplaint(connection, "integrity_check") is { } complaint)
                return CheckResult.Damaged(complaint);
            var tables = connection.Rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0", static row => row.GetString(0));
            return new(null, tables.ToDictionary(t => t, t => connection.Number($"SELECT count(*) FROM {SqliteSession.Quote(t)}"), StringComparer.Ordinal));
        }
        catch (SqliteException e) when (e.IsDamage())
        {
            return CheckResult.Damaged(e.Message);
        }
    }

    /// <summary>Checks a live database beside its writer: quickly, or every index too.</summary>
    /// <returns>What is wrong, or null.</returns>
    /// <exception cref="SqliteException">It cannot be read for another reason than damage.</exception>
    public static string? FindDamage(BackupSource source, bool thorough)
    {
        try
        {
            using var connection = source.Open();
            return FirstComplaint(connection, thorough ? "integrity_check" : "quick_check");
        }
        catch (SqliteException e) when (e.IsDamage())
        {
            return e.Message;
        }
    }

    private static string? FirstComplaint(SqliteConnection connection, string check) =>
        connection.Scalar($"PRAGMA {check}(1)") switch
        {
            "ok" => null,
            string complaint => complaint.ReplaceLineEndings(" "),
            _ => "the check gave no answer",
        };
}
