using AutoCore.Policies.Backups.Postgres;

namespace AutoCore.Daemon.Backups.Postgres;

/// <summary>
/// Puts a dump in a database's place. Where the role may make databases it is restored into a new one, which then takes the name; the one before stays,
/// under another. Where it may not, the tables are replaced in one transaction.
/// </summary>
internal sealed class PostgresRestore(PostgresClient client, PostgresExchange exchange, PostgresNames names)
{
    /// <summary>A restore in place drops tables: it does not wait without end for a program that has one in use.</summary>
    private const string LockTimeout = " -c lock_timeout=60000";

    /// <summary>Restores into a new database and exchanges the names.</summary>
    /// <returns>What did not come back, a sentence; null if all did.</returns>
    /// <exception cref="BackupFailure">Nothing was changed.</exception>
    public async Task<string?> RunAsync(string backup, CancellationToken cancellationToken)
    {
        var facts = await new PostgresServer(client, exchange.Third).LookAsync(cancellationToken);
        if (!facts.MayMake)
            throw new BackupFailure($"{client.Label}: the role may not make a database: ALTER ROLE {PostgresName.Identifier(facts.Role)} CREATEDB");
        var outline = await PostgresDump.OutlineAsync(backup, cancellationToken);
        await RequireRolesAsync(client, exchange.Third, outline, facts, cancellationToken);
        await exchange.RequireFreeAsync(client.Database, cancellationToken);
        await PostgresTrial.DropAsync(client, exchange.Third, names.New, facts, cancellationToken);
        try
        {
            var left = await MakeAsync(outline, cancellationToken);
            await client.RequireAsync("pg_restore", ["--exit-on-error", $"--dbname={PostgresName.Connection(names.New)}", backup], cancellationToken,
                request => PostgresTrial.Prepare(request, facts));
            foreach (var statement in outline.RestOf(names.New))
            {
                if ((await client.ChangeAsync(exchange.Third, statement, cancellationToken)).Problem is { } problem)
                    left.Add(problem);
            }
            var isKept = await ExchangeAsync(facts, cancellationToken);
            return string.Join('\n', new[]
            {
                left.Count > 0 ? $"what did not come back: {string.Join("; ", left)}" : null,
                isKept ? $"the database before stays on the server as {names.Kept}, until the next restore or DROP DATABASE {names.Kept}" : null,
            }.OfType<string>()) is { Length: > 0 } told ? told : null;
        }
        finally
        {
            // After the exchange there is none of this name.
            await PostgresTrial.DropAsync(client, exchange.Third, names.New, facts, CancellationToken.None);
        }
    }

    /// <summary>Exchanges the database with the one that is kept from before; done twice, all is as it was.</summary>
    /// <exception cref="BackupFailure">Nothing was changed.</exception>
    public async Task ExchangeBackAsync(CancellationToken cancellationToken)
    {
        if (!await exchange.ExistsAsync(names.Kept, cancellationToken))
            throw new BackupFailure($"{client.Label}: there is no database {names.Kept} any more: restore a backup (autocore backup list)");
        await exchange.RunAsync(await exchange.ExistsAsync(client.Database, cancellationToken)
            ? [(client.Database, names.Aside), (names.Kept, client.Database), (names.Aside, names.Kept)] : [(names.Kept, client.Database)], cancellationToken);
    }

    /// <summary>Replaces what is in the database in one transaction, for a role that may not make another one.</summary>
    /// <exception cref="BackupFailure">Nothing was changed.</exception>
    public static async Task ReplaceAsync(PostgresClient client, string backup, CancellationToken cancellationToken)
    {
        var facts = await new PostgresServer(client, client.Database).LookAsync(cancellationToken);
        if (facts.Relations > facts.Locks)
        {
            throw new BackupFailure(
                $"{client.Label}: to replace {facts.Relations} tables and indexes in one transaction takes more locks than the server's {facts.Locks}: raise "
                + "max_locks_per_transaction, or let the role restore into a new database: "
                + $"ALTER ROLE {PostgresName.Identifier(facts.Role)} CREATEDB, and make it the owner of the database");
        }
        await RequireRolesAsync(client, client.Database, await PostgresDump.OutlineAsync(backup, cancellationToken), facts, cancellationToken);
        await client.RequireAsync("pg_restore",
            ["--clean", "--if-exists", "--single-transaction", "--exit-on-error", $"--dbname={PostgresName.Connection(client.Database)}", backup],
            cancellationToken, request => PostgresTrial.Prepare(request, facts, LockTimeout));
    }

    /// <summary>Makes the new database, empty, in its encoding, with its collation and its settings.</summary>
    private async Task<List<string>> MakeAsync(DumpOutline outline, CancellationToken cancellationToken)
    {
        var left = new List<string>();
        var keepsPlace = outline.Tablespace is not { } place || await client.AskAsync(
            exchange.Third, $"SELECT count(*) FROM pg_tablespace WHERE spcname = {PostgresName.Literal(place)}", cancellationToken) == "1";
        if (!keepsPlace)
            left.Add($"the server has no tablespace {outline.Tablespace}");
        if ((await client.ChangeAsync(exchange.Third, outline.CreateAs(names.New, keepsPlace), cancellationToken)).Problem is { } notMade)
            throw new BackupFailure($"{notMade}; where the server lacks a locale: dpkg-reconfigure locales there, and restart it");
        if ((await client.TryAsync(names.New, "SELECT 1", cancellationToken)).Problem is { } problem)
            throw new BackupFailure($"no session in the new database {names.New}: {problem}");
        foreach (var statement in outline.SettingsOf(names.New))
        {
            if ((await client.ChangeAsync(exchange.Third, statement, cancellationToken)).Problem is { } refused)
                left.Add(refused);
        }
        return left;
    }

    private static async Task RequireRolesAsync(PostgresClient client, string database, DumpOutline outline, PostgresServer.Facts facts,
        CancellationToken cancellationToken)
    {
        var missing = await WhichAsync(client, database, outline.Roles, "NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)", cancellationToken);
        if (missing.Count > 0)
        {
            throw new BackupFailure($"{client.Label}: roles that the backup names are not on the server, and are in no dump: "
                + string.Join("; ", missing.Select(r => $"CREATE ROLE {PostgresName.Identifier(r)}")));
        }
        const string isStrange = @"name NOT LIKE 'pg\_%' AND NOT pg_has_role(name, 'MEMBER')";
        var strange = facts.IsSuper ? [] : await WhichAsync(client, database, outline.Owners, isStrange, cancellationToken);
        if (strange.Count > 0)
        {
            throw new BackupFailure($"{client.Label}: {facts.Role} may not give anything to its owner: set UserName to a superuser, or "
                + string.Join("; ", strange.Select(r => $"GRANT {PostgresName.Identifier(r)} TO {PostgresName.Identifier(facts.Role)}")));
        }
    }

    private static async Task<IReadOnlyList<string>> WhichAsync(PostgresClient client, string database, SortedSet<string> roles, string condition,
        CancellationToken cancellationToken) =>
        roles.Count == 0 ? [] : (await client.AskAsync(database, $"""
            SELECT name FROM unnest(ARRAY[{string.Join(", ", roles.Select(PostgresName.Literal))}]::text[]) AS name WHERE {condition} ORDER BY 1
            """, cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private async Task<bool> ExchangeAsync(PostgresServer.Facts facts, CancellationToken cancellationToken)
    {
        if (!await exchange.ExistsAsync(client.Database, cancellationToken))
        {
            await exchange.RunAsync([(names.New, client.Database)], cancellationToken);
            return false;
        }
        // The one kept from the restore before goes only once this one is done.
        await PostgresTrial.DropAsync(client, exchange.Third, names.Aside, facts, cancellationToken);
        var renames = new List<(string, string)>();
        if (await exchange.ExistsAsync(names.Kept, cancellationToken))
            renames.Add((names.Kept, names.Aside));
        await exchange.RunAsync([.. renames, (client.Database, names.Kept), (names.New, client.Database)], cancellationToken);
        await PostgresTrial.DropAsync(client, exchange.Third, names.Aside, facts, CancellationToken.None);
        return true;
    }
}
