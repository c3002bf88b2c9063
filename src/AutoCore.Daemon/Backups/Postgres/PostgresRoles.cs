using AutoCore.Policies.Backups.Postgres;

namespace AutoCore.Daemon.Backups.Postgres;

/// <summary>The roles that a dump names, and a server.</summary>
internal static class PostgresRoles
{
    /// <summary>Requires that all of them are there, and that the daemon's own may give everything to its owner.</summary>
    /// <param name="client">The server.</param>
    /// <param name="database">Where it is asked.</param>
    /// <param name="outline">What the dump names.</param>
    /// <param name="facts">What the daemon's role may do.</param>
    /// <exception cref="BackupFailure">They are not; it names the remedy.</exception>
    public static async Task RequireAsync(PostgresClient client, string database, DumpOutline outline, PostgresServer.Facts facts,
        CancellationToken cancellationToken)
    {
        var missing = await WhichAsync(client, database, outline.Roles, "NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)", cancellationToken);
        if (missing.Count > 0)
        {
            throw new BackupFailure($"{client.Label}: roles that the backup names are not on the server, and are in no dump: "
                + string.Join("; ", missing.Select(r => $"CREATE ROLE {PostgresName.Identifier(r)}")));
        }
        if (await FindStrangeAsync(client, database, outline, facts, cancellationToken) is { Count: > 0 } strange)
        {
            var role = PostgresName.Identifier(facts.Role);
            throw new BackupFailure($"{client.Label}: {facts.Role} may not give anything to its owner: set UserName to a superuser, or "
                + string.Join("; ", strange.Select(r => $"GRANT {PostgresName.Identifier(r)} TO {role}")) + $" (and ALTER ROLE {role} INHERIT)");
        }
    }

    /// <summary>Owners whose rights the daemon's role does not have, so that it cannot restore what is theirs.</summary>
    /// <param name="client">The server.</param>
    /// <param name="database">Where it is asked.</param>
    /// <param name="outline">What the dump names.</param>
    /// <param name="facts">What the daemon's role may do.</param>
    public static async Task<IReadOnlyList<string>> FindStrangeAsync(PostgresClient client, string database, DumpOutline outline, PostgresServer.Facts facts,
        CancellationToken cancellationToken)
    {
        const string isStrange = @"name NOT LIKE 'pg\_%' AND NOT pg_has_role(name, 'USAGE')";
        return facts.IsSuper ? [] : await WhichAsync(client, database, outline.Owners, isStrange, cancellationToken);
    }

    private static async Task<IReadOnlyList<string>> WhichAsync(PostgresClient client, string database, SortedSet<string> roles, string condition,
        CancellationToken cancellationToken) =>
        roles.Count == 0 ? [] : (await client.AskAsync(database, $"""
            SELECT name FROM unnest(ARRAY[{string.Join(", ", roles.Select(PostgresName.Literal))}]::text[]) AS name WHERE {condition} ORDER BY 1
            """, cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
