using AutoCore.Policies.Backups.Postgres;

namespace AutoCore.Daemon.Backups.Postgres;

/// <summary>The daemon's own databases on a server: they get what a dump says of a database, and are dropped.</summary>
internal static class PostgresOwn
{
    /// <summary>A name of which there is no database. What has one of the names was left by a run that was killed, or could not be dropped: it goes.</summary>
    /// <param name="client">The server.</param>
    /// <param name="from">Where it is told.</param>
    /// <param name="names">The names, the usual one first.</param>
    /// <param name="facts">What the role may do.</param>
    /// <param name="left">Gets a sentence, with the remedy, for each that stays.</param>
    /// <exception cref="BackupFailure">All of them stay.</exception>
    public static async Task<string> FreeAsync(PostgresClient client, string from, IReadOnlyList<string> names, PostgresServer.Facts facts,
        List<string> left, CancellationToken cancellationToken)
    {
        var there = (await client.AskAsync(from,
            $"SELECT datname FROM pg_database WHERE datname IN ({string.Join(", ", names.Select(PostgresName.Literal))})", cancellationToken)).Split('\n');
        var free = new List<string>(names);
        foreach (var name in names.Intersect(there, StringComparer.Ordinal))
        {
            if (await DropAsync(client, from, name, facts, cancellationToken) is { } stays)
            {
                left.Add(stays);
                free.Remove(name);
            }
        }
        return free.Count > 0 ? free[0] : throw new BackupFailure($"{client.Label}: {string.Join("; ", left)}");
    }

    /// <summary>Drops one; one that is not there is dropped. A subscription in it keeps the server from that: it goes first, and its slot stays for the
    /// subscription of the same name in the database's place.</summary>
    /// <param name="client">The server.</param>
    /// <param name="from">Where it is told.</param>
    /// <param name="name">The database.</param>
    /// <param name="facts">What the role may do.</param>
    /// <returns>That it stays, with why and the remedy; null if it does not.</returns>
    public static async Task<string?> DropAsync(PostgresClient client, string from, string name, PostgresServer.Facts facts,
        CancellationToken cancellationToken)
    {
        const int knowsForce = 13;
        var identifier = PostgresName.Identifier(name);
        var drop = $"DROP DATABASE IF EXISTS {identifier}{(facts.Major >= knowsForce ? " WITH (FORCE)" : "")};";
        var reply = await client.ChangeAsync(from, drop, cancellationToken);
        if (reply.State == SqlState.WrongObjectType)
            reply = await client.ChangeAsync(from, $"ALTER DATABASE {identifier} IS_TEMPLATE false;\n{drop}", cancellationToken);
        var first = "";
        if (reply.State == SqlState.ObjectInUse && await FindSubscriptionsAsync(client, from, name, cancellationToken) is { Length: > 0 } unsubscribe)
        {
            var gone = await client.ChangeAsync(name, unsubscribe, cancellationToken);
            reply = gone.Problem is null ? await client.ChangeAsync(from, drop, cancellationToken) : gone;
            first = gone.Problem is null ? "" : $"as a superuser in {name}: {unsubscribe.Replace('\n', ' ')} and then ";
        }
        return reply.Problem is null ? null : $"the database {name} stays on the server and takes room: {reply.Problem}: {first}DROP DATABASE {identifier}";
    }

    /// <summary>Gives an empty database what the dump's had before anything was in it: its settings, and its owner, whom schema public obeys.</summary>
    /// <param name="client">The server.</param>
    /// <param name="from">Where it is told.</param>
    /// <param name="name">The database.</param>
    /// <param name="outline">What the dump says.</param>
    /// <returns>Settings that were refused.</returns>
    /// <exception cref="BackupFailure">The owner was.</exception>
    public static async Task<List<string>> SettleAsync(PostgresClient client, string from, string name, DumpOutline outline,
        CancellationToken cancellationToken)
    {
        var refused = await TellAsync(client, from, name, outline.SettingsOf(name).Select(s => ((string?)null, s)), cancellationToken);
        if (outline.OwnerOf(name) is { } owner && (await client.ChangeAsync(from, owner, cancellationToken)).Problem is { } problem)
            throw new BackupFailure(problem);
        return refused;
    }

    /// <summary>Tells what a dump says of a database.</summary>
    /// <param name="client">The server.</param>
    /// <param name="from">Where it is told; texts in the database's own encoding are in the database itself.</param>
    /// <param name="name">The database.</param>
    /// <param name="statements">The statements, each with the role that has to say it, or null.</param>
    /// <returns>What was refused.</returns>
    public static async Task<List<string>> TellAsync(PostgresClient client, string from, string name,
        IEnumerable<(string? Grantor, string Statement)> statements, CancellationToken cancellationToken)
    {
        var refused = new List<string>();
        foreach (var (grantor, statement) in statements)
        {
            // Not every role may act as another one: then the privilege is the owner's gift.
            if (grantor is not null
                && (await client.ChangeAsync(from, $"SET ROLE {PostgresName.Identifier(grantor)};\n{statement}", cancellationToken)).Problem is null)
            {
                continue;
            }
            if ((await client.ChangeAsync(DumpOutline.HasEncodedText(statement) ? name : from, statement, cancellationToken)).Problem is { } problem)
                refused.Add(problem);
        }
        return refused;
    }

    /// <summary>What drops the subscriptions in a database without a word to their publishers, and past event triggers that would refuse it.</summary>
    private static async Task<string> FindSubscriptionsAsync(PostgresClient client, string from, string name, CancellationToken cancellationToken) =>
        (await client.TryAsync(from, $"""
            SELECT CASE WHEN (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN E'SET session_replication_role = replica;\n' ELSE '' END
                || string_agg(format(
                'ALTER SUBSCRIPTION %1$I DISABLE; ALTER SUBSCRIPTION %1$I SET (slot_name = NONE); DROP SUBSCRIPTION %1$I;', subname), E'\n')
            FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid WHERE d.datname = {PostgresName.Literal(name)}
            """, cancellationToken)).Output;
}
