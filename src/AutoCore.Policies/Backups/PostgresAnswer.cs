namespace AutoCore.Policies.Backups;

/// <summary>What PostgreSQL's programs say when they fail, and what to do about it.</summary>
public static class PostgresAnswer
{
    private static readonly (string Sign, string Remedy)[] Remedies =
    [
        ("password authentication failed", "check UserName, and the password that PasswordKey or PassFile gives"),
        ("no password supplied", "the server asks for a password: set PasswordKey or PassFile"),
        ("fe_sendauth", "the server asks for a password: set PasswordKey or PassFile"),
        ("Peer authentication failed", "set UserName to the role of the daemon's system user (createuser autocore), or Host to localhost with a password"),
        ("pg_hba.conf", "the server admits nobody from here: add a line to its pg_hba.conf"),
        ("lock timeout", "a program has its tables in use: stop that program first"),
        ("server version mismatch", "the server is newer than postgresql-client: install the client of the same version"),
        ("permission denied", "grant it: GRANT pg_read_all_data TO the role"),
        ("does not exist", "check Database and UserName"),
        ("Connection refused", "check Host and Port, and whether the server runs"),
        ("could not translate host name", "check Host"),
        ("timeout expired", "check Host and Port, and the network"),
        ("No space left on device", "make room with autocore cleanup, or set Backups:Root"),
        ("terminating connection", "the server was stopped meanwhile: it is tried again by itself"),
        ("server closed the connection", "the server was stopped meanwhile: it is tried again by itself"),
        ("Is the server running", "check Host and Port, and whether the server runs"),
    ];

    private static readonly string[] NotAllowed = ["permission denied to create database", "permission denied to create extension", "must be superuser",
        "must be owner", "must be member of role", "must have CREATEROLE"];

    /// <summary>The first error that a program told, in one line, with the remedy where one is known.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="errors">What it wrote on standard error.</param>
    public static string Explain(string program, string errors)
    {
        var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var first = lines.FirstOrDefault(l => l.Contains("error:", StringComparison.Ordinal) || l.Contains("FATAL:", StringComparison.Ordinal))
            ?? lines.FirstOrDefault() ?? $"{program} failed without a word";
        var remedy = Remedies.FirstOrDefault(r => errors.Contains(r.Sign, StringComparison.OrdinalIgnoreCase)).Remedy;
        return remedy is null ? first : $"{first}; {remedy}";
    }

    /// <summary>Whether a role may simply not do what was tried, so that nothing is said about the backup.</summary>
    public static bool IsNotAllowed(string errors) => NotAllowed.Any(sign => errors.Contains(sign, StringComparison.Ordinal));
}
