using System.Text.RegularExpressions;

namespace AutoCore.Policies.Backups.Postgres;

/// <summary>The code of an error, the same in every language of a server.</summary>
public static partial class SqlState
{
    /// <summary>The database has sessions, or is needed by something else.</summary>
    public const string ObjectInUse = "55006";

    /// <summary>A thing is of another kind than it must be: a database to drop is a template, or what is named as a locale is none of the server's.</summary>
    public const string WrongObjectType = "42809";

    /// <summary>What to do where the server ended a statement.</summary>
    internal const string Cancelled = "somebody cancelled it, or a time limit did: check statement_timeout of the role, the database and the server";

    private static readonly (string Code, string Remedy)[] Remedies =
    [
        ("28P01", "check UserName, and the password that PasswordKey or PassFile gives"),
        ("28", "check UserName, its password, and the server's pg_hba.conf"),
        ("3D000", "check Database"),
        ("42501", "the role may not do that: grant it, or set UserName to one that may"),
        ("42704", "the server lacks what it names: create it there"),
        ("53100", "make room on the server's disk"),
        ("53200", "raise max_locks_per_transaction in postgresql.conf, and restart the server"),
        ("53300", "raise max_connections of the server, or the connection limit of the role or the database"),
        ("55006", "a program uses the database: stop that program first"),
        ("55P03", "a program has its tables in use: stop that program first"),
        ("57014", Cancelled),
        ("57P05", "idle_session_timeout of the role, the database or the server is too short"),
        ("57P", "the server stops or starts: it is tried again by itself"),
        ("58P01", "a file of the server is missing, as that of an extension: install its package on the server"),
        ("0A000", "the server or an extension in it does not support it"),
        ("25006", "the server is a standby, or read-only: ask the primary"),
    ];

    /// <summary>The first code in what psql wrote with <c>VERBOSITY=verbose</c>; null where there is none, as when nobody answered.</summary>
    public static string? Of(string errors) => Form().Match(errors) is { Success: true } found ? found.Groups["code"].Value : null;

    /// <summary>What to do about a code; null where nothing is known.</summary>
    public static string? RemedyFor(string? code) =>
        code is null ? null : Remedies.FirstOrDefault(r => code.StartsWith(r.Code, StringComparison.Ordinal)).Remedy;

    /// <summary>What the server said, without code, place and client's words, in one line.</summary>
    public static string MessageOf(string errors) => Form().Match(errors) is { Success: true } found ? found.Groups["text"].Value.Trim() : errors.Trim();

    /// <summary>Severity (translated), two blanks, five characters that are never translated, the message.</summary>
    [GeneratedRegex(@":  (?<code>[0-9A-Z]{5}): (?<text>[^\n]*)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Form();
}
