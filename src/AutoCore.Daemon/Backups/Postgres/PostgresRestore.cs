using AutoCore.Policies.Backups.Postgres;

namespace AutoCore.Daemon.Backups.Postgres;

/// <summary>
/// Puts a dump in a database's place. Where the role may make databases it is restored into a new one, which then takes the name; the one before stays,
/// under another. Where it may not, the tables are replaced in one transaction.
/// </summary>
internal sealed class PostgresRestore(PostgresClient client, PostgresExchange exchange, PostgresNames names)
{
    /// <summary>Restores into a new database and exchanges the names.</summary>
    /// <returns>What did not come back, a sentence; null if all did.</returns>
    /// <exception cref="BackupFailure">Nothing was changed.</exception>
    public async Task<string?> RunAsync(string backup, CancellationToken cancellationToken)
    {
        var facts = await new PostgresServer(client, exchange.Third).LookAsync(cancellationToken);
        if (!facts.MayMake)
            throw new BackupFailure($"{client.Label}: the role may not make a database: ALTER ROLE {PostgresName.Identifier(facts.Role)} CREATEDB");
        var outline = await PostgresDump.OutlineAsync(backup, cancellationToken);
        await PostgresRoles.RequireAsync(client, exchange.Third, outline, facts, cancellationToken);
        await exchange.RequireFreeAsync(client.Database, cancellationToken);
        var left = new List<string>();
        var fresh = await PostgresOwn.FreeAsync(client, exchange.Third, names.News, facts, left, cancellationToken);
        var aside = await PostgresOwn.FreeAsync(client, exchange.Third, names.Asides, facts, left, cancellationToken);
        try
        {
            left.AddRange(await MakeAsync(fresh, outline, cancellationToken));
            var outcome = await client.RunAsync("pg_restore", ["--exit-on-error", $"--dbname={PostgresName.Connection(fresh)}", backup], cancellationToken,
                request => PostgresTrial.Prepare(request, facts));
            if (outcome.ExitCode != 0)
            {
                throw new BackupFailure(
                    $"{client.Label}: {await new PostgresServer(client, client.Database).ExplainRestoreAsync(outcome, facts, cancellationToken)}");
            }
            left.AddRange(await PostgresOwn.TellAsync(client, exchange.Third, fresh, outline.RestOf(fresh), cancellationToken));
            var isKept = await ExchangeAsync(fresh, aside, facts, left, cancellationToken);
            return string.Join('\n', new[]
            {
                left.Count > 0 ? $"what did not come back, or stays: {string.Join("; ", left)}" : null,
                isKept ? $"the database before stays on the server as {names.Kept}, until the next restore or DROP DATABASE {names.Kept}" : null,
                isKept ? await exchange.FindSlotsAsync(names.Kept, cancellationToken) : null,
            }.OfType<string>()) is { Length: > 0 } told ? told : null;
        }
        catch (BackupFailure e)
        {
            throw await PostgresOwn.DropAsync(client, exchange.Third, fresh, facts, CancellationToken.None) is { } stays
                ? new BackupFailure($"{e.Message}; {stays}", inner: e) : new BackupFailure(e.Message, inner: e);
        }
        finally
        {
            // After the exchange there is none of this name.
            await PostgresOwn.DropAsync(client, exchange.Third, fresh, facts, CancellationToken.None);
        }
    }

    /// <summary>Exchanges the database with the one that is kept from before; done twice, all is as it was.</summary>
    /// <exception cref="BackupFailure">Nothing was changed.</exception>
    public async Task ExchangeBackAsync(CancellationToken cancellationToken)
    {
        if (!await exchange.ExistsAsync(names.Kept, cancellationToken))
            throw new BackupFailure($"{client.Label}: there is no database {names.Kept} any more: restore a backup (autocore backup list)");
        await exchange.RequireUnsubscribedAsync(client.Database, cancellationToken);
        var facts = await new PostgresServer(client, exchange.Third).LookAsync(cancellationToken);
        var aside = await PostgresOwn.FreeAsync(client, exchange.Third, names.Asides, facts, [], cancellationToken);
        await exchange.RunAsync(await exchange.ExistsAsync(client.Database, cancellationToken)
            ? [(client.Database, aside), (names.Kept, client.Database), (aside, names.Kept)] : [(names.Kept, client.Database)], cancellationToken);
    }

    /// <summary>Makes the new database, empty, in its encoding, with its collation, its settings and its owner.</summary>
    private async Task<List<string>> MakeAsync(string fresh, DumpOutline outline, CancellationToken cancellationToken)
    {
        var left = new List<string>();
        var keepsPlace = outline.Tablespace is not { } place || await client.AskAsync(
            exchange.Third, $"SELECT count(*) FROM pg_tablespace WHERE spcname = {PostgresName.Literal(place)}", cancellationToken) == "1";
        if (!keepsPlace)
            left.Add($"the server has no tablespace {outline.Tablespace}");
        if (await client.ChangeAsync(exchange.Third, outline.CreateAs(fresh, keepsPlace), cancellationToken) is { Problem: { } notMade } refused)
        {
            throw new BackupFailure(
                notMade + (refused.State == SqlState.WrongObjectType ? "; the server lacks that locale: dpkg-reconfigure locales there, and restart it" : ""));
        }
        if ((await client.TryAsync(fresh, "SELECT 1", cancellationToken)).Problem is { } problem)
            throw new BackupFailure($"no session in the new database {fresh}: {problem}");
        left.AddRange(await PostgresOwn.SettleAsync(client, exchange.Third, fresh, outline, cancellationToken));
        return left;
    }

    private async Task<bool> ExchangeAsync(string fresh, string aside, PostgresServer.Facts facts, List<string> left, CancellationToken cancellationToken)
    {
        if (!await exchange.ExistsAsync(client.Database, cancellationToken))
        {
            await exchange.RunAsync([(fresh, client.Database)], cancellationToken);
            return false;
        }
        // One may have been made while the restore ran.
        await exchange.RequireUnsubscribedAsync(client.Database, cancellationToken);
        // The one kept from the restore before goes only once this one is done.
        var renames = new List<(string, string)>();
        if (await exchange.ExistsAsync(names.Kept, cancellationToken))
            renames.Add((names.Kept, aside));
        await exchange.RunAsync([.. renames, (client.Database, names.Kept), (fresh, client.Database)], cancellationToken);
        if (await PostgresOwn.DropAsync(client, exchange.Third, aside, facts, CancellationToken.None) is { } stays)
            left.Add(stays);
        return true;
    }
}
