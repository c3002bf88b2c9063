namespace AutoCore.Policies.Backups.Postgres;

/// <summary>
/// What PostgreSQL's programs say when they fail, and what to do about it. Servers answer in their own language: only words that are the same in all, as
/// names of files and settings, and those of the programs, which run in English, are looked for. What is decided is decided by <see cref="SqlState"/> and
/// by what the server's catalogue says.
/// </summary>
public static class PostgresAnswer
{
    private const string NotReached = "check Host and Port, and whether the server runs";
    private const string NoPassword = "the server asks for a password: set PasswordKey or PassFile";
    private const string Gone = "the server was stopped meanwhile: it is tried again by itself";
    private const string NoSpace = "No space left on device";

    /// <summary>An exit code above it is that of a signal.</summary>
    private const int Signals = 128;

    /// <summary>What ends a program whatever it works on; the words of libraries and of the system, which run in English.</summary>
    private static readonly string[] Circumstances =
        ["server closed the connection", "connection to server", "terminating connection", NoSpace, "max_locks_per_transaction", "out of memory"];

    private static readonly (string Sign, string Remedy)[] Remedies =
    [
        ("no password supplied", NoPassword),
        ("pg_hba.conf", "the server does not admit the role from here: add a line for it to the server's pg_hba.conf"),
        ("statement timeout", SqlState.Cancelled),
        ("max_locks_per_transaction", "raise max_locks_per_transaction in the server's postgresql.conf, and restart it"),
        ("server version mismatch", "the server is newer than postgresql-client: install the client of the same version"),
        ("Connection refused", NotReached),
        ("could not translate host name", "check Host"),
        ("timeout expired", "check Host and Port, and the network"),
        (NoSpace, "make room with autocore cleanup, or set Backups:Root"),
        ("error while loading shared libraries", "apt install --reinstall postgresql-client libpq5"),
        ("server closed the connection", Gone),
        ("Is the server running", NotReached),
    ];

    /// <summary>What refuses a session before its language could be set: told by English servers only.</summary>
    private static readonly (string Sign, string Remedy)[] Refusals =
    [
        ("password authentication failed", "check UserName, and the password that PasswordKey or PassFile gives"),
        ("Peer authentication failed", "set UserName to the role of the daemon's system user (createuser autocore), or Host to localhost with a password"),
        ("terminating connection", Gone),
        ("database system is", "the server starts or stops: it is tried again by itself"),
        ("too many c", SqlState.RemedyFor("53300")!),
        ("remaining connection slots", SqlState.RemedyFor("53300")!),
        ("is not currently accepting connections", "ALTER DATABASE … ALLOW_CONNECTIONS true"),
        ("is not permitted to log in", "ALTER ROLE … LOGIN"),
        ("permission denied for database", "GRANT CONNECT ON DATABASE … TO the role"),
        ("could not access file", "the server lacks what session_preload_libraries of the database, the role or the server names: install it, or unset that"),
    ];

    /// <summary>The first error that a program told, in one line, with the remedy where one is known; of one that was killed, that it was.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="exitCode">How it ended: above 128 by a signal.</param>
    /// <param name="errors">What it wrote on standard error.</param>
    /// <param name="remedy">What to do, where the catalogue has told it.</param>
    public static string Explain(string program, int exitCode, string errors, string? remedy = null)
    {
        const int kill = 9;
        if (exitCode - Signals is > 0 and var signal)
            return $"{program} was killed (signal {signal}){(signal == kill ? "; for want of memory? journalctl -k tells" : "")}";
        var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var first = lines.FirstOrDefault(l => l.Contains("error:", StringComparison.Ordinal))
            ?? lines.FirstOrDefault(l => l.Contains(":  ", StringComparison.Ordinal)) ?? lines.FirstOrDefault() ?? $"{program} failed without a word";
        // pg_restore writes nothing here: it is the server that has no room.
        if (program == "pg_restore" && errors.Contains(NoSpace, StringComparison.Ordinal))
            remedy ??= SqlState.RemedyFor("53100");
        remedy ??= RemedyIn(Remedies, errors);
        return remedy is null ? first : $"{first}; {remedy}";
    }

    /// <summary>Whether a program that failed says something of what it worked on: one that was killed, could not start, or lost its server or its room
    /// does not.</summary>
    /// <param name="exitCode">How it ended.</param>
    /// <param name="errors">What it wrote on standard error.</param>
    public static bool IsVerdict(int exitCode, string errors) =>
        exitCode == 1 && errors.Contains("error:", StringComparison.Ordinal) && !Circumstances.Any(c => errors.Contains(c, StringComparison.Ordinal));

    /// <summary>Why there is no session, in one line, always with a remedy: of an answer in another language all that it can mean is named.</summary>
    /// <param name="errors">What psql wrote.</param>
    public static string ExplainNoSession(string errors) => Explain("psql", 1, errors, RemedyIn(Refusals, errors) ?? RemedyIn(Remedies, errors)
        ?? "check Database and UserName, the password that PasswordKey or PassFile gives, and the server's pg_hba.conf");

    private static string? RemedyIn((string Sign, string Remedy)[] remedies, string errors) =>
        remedies.FirstOrDefault(r => errors.Contains(r.Sign, StringComparison.OrdinalIgnoreCase)).Remedy;
}
