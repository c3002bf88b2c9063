using AutoCore.Testing;

namespace AutoCore.SystemTests.Backups;

/// <summary>What goes wrong beside a good dump: programs that are killed, subscriptions and replication slots that do not follow a name, odd names.</summary>
public sealed class PostgresObstacleTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private PostgresServer server = null!;

    private string Backups => folder["data/backups"];

    public async ValueTask InitializeAsync() => server = await PostgresServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData("autocore_scratch", "kill -9 $$", "pg_restore was killed (signal 9)")]
    [InlineData("autocore_scratch", "echo 'pg_restore: error: server closed the connection unexpectedly' >&2; exit 1", "server closed the connection")]
    public async Task Backup_TrialThatIsCutShort_SaysNothingOfTheDump(string at, string what, string reason)
    {
        await AskAsync("postgres", "CREATE DATABASE shop");
        await AskAsync("shop", "CREATE TABLE t AS SELECT generate_series(1, 100) g");

        var made = await SucceedAsync(Instead(at, what), "backup");

        Assert.Contains(made.Output, l => l.Contains(": verified", StringComparison.Ordinal)
            && l.Contains("the trial was cut short: ", StringComparison.Ordinal) && l.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_ReaderThatIsKilled_CallsNoDumpDamaged()
    {
        await AskAsync("postgres", "CREATE DATABASE shop");
        await AskAsync("shop", "CREATE TABLE t AS SELECT generate_series(1, 100) g");
        await SucceedAsync("", "backup");
        var path = Instead("data-only", "kill -9 $$");

        foreach (var command in new[] { new[] { "backup", "verify" }, ["restore", Newest()] })
        {
            var cut = await RunAsync(path, command);
            Assert.Equal(1, cut.ExitCode);
            Assert.Contains(cut.Errors, e => e.Contains("was not read to its end: pg_restore was killed (signal 9)", StringComparison.Ordinal));
            Assert.DoesNotContain(cut.Output.Concat(cut.Errors), l => l.Contains("damaged", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Restore_EnabledSubscriptionWhosePublisherIsAway_IsRefusedBeforeAnythingIsMade()
    {
        await AskAsync("postgres", "CREATE DATABASE shop");
        await AskAsync("shop", "CREATE TABLE t AS SELECT 1 AS one",
            "CREATE SUBSCRIPTION \"s-1\" CONNECTION 'host=127.0.0.1 port=9 dbname=x' PUBLICATION p WITH (connect = false, slot_name = 's_1')",
            "ALTER SUBSCRIPTION \"s-1\" ENABLE");
        await SucceedAsync("", "backup");

        var refused = await RunAsync("", "restore", Newest());

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(refused.Errors, e => e.Contains("ALTER SUBSCRIPTION \"s-1\" DISABLE", StringComparison.Ordinal));
        Assert.Equal("0", await server.AskAsync("postgres", "SELECT count(*) FROM pg_database WHERE datname LIKE 'autocore%'"));

        await AskAsync("shop", "ALTER SUBSCRIPTION \"s-1\" DISABLE");
        await SucceedAsync("", "restore", Newest());
        // It would go on to fill the database that is kept.
        await AskAsync("shop", "ALTER SUBSCRIPTION \"s-1\" ENABLE");
        var note = Path.GetFileName(Directory.EnumerateFiles(Path.Combine(Backups, "pre_restore"), "*.kept").Single());
        var again = await RunAsync("", "restore", $"pre_restore/{note}");
        Assert.Contains(again.Errors, e => e.Contains("ALTER SUBSCRIPTION \"s-1\" DISABLE", StringComparison.Ordinal));

        var verified = await RunAsync("", "backup", "verify", $"pre_restore/{note}");
        Assert.Contains(verified.Errors, e => e.Contains("is no backup: the database from before", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Restore_SubscriptionsAndAnEventTriggerThatRefusesEverything_LeaveNothingBehind()
    {
        await AskAsync("postgres", "CREATE DATABASE shop");
        await AskAsync("shop", "CREATE TABLE t AS SELECT 1 AS one",
            "CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1 port=9 dbname=x' PUBLICATION p WITH (connect = false)",
            "CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''not here''; END'",
            "CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION f()");
        await SucceedAsync("", "backup");

        await SucceedAsync("", "restore", Newest());
        var restored = await SucceedAsync("", "restore", Newest());

        Assert.DoesNotContain(restored.Output, l => l.Contains("takes room", StringComparison.Ordinal));
        Assert.Equal("1", await server.AskAsync("postgres", "SELECT count(*) FROM pg_database WHERE datname LIKE 'autocore%'"));
    }

    [Fact]
    public async Task Restore_ReplicationSlots_AreNamedSinceTheyStayWithTheDatabaseBefore()
    {
        await AskAsync("postgres", "CREATE DATABASE shop", "ALTER SYSTEM SET wal_level = logical");
        await AskAsync("shop", "CREATE TABLE t AS SELECT 1 AS one");
        await server.CrashAsync();
        await server.RunAsync();
        await AskAsync("shop", "SELECT pg_create_logical_replication_slot('cdc', 'pgoutput')");
        await SucceedAsync("", "backup");

        var restored = await SucceedAsync("", "restore", Newest());

        Assert.Contains(restored.Output, l => l.StartsWith("replication slots stay with autocore_before_", StringComparison.Ordinal)
            && l.Contains(": cdc: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Restore_NamesWithEndsOfLinesAndPrivilegesThatOthersGave_IsProvenAndEqual()
    {
        await AskAsync("postgres", "CREATE ROLE app", "CREATE ROLE \"Clerk 1\"", "CREATE DATABASE shop",
            "GRANT CONNECT ON DATABASE shop TO app WITH GRANT OPTION",
            "SET ROLE app; GRANT CONNECT ON DATABASE shop TO \"Clerk 1\"");
        await AskAsync("shop", "CREATE TABLE \"two\nlines \"\"of\" (\"price\n(EUR)\" text)",
            "INSERT INTO \"two\nlines \"\"of\" VALUES ('a'), ('b'), (E'\\\\.')");
        var before = await DumpAsync();

        var made = await SucceedAsync("", "backup");
        Assert.Contains(made.Output, l => l.EndsWith(", 3 rows", StringComparison.Ordinal));
        await SucceedAsync("", "restore", Newest());

        Assert.Equal(before, await DumpAsync());
    }

    private async Task AskAsync(string database, params string[] statements)
    {
        foreach (var statement in statements)
            await server.AskAsync(database, statement);
    }

    private async Task<string> DumpAsync()
    {
        var dump = await Programs.RunAsync(server.Client("pg_dump", "--create", "-d", "shop"));
        return string.Join('\n', dump.Split('\n').Where(l => l is not (['\\', 'r', ..] or ['\\', 'u', ..])));
    }

    private string Newest() => Path.GetFileName(Directory.EnumerateFiles(Backups, "shop-*.dump").Order(StringComparer.Ordinal).Last());

    /// <summary>A PATH on which pg_restore does something else where one of its arguments holds a word.</summary>
    private string Instead(string word, string what)
    {
        var program = folder.Write("bin/pg_restore", $"#!/bin/sh\ncase \"$*\" in *{word}*) {what} ;; esac\nexec /usr/bin/pg_restore \"$@\"\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return $"{Path.GetDirectoryName(program)}:";
    }

    private async Task<CommandResult> SucceedAsync(string path, params string[] command)
    {
        var result = await RunAsync(path, command);
        Assert.True(result.ExitCode == 0, string.Join('\n', result.Output.Concat(result.Errors)));
        return result;
    }

    /// <summary>Runs a command.</summary>
    /// <param name="path">What comes before the other folders of PATH.</param>
    /// <param name="command">The command.</param>
    private async Task<CommandResult> RunAsync(string path, params string[] command)
    {
        var settings = folder.Write("appsettings.json", $$"""
            { "AutoCore": {
                "DataDirectory": "{{folder["data"]}}", "SdCard": { "Size": 16 },
                "Backups": { "Sources": [ {
                    "Name": "shop", "Type": "postgres", "Database": "shop", "Host": "127.0.0.1", "Port": {{server.Port}}, "UserName": "postgres",
                    "PasswordKey": "SHOP_PASSWORD"
                } ] }
            } }
            """);
        if (!File.Exists(folder["data/autocore.db"]))
        {
            await using var daemon = AutoCoreProcess.Start(["run", "--config", settings]);
            await daemon.WaitForLineAsync("Ready");
            daemon.Terminate();
            await daemon.WaitForExitAsync();
        }
        await using var process = AutoCoreProcess.Start([.. command, "--config", settings], new Dictionary<string, string>
        {
            ["SHOP_PASSWORD"] = PostgresServer.Password,
            ["PATH"] = $"{path}{Environment.GetEnvironmentVariable("PATH")}",
        });
        process.Input.Close();
        var exitCode = await process.WaitForExitAsync(TimeSpan.FromMinutes(5));
        return new(exitCode, process.Output, process.Errors);
    }
}
