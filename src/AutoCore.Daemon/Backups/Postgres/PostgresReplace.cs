using AutoCore.Policies.Backups.Postgres;

namespace AutoCore.Daemon.Backups.Postgres;

/// <summary>
/// Replaces what is in a database in one transaction, for a role that may not make another one. It drops tables, and whoever waits for a lock to do so
/// keeps all others from the table as well. So each try waits briefly, and lets the others pass before the next; pg_restore itself sets lock_timeout to 0.
/// </summary>
internal sealed class PostgresReplace(PostgresClient client, TimeProvider time)
{
    /// <summary>How long programs may have the tables in use.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(750);

    /// <summary>Longer than <c>deadlock_timeout</c>, after which the server ends an autovacuum that is in the way.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1.5);

    /// <summary>Replaces it.</summary>
    /// <exception cref="BackupFailure">Nothing was changed.</exception>
    public async Task RunAsync(string backup, CancellationToken cancellationToken)
    {
        var facts = await new PostgresServer(client, client.Database).LookAsync(cancellationToken);
        if (facts.Relations > facts.Locks)
        {
            throw new BackupFailure(
                $"{client.Label}: to replace {facts.Relations} tables and indexes in one transaction takes more locks than the server's {facts.Locks}: raise "
                + "max_locks_per_transaction, or let the role restore into a new database: "
                + $"ALTER ROLE {PostgresName.Identifier(facts.Role)} CREATEDB, and make it the owner of the database");
        }
        await PostgresRoles.RequireAsync(client, client.Database, await PostgresDump.OutlineAsync(backup, cancellationToken), facts, cancellationToken);
        for (long? since = null; await TryAsync(backup, facts, cancellationToken) is { } holders;)
        {
            since ??= time.GetTimestamp();
            if (time.GetElapsedTime(since.Value) > Patience)
                throw new BackupFailure($"{client.Label} is in use by {holders}: stop that first");
            await Task.Delay(BetweenTries, time, cancellationToken);
        }
    }

    /// <summary>Tries it once.</summary>
    /// <returns>Who has tables in use, so that nothing was changed; null if it is done.</returns>
    private async Task<string?> TryAsync(string backup, PostgresServer.Facts facts, CancellationToken cancellationToken)
    {
        var mark = $"autocore-{Guid.NewGuid():N}";
        var restoring = client.RunAsync("pg_restore",
            ["--clean", "--if-exists", "--single-transaction", "--exit-on-error", $"--dbname={PostgresName.Connection(client.Database)}", backup],
            cancellationToken, request => PostgresTrial.Prepare(request, facts, mark));
        var holders = await WatchAsync(mark, restoring, cancellationToken);
        var outcome = await restoring;
        if (outcome.ExitCode == 0)
            return null;
        return holders ?? throw new BackupFailure(
            $"{client.Label}: {await new PostgresServer(client, client.Database).ExplainRestoreAsync(outcome, facts, cancellationToken)}");
    }

    /// <summary>Cancels a restore that waits for others.</summary>
    /// <returns>For whom it waited; null if it ended by itself.</returns>
    private async Task<string?> WatchAsync(string mark, Task restoring, CancellationToken cancellationToken)
    {
        var waits = $"FROM pg_stat_activity w WHERE w.application_name = {PostgresName.Literal(mark)} AND cardinality(pg_blocking_pids(w.pid)) > 0";
        var look = $"""
            SELECT string_agg(DISTINCT CASE WHEN h.pid = 0 THEN 'a prepared transaction' ELSE format('%s (%s, process %s%s)',
                coalesce(nullif(a.application_name, ''), 'a program'), coalesce(a.usename, a.backend_type), h.pid, ', ' || a.state) END, ', ')
            FROM (SELECT unnest(pg_blocking_pids(w.pid)) AS pid {waits}) AS h LEFT JOIN pg_stat_activity a ON a.pid = h.pid
            """;
        long? since = null;
        while (await Task.WhenAny(restoring, Task.Delay(BetweenLooks, time, cancellationToken)) != restoring)
        {
            if (await LookAsync(look, cancellationToken) is not { Length: > 0 } holders)
            {
                since = null;
                continue;
            }
            since ??= time.GetTimestamp();
            if (time.GetElapsedTime(since.Value) >= LongestWait && await LookAsync($"SELECT count(pg_cancel_backend(w.pid)) {waits}", cancellationToken) == "1")
                return holders;
        }
        return null;
    }

    /// <summary>What the server says; nothing if it does not: that must not end the watch over a restore that goes on.</summary>
    private async Task<string> LookAsync(string sql, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.TryAsync(client.Database, sql, cancellationToken)).Output;
        }
        catch (Exception e) when (e is IOException or BackupFailure)
        {
            return "";
        }
    }
}
