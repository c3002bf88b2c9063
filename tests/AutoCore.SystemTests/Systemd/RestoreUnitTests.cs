namespace AutoCore.SystemTests.Systemd;

/// <summary><c>autocore restore --stop</c> by root, beside the service under systemd.</summary>
public sealed class RestoreUnitTests
{
    private const string Own = "/var/lib/autocore/autocore.db";
    private const string Gateway = "/srv/gateway/gateway.db";

    [Fact]
    public async Task Restore_Stop_PutsTheBackupInPlaceStartsTheServiceAndCanBeUndone()
    {
        await using var machine = await Machine.StartWithPackageAsync();
        var before = await machine.ShowAsync("MainPID");
        await machine.RunAsync("autocore backup");
        await AddAsync(machine, Own, "added later");

        var refused = await machine.TryAsync($"autocore restore {await NewestAsync(machine, "autocore")}");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("--stop", Assert.Single(refused.Errors), StringComparison.Ordinal);
        Assert.Equal("active", await machine.ShowAsync("ActiveState"));

        var done = await machine.RunAsync($"autocore restore {await NewestAsync(machine, "autocore")} --stop");
        Assert.False(await HasAsync(machine, Own, "added later"));
        Assert.Equal("active", await machine.ShowAsync("ActiveState"));
        Assert.NotEqual(before, await machine.ShowAsync("MainPID"));
        Assert.Equal("autocore:autocore", await machine.RunAsync($"stat -c %U:%G {Own}"));

        // The undo as the restore printed it.
        await machine.RunAsync($"autocore restore {done[done.IndexOf("pre_restore/", StringComparison.Ordinal)..].Split('\n')[0]} --stop");
        Assert.True(await HasAsync(machine, Own, "added later"));
        Assert.Equal("active", await machine.ShowAsync("ActiveState"));
    }

    [Fact]
    public async Task Restore_FileThatIsNotThere_LeavesTheServiceRunning()
    {
        await using var machine = await Machine.StartWithPackageAsync();

        var refused = await machine.TryAsync("autocore restore autocore-20200101T000000Z.db.gz --stop");

        Assert.Equal(1, refused.ExitCode);
        Assert.Equal("active", await machine.ShowAsync("ActiveState"));
    }

    [Fact]
    public async Task Restore_AnotherProgramsDatabase_StaysThatProgramsAndTheDaemonsFilesTheDaemons()
    {
        await using var machine = await Machine.StartWithPackageAsync();
        await machine.RunAsync("useradd -r gateway && usermod -aG gateway autocore && install -d -o gateway -g gateway -m 2770 /srv/gateway");
        await AddAsync(machine, Gateway, "there", "gateway");
        await machine.RunAsync($"chmod 660 {Gateway}*");
        machine.Write("/etc/autocore/appsettings.json",
            $$"""{ "AutoCore": { "Backups": { "Sources": [ { "Name": "gateway", "Type": "sqlite", "Path": "{{Gateway}}" } ] } } }""");
        machine.Write("/etc/systemd/system/autocore-daemon.service.d/test.conf", "[Service]\nReadWritePaths=/srv/gateway\n");
        await machine.RunAsync("systemctl daemon-reload && systemctl restart autocore-daemon && autocore backup");
        await AddAsync(machine, Gateway, "added later", "gateway");

        await machine.RunAsync($"autocore restore {await NewestAsync(machine, "gateway")} --stop");

        Assert.False(await HasAsync(machine, Gateway, "added later"));
        Assert.True(await HasAsync(machine, Gateway, "there"));
        Assert.Equal("gateway:gateway 660", await machine.RunAsync($"stat -c '%U:%G %a' {Gateway}"));
        Assert.Empty(await machine.RunAsync("find /var/lib/autocore /run/autocore -not -user autocore"));
        // The own one is restored as the daemon's user, which writes to the same folder.
        await machine.RunAsync($"autocore restore {await NewestAsync(machine, "autocore")} --stop");
        Assert.Equal("active", await machine.ShowAsync("ActiveState"));
    }

    private static Task<string> NewestAsync(Machine machine, string source) =>
        machine.RunAsync($"autocore backup list | grep ^{source}- | head -1 | cut -d' ' -f1");

    private static async Task AddAsync(Machine machine, string database, string text, string user = "autocore") => await machine.RunAsync(
        $"setpriv --reuid {user} --regid {user} --init-groups python3 -c \"import sqlite3; c = sqlite3.connect('{database}', timeout=30); c.execute('CREATE TABLE IF NOT EXISTS mark (text)'); c.execute('INSERT INTO mark VALUES (?)', ('{text}',)); c.commit()\"");

    private static async Task<bool> HasAsync(Machine machine, string database, string text) => await machine.RunAsync(
        $"python3 -c \"import sqlite3; c = sqlite3.connect('file:{database}?mode=ro', uri=True, timeout=30); print(c.execute('SELECT count(*) FROM sqlite_schema WHERE name = ?', ('mark',)).fetchone()[0] and c.execute('SELECT count(*) FROM mark WHERE text = ?', ('{text}',)).fetchone()[0])\"") != "0";
}
