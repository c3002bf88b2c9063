using AutoCore.Testing;

namespace AutoCore.SystemTests.Backups;

/// <summary>A real PostgreSQL with 200 MB: backed up under load, verified, restored; and what happens when it refuses or goes.</summary>
public sealed class PostgresBackupTests : IAsyncDisposable
{
    /// <summary>Every transaction of pgbench adds the same amount to all four: a copy of one moment has four equal sums.</summary>
    private const string Sums =
        "SELECT (SELECT sum(abalance) FROM pgbench_accounts), (SELECT sum(tbalance) FROM pgbench_tellers), (SELECT sum(bbalance) FROM pgbench_branches), (SELECT coalesce(sum(delta), 0) FROM pgbench_history)";

    private readonly TemporaryFolder folder = new();
    private PostgresServer? server;

    private string Backups => folder["data/backups"];

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Backup_UnderLoad_IsVerifiedAndRestoredAsOfOneMoment()
    {
        var settings = await PrepareAsync(scale: 14);
        var bytes = long.Parse(await server!.AskAsync("shop", "SELECT pg_database_size('shop')"), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(bytes, 200_000_000, 400_000_000);
        await using (var load = new ChildProcess(server.Client("pgbench", "-n", "-c", "2", "-T", "600", "shop")))
        {
            await Eventually.TrueAsync(async () => await server.AskAsync("shop", "SELECT count(*) > 50 FROM pgbench_history") == "t");
            var started = TimeProvider.System.GetTimestamp();
            var before = long.Parse(await server.AskAsync("shop", "SELECT count(*) FROM pgbench_history"), System.Globalization.CultureInfo.InvariantCulture);
            await SucceedAsync(settings, "backup");
            var during = long.Parse(await server.AskAsync("shop", "SELECT count(*) FROM pgbench_history"), System.Globalization.CultureInfo.InvariantCulture)
                - before;
            Assert.True(during > 0, "nothing was written during the backup");
            TestContext.Current.SendDiagnosticMessage(
                $"{bytes / 1e6:0} MB backed up and proven in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s, {during} transactions meanwhile; {new FileInfo(Newest()).Length / 1e6:0.0} MB");
        }
        await SucceedAsync(settings, "backup", "verify");
        Assert.Empty(Directory.EnumerateFiles(folder["data/run"], "pgpass*"));

        await server.AskAsync("shop", "DELETE FROM pgbench_accounts WHERE aid % 2 = 0; DROP TABLE pgbench_tellers");
        var restored = await SucceedAsync(settings, "restore", Path.GetFileName(Newest()));

        var sums = (await server.AskAsync("shop", Sums)).Split('|');
        Assert.Single(sums.Distinct());
        Assert.Equal("1400000", await server.AskAsync("shop", "SELECT count(*) FROM pgbench_accounts"));
        // What is left is the database from before, for the undo.
        var left = await server.AskAsync("postgres", "SELECT string_agg(datname, ' ') FROM pg_database WHERE datname LIKE 'autocore%'");
        Assert.Matches("^autocore_before_[^ ]+$", left);

        var undo = restored.Output.Single(l => l.StartsWith("to undo: autocore restore ", StringComparison.Ordinal)).Split(' ')[^1];
        await SucceedAsync(settings, "restore", undo);
        Assert.Equal("700000", await server.AskAsync("shop", "SELECT count(*) FROM pgbench_accounts"));
    }

    [Fact]
    public async Task Restore_DatabaseGone_IsMadeAgain()
    {
        var settings = await PrepareAsync(scale: 1);
        await SucceedAsync(settings, "backup");
        await server!.AskAsync("postgres", "DROP DATABASE shop");

        await SucceedAsync(settings, "restore", Path.GetFileName(Newest()));

        Assert.Equal("100000", await server.AskAsync("shop", "SELECT count(*) FROM pgbench_accounts"));
    }

    [Fact]
    public async Task Backup_WrongPassword_NamesItAndKeepsWhatIsThere()
    {
        var settings = await PrepareAsync(scale: 1);
        await SucceedAsync(settings, "backup");
        var before = Directory.GetFiles(Backups, "shop-*");

        var result = await RunAsync(settings, "wrong", "backup");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            result.Errors, e => e.Contains("password authentication failed", StringComparison.Ordinal) && e.Contains("PasswordKey", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Errors, e => e.Contains("wrong", StringComparison.Ordinal));
        Assert.Equal(before, Directory.GetFiles(Backups, "shop-*"));
    }

    /// <summary>What is being made; a run that takes the folder makes it anew, and in between it is not there.</summary>
    private FileInfo[] Incoming()
    {
        try
        {
            return new DirectoryInfo(Path.Combine(Backups, ".incoming")).GetFiles("shop-*");
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    [Fact]
    public async Task Backup_ServerGoneInTheMiddle_LeavesNoHalfAndKeepsTheOldOnes()
    {
        var settings = await PrepareAsync(scale: 14);
        await SucceedAsync(settings, "backup");
        var before = Directory.GetFiles(Backups, "shop-*");

        await using var backup = AutoCoreProcess.Start(["backup", "--config", settings], Secret(PostgresServer.Password));
        await Eventually.TrueAsync(() => Incoming().Any(f => f is { Exists: true, Length: > 100_000 }) || backup.HasExited);
        await server!.CrashAsync();
        var exitCode = await backup.WaitForExitAsync();

        Assert.Equal(2, exitCode);
        Assert.Contains(backup.Errors, e => e.Contains("shop", StringComparison.Ordinal) && e.Contains("server", StringComparison.Ordinal));
        Assert.Equal(before, Directory.GetFiles(Backups, "shop-*"));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(Backups, ".incoming"), "shop-*"));
        Assert.Equal(0, (await RunAsync(settings, PostgresServer.Password, "backup", "verify")).ExitCode);

        await server.RunAsync();
        await SucceedAsync(settings, "backup");
    }

    [Fact]
    public async Task Backup_RoleThatMayNotMakeDatabases_IsReadWholeAndSaysSo()
    {
        var settings = await PrepareAsync(scale: 1, role: "reader");
        await server!.AskAsync("postgres", "CREATE ROLE reader LOGIN PASSWORD 'reader'; GRANT pg_read_all_data TO reader");

        var result = await RunAsync(settings, "reader", "backup");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(result.Output, l => l.Contains("100011 rows", StringComparison.Ordinal) && l.Contains("CREATEDB", StringComparison.Ordinal));
    }

    private async Task<string> PrepareAsync(int scale, string role = "postgres")
    {
        server = await PostgresServer.StartAsync();
        await server.AskAsync("postgres", "CREATE DATABASE shop");
        await Programs.RunAsync(server.Client("pgbench", "-i", "-q", "-s", $"{scale}", "shop"));
        var settings = folder.Write("appsettings.json", $$"""
            { "AutoCore": {
                "DataDirectory": "{{folder["data"]}}", "SdCard": { "Size": 16 },
                "Backups": { "Sources": [ { "Name": "shop", "Type": "postgres", "Database": "shop", "Host": "127.0.0.1", "Port": {{server.Port}}, "UserName": "{{role}}", "PasswordKey": "SHOP_PASSWORD" } ] }
            } }
            """);
        await StartOnceAsync(settings);
        return settings;
    }

    /// <summary>The first start makes the own database, which every backup holds as well.</summary>
    private static async Task StartOnceAsync(string settings)
    {
        await using var daemon = AutoCoreProcess.Start(["run", "--config", settings]);
        await daemon.WaitForLineAsync("Ready");
        daemon.Terminate();
        await daemon.WaitForExitAsync();
    }

    private string Newest() => Directory.EnumerateFiles(Backups, "shop-*.dump").Order(StringComparer.Ordinal).Last();

    private static async Task<CommandResult> SucceedAsync(string settings, params string[] command)
    {
        var result = await RunAsync(settings, PostgresServer.Password, command);
        Assert.True(result.ExitCode == 0, string.Join('\n', result.Output.Concat(result.Errors)));
        return result;
    }

    private static async Task<CommandResult> RunAsync(string settings, string password, params string[] command)
    {
        await using var process = AutoCoreProcess.Start([.. command, "--config", settings], Secret(password));
        process.Input.Close();
        var exitCode = await process.WaitForExitAsync(TimeSpan.FromMinutes(5));
        return new(exitCode, process.Output, process.Errors);
    }

    private static Dictionary<string, string> Secret(string password) => new() { ["SHOP_PASSWORD"] = password };
}
