using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AutoCore.Daemon.Backups;

/// <summary>
/// Stands in, on one connection, for collations and functions that only a database's own program brings: with them SQLite reads every page of it, but what they
/// order and compute proves nothing.
/// </summary>
internal sealed partial class StandIns(SqliteConnection connection)
{
    private const int Most = 100;
    private const int AnyArguments = -1;
    private readonly List<string> _names = [];

    /// <summary>What was missing, in words; null if nothing was.</summary>
    public string? Missing => _names.Count == 0 ? null : string.Join(", ", _names);

    /// <summary>What a failure says is missing, in the same words; null if it says something else.</summary>
    public static string? NameIn(string failure) =>
        Pattern().Match(failure) is { Success: true } found ? $"{found.Groups["kind"].Value} {found.Groups["name"].Value}" : null;

    /// <summary>Runs work, and again with what it lacks.</summary>
    /// <exception cref="SqliteException">It failed for another reason.</exception>
    public T Run<T>(Func<SqliteConnection, T> work)
    {
        while (true)
        {
            try
            {
                return work(connection);
            }
            catch (SqliteException e) when (TryAdd(e))
            {
                // With it, once more.
            }
        }
    }

    private bool TryAdd(SqliteException failure)
    {
        if (failure.SqliteErrorCode != raw.SQLITE_ERROR || Pattern().Match(failure.Message) is not { Success: true } found)
            return false;
        var (kind, name) = (found.Groups["kind"].Value, found.Groups["name"].Value);
        var label = $"{kind} {name}";
        if (kind == "module" || _names.Count == Most || _names.Contains(label, StringComparer.Ordinal))
            return false;
        _names.Add(label);
        var answer = kind == "function"
            ? raw.sqlite3_create_function(
            connection.Handle, name, AnyArguments, raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC, null, static (context, _, _) => raw.sqlite3_result_int(context, 0))
            : raw.sqlite3_create_collation(connection.Handle, name, null, static (_, one, other) => string.CompareOrdinal(one, other));
        return answer == raw.SQLITE_OK;
    }

    [GeneratedRegex(
        @"(?:no such|unknown) (?<kind>function|collation|module)(?: sequence)?: (?<name>.+?)(\(\))?'\.$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
