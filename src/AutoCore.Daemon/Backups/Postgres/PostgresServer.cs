using AutoCore.Core.Storage;
using AutoCore.Policies.Backups.Postgres;

namespace AutoCore.Daemon.Backups.Postgres;

/// <summary>What a server and its catalogue say of the role and a database; the same in every language.</summary>
internal sealed class PostgresServer(PostgresClient client, string database)
{
    /// <summary>What a role without the rights of a superuser cannot restore, and what the server has no files for.</summary>
    private const string Hindrances = """
        SELECT what FROM (
            SELECT 1 AS rank, 'extension ' || e.extname || ', which is not installed on the server any more' AS what FROM pg_extension e
                WHERE NOT EXISTS (SELECT FROM pg_available_extensions a WHERE a.name = e.extname)
            UNION ALL SELECT 2, 'event trigger ' || evtname || ', which only a superuser may make' FROM pg_event_trigger t
                WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_event_trigger'::regclass AND d.objid = t.oid AND d.deptype = 'e')
            UNION ALL SELECT 3, 'foreign-data wrapper ' || fdwname || ', which only a superuser may make' FROM pg_foreign_data_wrapper w
                WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_foreign_data_wrapper'::regclass AND d.objid = w.oid AND d.deptype = 'e')
            UNION ALL SELECT 4, 'function ' || p.oid::regprocedure || ' in ' || l.lanname || ', which only a superuser may make'
                FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang WHERE p.oid >= 16384 AND (NOT l.lanpltrusted OR p.proleakproof)
                AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
            UNION ALL SELECT 5, 'type ' || t.oid::regtype || ', which only a superuser may make' FROM pg_type t
                WHERE t.oid >= 16384 AND t.typtype = 'b' AND t.typcategory <> 'A'
                AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
            UNION ALL SELECT 6, 'operator class ' || o.opcname || ', which only a superuser may make' FROM pg_opclass o
                WHERE o.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_opclass'::regclass AND d.objid = o.oid AND d.deptype = 'e')
            UNION ALL SELECT 7, 'access method ' || m.amname || ', which only a superuser may make' FROM pg_am m
                WHERE m.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_am'::regclass AND d.objid = m.oid AND d.deptype = 'e')
            UNION ALL SELECT 8, 'extension ' || e.extname || ', which the role may not make' FROM pg_extension e WHERE e.extname <> 'plpgsql'
                AND NOT coalesce((SELECT (to_jsonb(v) ->> 'trusted')::boolean FROM pg_available_extension_versions v
                    WHERE v.name = e.extname AND v.version = e.extversion), false)
        ) AS found WHERE rank = 1 OR NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) ORDER BY rank LIMIT 1
        """;

    /// <summary>What the role may not read, a column each: a table or sequence, a table with row security, a large object.</summary>
    private const string Unreadable = """
        SELECT json_build_object(
            'table', (SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p', 'S', 'm') AND c.relpersistence <> 't' AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
                AND NOT (has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT'))
                AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e') ORDER BY 1 LIMIT 1),
            'rows', (SELECT c.oid::regclass::text FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relrowsecurity AND row_security_active(c.oid)
                ORDER BY 1 LIMIT 1),
            'object', (SELECT min(m.oid::bigint) FROM pg_largeobject_metadata m WHERE NOT pg_has_role(m.lomowner, 'USAGE') AND NOT EXISTS (
                SELECT FROM aclexplode(m.lomacl) a WHERE a.privilege_type = 'SELECT' AND (a.grantee = 0 OR pg_has_role(a.grantee, 'USAGE')))))
        """;

    private const string AllFacts = """
        SELECT json_build_object('version', current_setting('server_version_num')::int, 'role', current_user, 'super', r.rolsuper,
            'createdb', r.rolcreatedb, 'standby', pg_is_in_recovery(), 'bytes', pg_database_size(current_database()),
            'locks', current_setting('max_locks_per_transaction')::bigint
                * (current_setting('max_connections')::bigint + current_setting('max_prepared_transactions')::bigint),
            'relations', (SELECT count(*) FROM pg_class WHERE oid >= 16384))
        FROM pg_roles r WHERE r.rolname = current_user
        """;

    /// <summary>Where it is asked.</summary>
    public string Database => database;

    /// <summary>What a role is and may do on a server.</summary>
    /// <param name="Version">As 150018.</param>
    /// <param name="Role">The role's name.</param>
    /// <param name="IsSuper">Whether it may do everything.</param>
    /// <param name="MayMake">Whether it may make databases.</param>
    /// <param name="IsStandby">Whether nothing can be changed there.</param>
    /// <param name="Bytes">The database's size.</param>
    /// <param name="Locks">Locks that all sessions together can hold.</param>
    /// <param name="Relations">Tables, indexes and the like in the database.</param>
    internal sealed record Facts(int Version, string Role, bool IsSuper, bool MayMake, bool IsStandby, long Bytes, long Locks, long Relations)
    {
        /// <summary>Nothing is known: what is a wrapper of psql answered something else. The dump shows what is possible.</summary>
        public static Facts Unknown { get; } = new(0, "", false, false, false, 0, long.MaxValue, 0);

        /// <summary>The version that its packages and programs are named by.</summary>
        public int Major => Version / 10_000;
    }

    /// <summary>Asks what holds there.</summary>
    /// <exception cref="BackupFailure">There is no answer.</exception>
    public async Task<Facts> LookAsync(CancellationToken cancellationToken)
    {
        using var told = ReadObject(await client.AskAsync(database, AllFacts, cancellationToken));
        if (told?.RootElement is not { } facts)
            return Facts.Unknown;
        var isSuper = facts.GetProperty("super").GetBoolean();
        return new(facts.GetProperty("version").GetInt32(), facts.GetProperty("role").GetString()!, isSuper,
            isSuper || facts.GetProperty("createdb").GetBoolean(), facts.GetProperty("standby").GetBoolean(), facts.GetProperty("bytes").GetInt64(),
            facts.GetProperty("locks").GetInt64(), facts.GetProperty("relations").GetInt64());
    }

    /// <summary>An answer that is a JSON object; null for any other.</summary>
    private static JsonDocument? ReadObject(string answer)
    {
        try
        {
            var told = JsonDocument.Parse(answer);
            if (told.RootElement.ValueKind == JsonValueKind.Object)
                return told;
            told.Dispose();
        }
        catch (JsonException)
        {
            // Some other text.
        }
        return null;
    }

    /// <summary>What keeps a whole and good dump of this database from being restored by this role on this server; null if nothing is known.</summary>
    public async Task<string?> FindHindranceAsync(CancellationToken cancellationToken) =>
        await client.TryAsync(database, Hindrances, cancellationToken) is { Problem: null, Output: { Length: > 0 } what } ? what : null;

    /// <summary>Why a restore failed, in one line. Where it names what this role cannot make, as an extension of a superuser's, that is the remedy.</summary>
    public async Task<string> ExplainRestoreAsync(CommandOutcome outcome, Facts facts, CancellationToken cancellationToken)
    {
        string? remedy = null;
        if (PostgresAnswer.IsVerdict(outcome.ExitCode, outcome.Errors) && await FindHindranceAsync(cancellationToken) is { } hindrance
            && outcome.Errors.Contains(hindrance.Split(',')[0].Split(' ')[^1], StringComparison.Ordinal))
        {
            remedy = $"it has the {hindrance}: {(facts.IsSuper ? "install it there" : "set UserName to a superuser for the restore")}";
        }
        return PostgresAnswer.Explain("pg_restore", outcome.ExitCode, outcome.Errors, remedy);
    }

    /// <summary>What to do where pg_dump failed: what the role may not read, or what the programs do not fit; null if nothing is known.</summary>
    public async Task<string?> FindRemedyAsync(Facts facts, CancellationToken cancellationToken)
    {
        if (await FindOldProgramAsync(facts, cancellationToken) is { } old)
            return old;
        var reply = await client.TryAsync(database, Unreadable, cancellationToken);
        if (reply.Problem is not null)
            return null;
        using var told = ReadObject(reply.Output);
        if (told is null)
            return null;
        var role = PostgresName.Identifier(facts.Role);
        var remedies = new List<string>();
        if (told.RootElement.GetProperty("table").GetString() is { } table)
        {
            const int knowsReaders = 14;
            remedies.Add($"{facts.Role} may not read {table}: " + (facts.Major >= knowsReaders ? $"GRANT pg_read_all_data TO {role}"
                : $"GRANT USAGE ON SCHEMA and SELECT ON ALL TABLES and ALL SEQUENCES IN SCHEMA of each schema TO {role}"));
        }
        if (told.RootElement.GetProperty("rows").GetString() is { } rows)
            remedies.Add($"{rows} has row security, and {facts.Role} may not see all of its rows: ALTER ROLE {role} BYPASSRLS");
        if (told.RootElement.GetProperty("object") is { ValueKind: JsonValueKind.Number } large)
        {
            remedies.Add($"large object {large.GetInt64()} is another role's: set UserName to its owner or a superuser, "
                + $"or GRANT SELECT ON LARGE OBJECT … TO {role} for each");
        }
        return remedies.Count == 0 ? null : string.Join("; ", remedies);
    }

    /// <summary>The remedy where pg_dump is older than the server, which it then refuses; null if it is not.</summary>
    public static async Task<string?> FindOldProgramAsync(Facts facts, CancellationToken cancellationToken) =>
        await FindProgramMajorAsync(cancellationToken) is { } program && program < facts.Major
            ? $"the server is version {facts.Major}, pg_dump {program}: apt install postgresql-client-{facts.Major} (of apt.postgresql.org)"
            : null;

    /// <summary>The version of the programs here, or null.</summary>
    public static async Task<int?> FindProgramMajorAsync(CancellationToken cancellationToken) =>
        await ExternalCommand.RunAsync("pg_dump", ["--version"], cancellationToken) is { ExitCode: 0, Output: var text }
        && int.TryParse(text.Split(' ').Select(w => w.Split('.')[0].Trim()).FirstOrDefault(w => w.Length > 0 && w.All(char.IsAsciiDigit)), out var major)
            ? major : null;
}
