using System.Text.RegularExpressions;
using AutoCore.Core.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AutoCore.Daemon.Backups;

/// <summary>What a check of a database found.</summary>
/// <param name="Problem">What is wrong, or null if it is whole.</param>
/// <param name="Rows">Rows of each table; empty if something is wrong.</param>
/// <param name="Unproven">What only the database's own program could check, in words; null if everything was checked.</param>
internal sealed record CheckResult(string? Problem, IReadOnlyDictionary<string, long> Rows, string? Unproven = null)
{
    /// <summary>All rows.</summary>
    public long TotalRows => Rows.Values.Sum();

    /// <summary>Something is wrong.</summary>
    public static CheckResult Damaged(string problem) => new(problem, new Dictionary<string, long>());
}

/// <summary>
/// Checks databases, slowly and thoroughly or quickly. Of one whose schema needs collations, functions or modules of its own program, every page and every
/// table is read and counted, but the order of its indexes is not proven.
/// </summary>
internal static partial class DatabaseCheck
{
    private const string Full = "integrity_check";
    private const string Quick = "quick_check";

    /// <summary>Checks a file that nobody changes: every page, every index, and how many rows there are.</summary>
    /// <exception cref="SqliteException">It cannot be read for another reason than damage.</exception>
    public static CheckResult RunFull(string path)
    {
        try
        {
            using var connection = SqliteConnections.OpenImmutable(path);
            var (complaint, unproven) = Look(connection, Full);
            if (complaint is not null)
                return CheckResult.Damaged(complaint);
            var standIns = new StandIns(connection);
            return new(
                null, Tables(connection).ToDictionary(
                    t => t, t => standIns.Run(c => c.Number($"SELECT count(*) FROM {SqliteSession.Quote(t)} NOT INDEXED")), StringComparer.Ordinal), unproven);
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
            return Look(connection, thorough ? Full : Quick).Complaint;
        }
        catch (SqliteException e) when (e.IsDamage())
        {
            return e.Message;
        }
    }

    private static (string? Complaint, string? Unproven) Look(SqliteConnection connection, string check)
    {
        try
        {
            var complaint = Complaint(connection, $"PRAGMA {check}(1)");
            return complaint is not null && IsOfAnExpression(connection, complaint) ? LookAtTables(connection, complaint)
                : (complaint, complaint is null ? FindMissingModule(connection) : null);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_ERROR && !e.IsDamage())
        {
            return LookAtTables(connection, e.Message);
        }
    }

    /// <summary>Every page of every table and its indexes, their structure and their rows; neither the order of indexes nor the conditions of rows, which
    /// others would decide.</summary>
    private static (string? Complaint, string? Unproven) LookAtTables(SqliteConnection connection, string reason)
    {
        connection.Do("PRAGMA ignore_check_constraints = ON");
        var standIns = new StandIns(connection);
        foreach (var table in Tables(connection))
        {
            if (standIns.Run(c => Complaint(c, $"PRAGMA {Quick}({SqliteSession.Quote(table)})")) is { } complaint)
                return (complaint, null);
        }
        return (null, standIns.Missing ?? StandIns.NameIn(reason) ?? reason);
    }

    /// <summary>
    /// Whether a complaint says no more than that an index over an expression lacks rows: a program that brings another <c>lower</c> than SQLite's, as for all
    /// languages, has filled it with other values.
    /// </summary>
    private static bool IsOfAnExpression(SqliteConnection connection, string complaint) =>
        RowOfIndex().Match(complaint) is { Success: true } found
        && connection.Scalar("SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = @name", ("@name", found.Groups["index"].Value)) is string sql
        && sql.AsSpan(sql.IndexOf('(', StringComparison.Ordinal) + 1).Contains('(');

    /// <summary>A virtual table whose module is not here is passed over by SQLite's check without a word; its data lies in other tables, which are read.</summary>
    private static string? FindMissingModule(SqliteConnection connection)
    {
        foreach (var table in connection.Rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage = 0", static row => row.GetString(0)))
        {
            try
            {
                connection.Scalar($"SELECT 1 FROM {SqliteSession.Quote(table)} LIMIT 0");
            }
            catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_ERROR)
            {
                return StandIns.NameIn(e.Message) ?? e.Message;
            }
        }
        return null;
    }

    private static List<string> Tables(SqliteConnection connection) =>
        connection.Rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0", static row => row.GetString(0));

    private static string? Complaint(SqliteConnection connection, string check) =>
        connection.Scalar(check) switch
        {
            "ok" => null,
            string complaint => complaint.ReplaceLineEndings(" "),
            _ => "the check gave no answer",
        };

    [GeneratedRegex(@"^row \d+ missing from index (?<index>.+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RowOfIndex();
}
