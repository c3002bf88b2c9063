using AutoCore.Policies.Backups.Postgres;

namespace AutoCore.Daemon.Backups.Postgres;

/// <summary>
/// Exchanges the names of databases, in one transaction, from a session in a third one: whatever happens, a database has either its old name or its
/// new one.
/// </summary>
internal sealed class PostgresExchange(PostgresClient client, string third, TimeProvider time)
{
    /// <summary>How long programs may go on with what they have begun.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);
    private static readonly string[] Usual = ["postgres", "template1"];

    /// <summary>Where it is told.</summary>
    public string Third => third;

    /// <summary>A database other than these in which the role may have a session: <c>postgres</c> where it may, else any; null if there is none.</summary>
    /// <param name="client">The server.</param>
    /// <param name="others">The databases whose names are exchanged.</param>
    public static async Task<string?> FindThirdAsync(PostgresClient client, IReadOnlyCollection<string> others, CancellationToken cancellationToken)
    {
        const int most = 16;
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var candidates = Usual.Except(others, StringComparer.Ordinal);
        const string askAll = "SELECT datname FROM pg_database WHERE datallowconn ORDER BY oid";
        if (await client.TryAsync(client.Database, askAll, cancellationToken) is { Problem: null } all)
            candidates = candidates.Concat(all.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Except(others, StringComparer.Ordinal));
        foreach (var candidate in candidates.Where(asked.Add).Take(most))
        {
            if ((await client.TryAsync(candidate, "SELECT 1", cancellationToken)).Problem is null)
                return candidate;
        }
        return null;
    }

    /// <summary>Whether there is a database of a name.</summary>
    /// <exception cref="BackupFailure">The server does not say.</exception>
    public async Task<bool> ExistsAsync(string database, CancellationToken cancellationToken) =>
        await client.AskAsync(third, $"SELECT count(*) FROM pg_database WHERE datname = {PostgresName.Literal(database)}", cancellationToken) == "1";

    /// <summary>Whether the role may give a database another name: a superuser may, and its owner who may make databases.</summary>
    public async Task<bool> MayRenameAsync(string database, CancellationToken cancellationToken)
    {
        var reply = await client.TryAsync(third, $"""
            SELECT r.rolsuper OR r.rolcreatedb AND pg_has_role(d.datdba, 'USAGE') FROM pg_roles r, pg_database d
            WHERE r.rolname = current_user AND d.datname = {PostgresName.Literal(database)}
            """, cancellationToken);
        return reply is { Problem: null, Output: "t" };
    }

    /// <summary>Requires that nothing comes into a database from a publisher: it would go on into the one that is kept, and be missing in its place.</summary>
    /// <exception cref="BackupFailure">A subscription is enabled; it names the remedy.</exception>
    public async Task RequireUnsubscribedAsync(string database, CancellationToken cancellationToken)
    {
        // Servers before 10 know none.
        var enabled = await client.TryAsync(third, $"""
            SELECT string_agg(format('ALTER SUBSCRIPTION %I DISABLE', subname), '; ' ORDER BY subname)
            FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid WHERE subenabled AND datname = {PostgresName.Literal(database)}
            """, cancellationToken);
        if (enabled is { Problem: null, Output.Length: > 0 })
            throw new BackupFailure($"{client.Label} has a subscription that is enabled: first, in {database}: {enabled.Output}");
    }

    /// <summary>The logical replication slots of a database, as a sentence with what to do; null if there are none. They do not follow a name: who reads
    /// from one goes on to read the old database, and one that nobody reads holds the server's log until its disk is full.</summary>
    public async Task<string?> FindSlotsAsync(string database, CancellationToken cancellationToken)
    {
        var slots = await client.TryAsync(third, $"""
            SELECT string_agg(slot_name, ', ' ORDER BY slot_name) FROM pg_replication_slots WHERE database = {PostgresName.Literal(database)}
            """, cancellationToken);
        return slots is { Problem: null, Output.Length: > 0 }
            ? $"replication slots stay with {database}, and keep the server's log until its disk is full: {slots.Output}: make each anew in {client.Database} "
                + $"for its subscriber, and SELECT pg_drop_replication_slot('NAME') in {database}" : null;
    }

    /// <summary>Waits until what programs are in the middle of has ended, so that a long restore is not begun in vain.</summary>
    /// <exception cref="BackupFailure">It goes on.</exception>
    public async Task RequireFreeAsync(string database, CancellationToken cancellationToken)
    {
        await RequireUnsubscribedAsync(database, cancellationToken);
        var name = PostgresName.Literal(database);
        var now = PostgresName.Literal(await client.AskAsync(third, "SELECT clock_timestamp()", cancellationToken));
        var busy = $"""
            SELECT (SELECT count(*) FROM pg_stat_activity
                    WHERE datname = {name} AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND xact_start <= {now})
                + (SELECT count(*) FROM pg_prepared_xacts WHERE database = {name} AND prepared <= {now})
                + (SELECT count(*) FROM pg_replication_slots WHERE database = {name} AND active)
            """;
        var started = time.GetTimestamp();
        while (await client.AskAsync(third, busy, cancellationToken) != "0")
        {
            if (time.GetElapsedTime(started) > Patience)
                throw new BackupFailure(await DescribeUseAsync(name, $"{client.Label} is in use", cancellationToken));
            await Task.Delay(BetweenTries, time, cancellationToken);
        }
    }

    /// <summary>Gives databases new names, all or none. Sessions that do nothing are ended, since their programs would hold what is no longer in
    /// place; those that do something may end it.</summary>
    /// <param name="renames">From which name to which, in this order.</param>
    /// <param name="cancellationToken">Ends it before the exchange.</param>
    /// <exception cref="BackupFailure">No name was changed: programs go on using one of them.</exception>
    public async Task RunAsync(IReadOnlyList<(string From, string To)> renames, CancellationToken cancellationToken)
    {
        var names = string.Join(", ", renames.Select(r => PostgresName.Literal(r.From)));
        var rename = renames.Select(r => $"ALTER DATABASE {PostgresName.Identifier(r.From)} RENAME TO {PostgresName.Identifier(r.To)};\n");
        var sql = $"BEGIN;\n{string.Concat(rename)}COMMIT;";
        for (var started = time.GetTimestamp(); ;)
        {
            // Not allowed for a session of somebody else: then its end is waited for as well.
            await client.TryAsync(third, $"""
                SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                WHERE datname IN ({names}) AND pid <> pg_backend_pid() AND state = 'idle' AND pg_has_role(usesysid, 'USAGE')
                """, cancellationToken);
            var reply = await client.ChangeAsync(third, sql, cancellationToken);
            if (reply.Problem is null)
                return;
            if (reply.State != SqlState.ObjectInUse)
                throw new BackupFailure(reply.Problem);
            if (time.GetElapsedTime(started) > Patience)
                throw new BackupFailure(await DescribeUseAsync(names, reply.Problem, cancellationToken));
            await Task.Delay(BetweenTries, time, cancellationToken);
        }
    }

    private async Task<string> DescribeUseAsync(string names, string problem, CancellationToken cancellationToken)
    {
        var users = await client.TryAsync(third, $"""
            SELECT string_agg(what, ', ') FROM (
                SELECT format('%s (%s, process %s%s)', coalesce(nullif(application_name, ''), 'a program'), coalesce(usename, backend_type), pid,
                    ', ' || state) AS what
                FROM pg_stat_activity WHERE datname IN ({names}) AND pid <> pg_backend_pid()
                UNION ALL SELECT format('prepared transaction %s of %s (COMMIT or ROLLBACK PREPARED %L)', gid, owner, gid)
                    FROM pg_prepared_xacts WHERE database IN ({names})
                LIMIT 5) AS used
            """, cancellationToken);
        return users is { Problem: null, Output.Length: > 0 } ? $"{client.Label} is in use by {users.Output}: stop that first" : problem;
    }
}
