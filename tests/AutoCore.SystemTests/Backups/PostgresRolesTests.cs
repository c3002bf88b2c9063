using AutoCore.Testing;

namespace AutoCore.SystemTests.Backups;

/// <summary>A restore by a role that is no superuser, of what other roles own, beside programs that hold on, and of what cannot be dropped at once.</summary>
public sealed class PostgresRolesTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private PostgresServer server = null!;

    public async ValueTask InitializeAsync() => server = await PostgresServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Restore_ByAMemberOfTheOwner_MayMakeWhatIsInSchemaPublic()
    {
        await AskAsync("postgres", "CREATE ROLE shop LOGIN", "CREATE ROLE autocore LOGIN CREATEDB PASSWORD 'x'",
            "GRANT pg_read_all_data, shop TO autocore", "CREATE DATABASE shop OWNER shop");
        await AskAsync("shop", "SET ROLE shop; CREATE TABLE t AS SELECT generate_series(1, 10) g");
        var settings = Configure("autocore");
        Assert.Contains((await SucceedAsync(settings, "backup")).Output, l => l.EndsWith("10 rows", StringComparison.Ordinal));
        await AskAsync("shop", "DELETE FROM t");

        await SucceedAsync(settings, "restore", Newest());

        Assert.Equal("10|shop", await server.AskAsync("shop", "SELECT count(*), min(tableowner) FROM t, pg_tables WHERE tablename = 't'"));
    }

    [Fact]
    public async Task Backup_ByARoleWithoutTheOwnersRights_SaysThatItCannotRestoreIt()
    {
        await AskAsync("postgres", "CREATE ROLE autocore LOGIN CREATEDB PASSWORD 'x'", "GRANT pg_read_all_data TO autocore", "CREATE DATABASE shop");
        await AskAsync("shop", "CREATE TABLE t AS SELECT generate_series(1, 10) g");

        var made = await SucceedAsync(Configure("autocore"), "backup");

        Assert.Contains(made.Output, l => l.Contains("tried out without owners", StringComparison.Ordinal)
            && l.Contains("GRANT \"postgres\" TO \"autocore\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Restore_DatabaseWithASubscription_LeavesNoneBehindHoweverOften()
    {
        await AskAsync("postgres", "CREATE DATABASE shop");
        await AskAsync("shop", "CREATE TABLE t AS SELECT 1 AS one",
            "CREATE SUBSCRIPTION \"s-1\" CONNECTION 'host=127.0.0.1 port=9 dbname=x' PUBLICATION p WITH (connect = false, slot_name = 's_1')");
        var settings = Configure("postgres");
        await SucceedAsync(settings, "backup");
        // As an earlier restore left it.
        await SucceedAsync(settings, "restore", Newest());
        var kept = await server.AskAsync("postgres", "SELECT datname FROM pg_database WHERE datname LIKE 'autocore_before_%'");
        var aside = kept.Replace("_before_", "_aside_", StringComparison.Ordinal);
        await AskAsync("postgres", $"ALTER DATABASE \"{kept}\" RENAME TO \"{aside}\"");
        await SucceedAsync(settings, "restore", Newest());

        var undo = (await SucceedAsync(settings, "restore", Newest())).Output
            .Single(l => l.StartsWith("to undo: autocore restore ", StringComparison.Ordinal)).Split(' ')[^1];
        await SucceedAsync(settings, "restore", undo);

        Assert.Equal(kept, await server.AskAsync("postgres", "SELECT string_agg(datname, ' ') FROM pg_database WHERE datname LIKE 'autocore%'"));
        Assert.Equal("s-1", await server.AskAsync("shop", "SELECT subname FROM pg_subscription s JOIN pg_database d ON d.oid = subdbid AND datname = 'shop'"));
    }

    [Fact]
    public async Task Restore_LargeObjectOfARoleThatIsGone_NamesTheRole()
    {
        await AskAsync("postgres", "CREATE ROLE boss", "CREATE ROLE clerk", "CREATE DATABASE shop");
        await AskAsync("shop", "SELECT lo_from_bytea(4711, 'abc')", "ALTER LARGE OBJECT 4711 OWNER TO boss", "GRANT SELECT ON LARGE OBJECT 4711 TO clerk");
        var settings = Configure("postgres");
        await SucceedAsync(settings, "backup");
        await AskAsync("postgres", "DROP DATABASE shop", "DROP ROLE boss", "DROP ROLE clerk");

        var refused = await RunAsync(settings, "restore", Newest());

        Assert.Contains(refused.Errors, e => e.Contains("CREATE ROLE \"boss\"; CREATE ROLE \"clerk\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("LATIN1", "LATIN1")]
    [InlineData("LATIN1", "UTF8")]
    [InlineData("SQL_ASCII", "SQL_ASCII")]
    public async Task Restore_RoleWithLimitsAndACommentThatIsNotAscii_BringsItBack(string encoding, string told)
    {
        await AskAsync("postgres", $"CREATE DATABASE shop TEMPLATE template0 ENCODING '{encoding}' LC_COLLATE 'C' LC_CTYPE 'C'",
            $"ALTER DATABASE shop SET client_encoding = '{told}'", "CREATE ROLE autocore LOGIN SUPERUSER PASSWORD 'x'");
        await AskAsync("shop", "CREATE TABLE t AS SELECT 1 AS one", @"COMMENT ON DATABASE shop IS E'Cora\xe7\xe3o'");
        // Counting takes longer than this.
        await AskAsync("postgres", "ALTER ROLE autocore SET statement_timeout = '30ms'", "ALTER ROLE autocore SET lock_timeout = '1ms'");
        const string ask = "SELECT encode(convert_to(description, getdatabaseencoding()), 'hex') FROM pg_shdescription JOIN pg_database d ON d.oid = objoid "
            + "WHERE datname = 'shop'";
        var before = await server.AskAsync("shop", ask);
        var settings = Configure("autocore");
        await SucceedAsync(settings, "backup");

        await SucceedAsync(settings, "restore", Newest());

        Assert.Equal(before, await server.AskAsync("shop", ask));
    }

    [Fact]
    public async Task Restore_InPlaceBesideAReader_LetsOthersPassAndIsDoneOnceItHasEnded()
    {
        await AskAsync("postgres", "CREATE ROLE shop LOGIN PASSWORD 'x'", "CREATE DATABASE shop OWNER shop");
        await AskAsync("shop", "SET ROLE shop; CREATE TABLE t AS SELECT generate_series(1, 10) g");
        var settings = Configure("shop");
        await SucceedAsync(settings, "backup");
        await AskAsync("shop", "DELETE FROM t");
        await using var reader = new ChildProcess(server.Client("psql", "-d", "shop"));
        await reader.Input.WriteLineAsync("BEGIN; SELECT count(*) FROM t;");
        await reader.Input.FlushAsync();
        await Eventually.TrueAsync(async () => await WaitingAsync("state = 'idle in transaction'"));

        var restoring = RunAsync(settings, "restore", Newest());
        await Eventually.TrueAsync(async () => await WaitingAsync("wait_event_type = 'Lock' AND application_name LIKE 'autocore-%'"));
        // It would wait for the reader without end, and this behind it.
        Assert.Equal("0", await server.AskAsync("shop", "SELECT count(*) FROM t"));
        await reader.Input.WriteLineAsync("COMMIT;");
        await reader.Input.FlushAsync();

        var restored = await restoring;
        Assert.True(restored.ExitCode == 0, string.Join('\n', restored.Errors));
        Assert.Equal("10", await server.AskAsync("shop", "SELECT count(*) FROM t"));
    }

    private async Task<bool> WaitingAsync(string how) =>
        await server.AskAsync("postgres", $"SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = 'shop' AND {how}") == "t";

    private async Task AskAsync(string database, params string[] statements)
    {
        foreach (var statement in statements)
            await server.AskAsync(database, statement);
    }

    private string Newest() => Path.GetFileName(Directory.EnumerateFiles(folder["data/backups"], "shop-*.dump").Order(StringComparer.Ordinal).Last());

    private string Configure(string role) => folder.Write("appsettings.json", $$"""
        { "AutoCore": {
            "DataDirectory": "{{folder["data"]}}", "SdCard": { "Size": 16 },
            "Backups": { "Sources": [ {
                "Name": "shop", "Type": "postgres", "Database": "shop", "Host": "127.0.0.1", "Port": {{server.Port}}, "UserName": "{{role}}",
                "PasswordKey": "SHOP_PASSWORD"
            } ] }
        } }
        """);

    private async Task<CommandResult> SucceedAsync(string settings, params string[] command)
    {
        var result = await RunAsync(settings, command);
        Assert.True(result.ExitCode == 0, string.Join('\n', result.Output.Concat(result.Errors)));
        return result;
    }

    private async Task<CommandResult> RunAsync(string settings, params string[] command)
    {
        if (!File.Exists(folder["data/autocore.db"]))
        {
            await using var daemon = AutoCoreProcess.Start(["run", "--config", settings]);
            await daemon.WaitForLineAsync("Ready");
            daemon.Terminate();
            await daemon.WaitForExitAsync();
        }
        var isOwners = (await File.ReadAllTextAsync(settings)).Contains("\"UserName\": \"postgres\"", StringComparison.Ordinal);
        var password = isOwners ? PostgresServer.Password : "x";
        await using var process = AutoCoreProcess.Start([.. command, "--config", settings], new Dictionary<string, string> { ["SHOP_PASSWORD"] = password });
        process.Input.Close();
        var exitCode = await process.WaitForExitAsync(TimeSpan.FromMinutes(5));
        return new(exitCode, process.Output, process.Errors);
    }
}
