using AutoCore.Core.Storage;
using AutoCore.Policies.Backups.Postgres;

namespace AutoCore.Daemon.Backups.Postgres;

/// <summary>Why a dump that was read whole was not tried out.</summary>
/// <param name="Reason">The reason, with the remedy.</param>
/// <param name="IsDoubtful">Whether the dump itself may be why: else the role or the server does not allow a trial, and nothing is said about the
/// dump.</param>
internal sealed record Untried(string Reason, bool IsDoubtful);

/// <summary>Tries a dump out: restored into a scratch database on the server that it came from, and its rows counted there.</summary>
internal sealed class PostgresTrial(PostgresClient client, PostgresServer server, PostgresServer.Facts facts, string scratch)
{
    /// <summary>Rows of all tables, as the server counts them; no answer where an extension brought rows of its own, which a dump leaves out, or where the role
    /// may not see all.</summary>
    private const string CountRows = """
        WITH t AS (
            SELECT n.nspname, c.relname, row_security_active(c.oid)
                OR EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e') AS unclear
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema')
        SELECT CASE WHEN bool_or(unclear) THEN NULL ELSE
            coalesce(sum((xpath('/row/c/text()',
                query_to_xml(format('SELECT count(*) AS c FROM ONLY %I.%I', nspname, relname), false, true, '')))[1]::text::bigint), 0) END
        FROM t
        """;

    /// <summary>pg_restore says nothing while it fills a table or builds an index.</summary>
    private static readonly TimeSpan PatienceForATable = TimeSpan.FromHours(6);

    /// <summary>What else is to be told of the trial, or null.</summary>
    public string? Note { get; private set; }

    /// <summary>Restores a dump and counts.</summary>
    /// <param name="dump">The dump, read whole before.</param>
    /// <param name="rows">How many rows are in it.</param>
    /// <param name="cancellationToken">Ends it; the scratch database goes all the same.</param>
    /// <returns>Why it could not be tried out, or null.</returns>
    public async Task<Untried?> RunAsync(string dump, long rows, CancellationToken cancellationToken)
    {
        if (facts.IsStandby)
            return new("the server is a standby", false);
        if (!facts.MayMake)
            return new($"the role may not make a scratch database (ALTER ROLE {PostgresName.Identifier(facts.Role)} CREATEDB)", false);
        try
        {
            return await TryOutAsync(dump, rows, await PostgresDump.OutlineAsync(dump, cancellationToken), cancellationToken);
        }
        catch (BackupFailure e)
        {
            return new(e.Message, true);
        }
        catch (IOException e)
        {
            return new(e.Message, false);
        }
        finally
        {
            if (await PostgresOwn.DropAsync(client, server.Database, scratch, facts, CancellationToken.None) is { } stays)
                Note = Note is null ? stays : $"{Note}; {stays}";
        }
    }

    /// <summary>The rows of a database, or null where they cannot be counted.</summary>
    public static async Task<long?> CountAsync(PostgresClient client, string database, CancellationToken cancellationToken) =>
        await client.TryAsync(database, CountRows, cancellationToken) is { Problem: null, Output: { Length: > 0 } told }
            ? long.Parse(told, CultureInfo.InvariantCulture) : null;

    /// <summary>Does the same as a restore would; where the role may not give things to their owners, tries the rows and what depends on them.</summary>
    private async Task<Untried?> TryOutAsync(string dump, long rows, DumpOutline outline, CancellationToken cancellationToken)
    {
        if (await PostgresRoles.FindStrangeAsync(client, server.Database, outline, facts, cancellationToken) is { Count: > 0 } strange)
        {
            Note = $"tried out without owners: {facts.Role} has not the rights of {string.Join(", ", strange)}, and so cannot restore it: "
                + $"GRANT {PostgresName.Identifier(strange[0])} TO {PostgresName.Identifier(facts.Role)}, or restore as a superuser";
            return await RestoreAsync(dump, rows, outline, asOwners: false, cancellationToken);
        }
        var untried = await RestoreAsync(dump, rows, outline, asOwners: true, cancellationToken);
        // The role may be why it fails: then it does not without owners and privileges, and nothing is said about the dump.
        return untried is { IsDoubtful: true } && !facts.IsSuper && await RestoreAsync(dump, rows, outline, asOwners: false, cancellationToken) is null
            ? untried with { IsDoubtful = false } : untried;
    }

    private async Task<Untried?> RestoreAsync(string dump, long rows, DumpOutline outline, bool asOwners, CancellationToken cancellationToken)
    {
        // One that a power cut left.
        if (await PostgresOwn.DropAsync(client, server.Database, scratch, facts, cancellationToken) is { } stays)
            return new($"no scratch database: {stays}", false);
        if ((await client.ChangeAsync(server.Database, outline.CreateAs(scratch, keepTablespace: false), cancellationToken)).Problem is { } notMade)
            return new($"no scratch database: {notMade}", false);
        if ((await client.TryAsync(scratch, "SELECT 1", cancellationToken)).Problem is { } notIn)
            return new($"no session in a scratch database: {notIn}", false);
        if (asOwners)
            await PostgresOwn.SettleAsync(client, server.Database, scratch, outline, cancellationToken);
        string[] leftOut = asOwners ? [] : ["--no-owner", "--no-acl", "--no-comments", "--no-security-labels", "--no-publications"];
        // Scratch is dropped again, which a subscription would be in the way of.
        var outcome = await client.RunAsync("pg_restore",
            [.. leftOut, "--no-subscriptions", "--no-tablespaces", "--exit-on-error", $"--dbname={PostgresName.Connection(scratch)}", dump],
            cancellationToken, request => Prepare(request, facts));
        if (outcome.ExitCode != 0)
            return await JudgeAsync(outcome, cancellationToken);
        return await CountAsync(client, scratch, cancellationToken) is { } restored && restored != rows
            ? new($"the restored dump has {restored} rows instead of {rows}", true) : null;
    }

    /// <summary>What the catalogue says goes before what the failed program says, in whatever language.</summary>
    private async Task<Untried> JudgeAsync(CommandOutcome outcome, CancellationToken cancellationToken)
    {
        if ((await client.TryAsync(server.Database, "SELECT 1", cancellationToken)).Problem is { } gone)
            return new(gone, false);
        if (await server.FindHindranceAsync(cancellationToken) is { } hindrance)
            return new($"it has the {hindrance}", false);
        var said = PostgresAnswer.Explain("pg_restore", outcome.ExitCode, outcome.Errors);
        if (!PostgresAnswer.IsVerdict(outcome.ExitCode, outcome.Errors))
            return new($"the trial was cut short: {said}", false);
        if (await PostgresServer.FindProgramMajorAsync(cancellationToken) is { } program && program > facts.Major)
            return new($"pg_restore is {program}, the server {facts.Major}: what a newer one writes may not fit ({said})", false);
        return new($"it cannot be restored as it is: {said}", true);
    }

    /// <summary>Has pg_restore tell that it lives, in English where the role may choose, and keeps settings of the database from stopping it.</summary>
    /// <param name="facts">What the role may do.</param>
    /// <param name="mark">The name of its session, by which it is found on the server.</param>
    public static CommandRequest Prepare(CommandRequest request, PostgresServer.Facts facts, string? mark = null)
    {
        var lines = 0L;
        const int knowsIdle = 14;
        var language = facts.IsSuper ? " -c lc_messages=C" : "";
        var idle = facts.Major >= knowsIdle ? " -c idle_session_timeout=0" : "";
        return request with
        {
            Arguments = ["--verbose", .. request.Arguments],
            OnErrorLine = _ => Interlocked.Increment(ref lines),
            Progress = () => Interlocked.Read(ref lines),
            Patience = PatienceForATable,
            Environment = new Dictionary<string, string>(request.Environment!, StringComparer.Ordinal)
            {
                ["PGOPTIONS"] = $"-c default_transaction_read_only=off{language}{idle}",
                ["PGAPPNAME"] = mark ?? request.Environment!["PGAPPNAME"],
            },
        };
    }
}
