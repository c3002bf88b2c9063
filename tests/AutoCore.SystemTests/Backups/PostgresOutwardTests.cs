using AutoCore.Testing;

namespace AutoCore.SystemTests.Backups;

/// <summary>A server as others have set it up: in Spanish, with a role that may little, other encodings, many partitions, programs that hold on.</summary>
public sealed class PostgresOutwardTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private PostgresServer server = null!;

    private string Backups => folder["data/backups"];

    public async ValueTask InitializeAsync() => server = await PostgresServer.StartAsync(spanish: true);

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Backup_RoleThatMayReachItsOwnDatabaseAlone_IsReadWholeAndReplacedInPlace()
    {
        await AskAsync("postgres", "CREATE ROLE reader LOGIN PASSWORD 'reader'", "CREATE DATABASE shop OWNER reader",
            "REVOKE CONNECT ON DATABASE postgres FROM PUBLIC");
        await AskAsync("shop", "SET ROLE reader; CREATE TABLE t AS SELECT generate_series(1, 100) g");
        await server.AdmitAsync("host shop reader 127.0.0.1/32 scram-sha-256");
        var settings = Configure("shop", "reader");

        var made = await SucceedAsync(settings, "reader", "backup");
        Assert.Contains(made.Output, l => l.Contains("100 rows; read: not tried out: the role may not make", StringComparison.Ordinal));

        await AskAsync("shop", "DELETE FROM t");
        var restored = await SucceedAsync(settings, "reader", "restore", Newest());
        Assert.Equal("100", await server.AskAsync("shop", "SELECT count(*) FROM t"));
        await SucceedAsync(settings, "reader", "restore", UndoOf(restored));
        Assert.Equal("0", await server.AskAsync("shop", "SELECT count(*) FROM t"));
    }

    [Theory]
    [InlineData("CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f()",
        "event trigger e", 0)]
    [InlineData("CREATE FOREIGN DATA WRAPPER w", "foreign-data wrapper w", 0)]
    [InlineData(
        "CREATE FUNCTION h(int) RETURNS bool LANGUAGE sql AS 'SELECT count(*) > 0 FROM t'; CREATE TABLE c(i int CHECK (h(i))); INSERT INTO c VALUES (1)",
        "it cannot be restored as it is", 3)]
    public async Task Backup_DumpThatTheRoleCannotRestore_IsKeptAndSaysWhy(string sql, string reason, int exitCode)
    {
        await AskAsync("postgres", "CREATE ROLE reader LOGIN CREATEDB PASSWORD 'reader'", "GRANT pg_read_all_data TO reader", "CREATE DATABASE shop");
        await AskAsync("shop", "CREATE TABLE t AS SELECT generate_series(1, 100) g", sql);
        var settings = Configure("shop", "reader");

        var made = await RunAsync(settings, "reader", "backup");

        Assert.Contains(made.Output, l => l.Contains("read: not tried out: ", StringComparison.Ordinal) && l.Contains(reason, StringComparison.Ordinal));
        Assert.Equal(exitCode == 0, made.ExitCode == 0);
        Assert.Equal(exitCode == 0 ? 0 : 1, Directory.GetFiles(Backups, "shop-*.partial.dump").Length);
        Assert.Equal(0, (await RunAsync(settings, "reader", "backup", "verify")).ExitCode);
        Assert.Equal("0", await server.AskAsync("postgres", "SELECT count(*) FROM pg_database WHERE datname LIKE 'autocore%'"));
    }

    [Theory]
    [InlineData("SELECT lo_from_bytea(0, 'abc')", "large object")]
    [InlineData("ALTER TABLE t ENABLE ROW LEVEL SECURITY", "BYPASSRLS")]
    [InlineData("REVOKE pg_read_all_data FROM reader", "GRANT pg_read_all_data")]
    public async Task Backup_WhatTheRoleMayNotRead_IsNamedWithItsOwnRemedy(string sql, string remedy)
    {
        await AskAsync("postgres", "CREATE ROLE reader LOGIN PASSWORD 'reader'", "GRANT pg_read_all_data TO reader", "CREATE DATABASE shop");
        await AskAsync("shop", "CREATE TABLE t AS SELECT generate_series(1, 100) g", sql);

        var refused = await RunAsync(Configure("shop", "reader"), "reader", "backup");

        Assert.Contains(refused.Errors, e => e.Contains(remedy, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("shop", "LATIN1", "chr(228)")]
    [InlineData("""Ta"b's -shop=x""", "SQL_ASCII", "convert_from('\\xe4'::bytea, 'SQL_ASCII')")]
    public async Task Restore_OtherEncoding_BringsTheDatabaseBackAsItWas(string database, string encoding, string character)
    {
        var quoted = $"\"{database.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        await AskAsync("postgres", "CREATE ROLE owner LOGIN", "CREATE ROLE \"Reader-1\"",
            $"CREATE DATABASE {quoted} OWNER owner TEMPLATE template0 ENCODING '{encoding}' LC_COLLATE 'C' LC_CTYPE 'C'");
        await AskAsync(database, "CREATE SCHEMA app AUTHORIZATION owner", $"CREATE TABLE app.t AS SELECT {character} AS c FROM generate_series(1, 20)",
            "ALTER TABLE app.t OWNER TO owner", "CREATE UNLOGGED TABLE app.u AS SELECT 1 AS one", "GRANT SELECT ON app.t TO \"Reader-1\"",
            $"ALTER DATABASE {quoted} SET search_path = app, public", $"ALTER DATABASE {quoted} SET default_transaction_read_only = on");
        await AskAsync("postgres", $"ALTER ROLE owner IN DATABASE {quoted} SET work_mem = '9MB'", $"COMMENT ON DATABASE {quoted} IS 'it''s mine'",
            $"REVOKE CONNECT ON DATABASE {quoted} FROM PUBLIC", $"GRANT CONNECT ON DATABASE {quoted} TO \"Reader-1\"",
            $"ALTER DATABASE {quoted} CONNECTION LIMIT 7");
        var settings = Configure(database, "postgres");
        await SucceedAsync(settings, PostgresServer.Password, "backup");
        var before = await DumpAsync(database);

        await AskAsync("postgres", $"DROP DATABASE {quoted}");
        await SucceedAsync(settings, PostgresServer.Password, "restore", Newest());
        Assert.Equal(before, await DumpAsync(database));
        Assert.Equal("20", await server.AskAsync(database, "SELECT count(*) FROM t"));

        await AskAsync(database, "BEGIN READ WRITE; DROP TABLE app.u; COMMIT");
        var changed = await DumpAsync(database);
        var undo = UndoOf(await SucceedAsync(settings, PostgresServer.Password, "restore", Newest()));
        Assert.Equal(before, await DumpAsync(database));
        await SucceedAsync(settings, PostgresServer.Password, "restore", undo);
        Assert.Equal(changed, await DumpAsync(database));
        await SucceedAsync(settings, PostgresServer.Password, "restore", undo);
        Assert.Equal(before, await DumpAsync(database));

        await AskAsync("postgres", $"DROP DATABASE {quoted}", $"DROP DATABASE {await KeptAsync()}", "DROP OWNED BY \"Reader-1\"; DROP ROLE \"Reader-1\"");
        var refused = await RunAsync(settings, PostgresServer.Password, "restore", Newest());
        Assert.Contains(refused.Errors, e => e.Contains("CREATE ROLE \"Reader-1\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Restore_FourThousandPartitions_IsEqual()
    {
        await AskAsync("postgres", "CREATE DATABASE shop");
        await AskAsync("shop", "CREATE TABLE m(ts int, v text) PARTITION BY RANGE (ts); CREATE INDEX ON m(ts)");
        for (var at = 0; at < 4000; at += 250)
        {
            await AskAsync("shop", $"DO $$ BEGIN FOR i IN {at}..{at + 249} LOOP "
                + "EXECUTE format('CREATE TABLE m_%s PARTITION OF m FOR VALUES FROM (%s) TO (%s)', i, i, i + 1); END LOOP; END $$");
        }
        await AskAsync("shop", "INSERT INTO m SELECT i, 'x' FROM generate_series(0, 3999) i");
        // Each partition takes the longer the more there are: a trial would take as long as the restore.
        var settings = Configure("shop", "postgres", "read");
        Assert.Contains((await SucceedAsync(settings, PostgresServer.Password, "backup")).Output, l => l.EndsWith("4000 rows", StringComparison.Ordinal));
        await SucceedAsync(settings, PostgresServer.Password, "backup", "verify");
        var before = await DumpAsync("shop");
        await AskAsync("shop", "DELETE FROM m");

        await SucceedAsync(settings, PostgresServer.Password, "restore", Newest());

        Assert.Equal(before, await DumpAsync("shop"));
    }

    [Fact]
    public async Task Restore_ProgramHoldsTheDatabase_IsDoneOnceItDoesNothing()
    {
        await AskAsync("postgres", "CREATE DATABASE shop");
        await AskAsync("shop", "CREATE TABLE t AS SELECT generate_series(1, 100) g");
        var settings = Configure("shop", "postgres");
        await SucceedAsync(settings, PostgresServer.Password, "backup");
        await AskAsync("shop", "DELETE FROM t");
        await using var program = new ChildProcess(server.Client("psql", "-d", "shop"));
        await SayAsync(program, "BEGIN; SELECT 1;");
        await Eventually.TrueAsync(async () => await SessionsAsync("AND state = 'idle in transaction'") == "1");

        var refused = await RunAsync(settings, PostgresServer.Password, "restore", Newest());
        Assert.Contains(refused.Errors, e => e.Contains("in use by psql (postgres, process", StringComparison.Ordinal));
        Assert.Equal("0", await server.AskAsync("shop", "SELECT count(*) FROM t"));
        Assert.Equal("0", await server.AskAsync("postgres", "SELECT count(*) FROM pg_database WHERE datname LIKE 'autocore%'"));

        await SayAsync(program, "COMMIT;");
        await Eventually.TrueAsync(async () => await SessionsAsync("AND state = 'idle'") == "1");
        await SucceedAsync(settings, PostgresServer.Password, "restore", Newest());
        Assert.Equal("100", await server.AskAsync("shop", "SELECT count(*) FROM t"));
    }

    private static async Task SayAsync(ChildProcess program, string line)
    {
        await program.Input.WriteLineAsync(line);
        await program.Input.FlushAsync();
    }

    private Task<string> SessionsAsync(string more = "") => server.AskAsync("postgres", $"SELECT count(*) FROM pg_stat_activity WHERE datname = 'shop' {more}");

    private async Task AskAsync(string database, params string[] statements)
    {
        foreach (var statement in statements)
            await server.AskAsync(database, statement);
    }

    private Task<string> KeptAsync() => server.AskAsync("postgres", "SELECT quote_ident(datname) FROM pg_database WHERE datname LIKE 'autocore_before%'");

    /// <summary>Everything that a database is, its own properties among it, without the random words of newer programs.</summary>
    private async Task<string> DumpAsync(string database)
    {
        var dump = await Programs.RunAsync(server.Client("pg_dump", "--create", "-d", PostgresServer.Connection(database)));
        return string.Join('\n', dump.Split('\n').Where(l => l is not (['\\', 'r', ..] or ['\\', 'u', ..])));
    }

    private string Newest() => Path.GetFileName(Directory.EnumerateFiles(Backups, "shop-*.dump").Order(StringComparer.Ordinal).Last());

    private static string UndoOf(CommandResult restored) =>
        restored.Output.Single(l => l.StartsWith("to undo: autocore restore ", StringComparison.Ordinal)).Split(' ')[^1];

    private string Configure(string database, string role, string proof = "auto") => folder.Write("appsettings.json", $$"""
        { "AutoCore": {
            "DataDirectory": "{{folder["data"]}}", "SdCard": { "Size": 16 },
            "Backups": { "Sources": [ {
                "Name": "shop", "Type": "postgres", "Database": "{{database.Replace("\"", "\\\"", StringComparison.Ordinal)}}", "Host": "127.0.0.1",
                "Port": {{server.Port}}, "UserName": "{{role}}", "PasswordKey": "SHOP_PASSWORD", "Proof": "{{proof}}"
            } ] }
        } }
        """);

    private async Task<CommandResult> SucceedAsync(string settings, string password, params string[] command)
    {
        var result = await RunAsync(settings, password, command);
        Assert.True(result.ExitCode == 0, string.Join('\n', result.Output.Concat(result.Errors)));
        return result;
    }

    private async Task<CommandResult> RunAsync(string settings, string password, params string[] command)
    {
        if (!File.Exists(folder["data/autocore.db"]))
        {
            await using var daemon = AutoCoreProcess.Start(["run", "--config", settings]);
            await daemon.WaitForLineAsync("Ready");
            daemon.Terminate();
            await daemon.WaitForExitAsync();
        }
        await using var process = AutoCoreProcess.Start([.. command, "--config", settings], new Dictionary<string, string> { ["SHOP_PASSWORD"] = password });
        process.Input.Close();
        var exitCode = await process.WaitForExitAsync(TimeSpan.FromMinutes(5));
        return new(exitCode, process.Output, process.Errors);
    }
}
