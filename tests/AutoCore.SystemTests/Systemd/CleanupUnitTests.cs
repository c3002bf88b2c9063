namespace AutoCore.SystemTests.Systemd;

/// <summary>What only root can clean: the daemon asks, the one-shot unit does its fixed list and nothing else.</summary>
public sealed class CleanupUnitTests
{
    private const string Settings = "/etc/autocore/appsettings.json";

    [Fact]
    public async Task CriticalLogs_AreCleanedByRootAndAuditedByTheDaemon()
    {
        await using var machine = await Machine.StartWithPackageAsync();
        await machine.RunAsync("systemctl stop autocore-daemon && mkdir -p /var/log/app && mount -t tmpfs -o size=32M,mode=755 tmpfs /var/log/app");
        await machine.RunAsync(
            "umask 077; for i in 1 2 3; do head -c 9M /dev/zero > /var/log/app/app.log.$i.gz; done; head -c 3M /dev/zero > /var/log/app/app.log");
        machine.Write(Settings, """
            { "AutoCore": {
                "DiskWatchdog": { "Interval": "00:00:01", "Mounts": [ "/var/log/app" ] },
                "LogRetention": { "Folders": [ "/var/log/app" ] }
            } }
            """);

        await machine.RunAsync("systemctl start autocore-daemon");

        await machine.WaitForAsync("test -z \"$(ls /var/log/app/*.gz 2>/dev/null)\"");
        Assert.Equal("/var/log/app/app.log", await machine.RunAsync("ls /var/log/app/*"));
        await machine.WaitForAsync("test $(grep -c 'delete rotated-logs 9437184 /var/log/app/app.log' /var/lib/autocore/audit.log) = 3");
        await machine.RunAsync("test ! -e /run/autocore/cleanup-emergency");
        await machine.WaitForAsync("journalctl -u autocore-cleanup EVENT=audit -o json | grep -q app.log");
    }

    [Fact]
    public async Task Request_ContentAndOtherNames_AreIgnored()
    {
        await using var machine = await Machine.StartWithPackageAsync();
        await machine.RunAsync("touch /root/precious.gz");

        await machine.RunAsync("runuser -u autocore -- sh -c 'echo /root > /run/autocore/cleanup-everything; echo /root > /run/autocore/cleanup-retention'");

        await machine.WaitForAsync("test -e /run/autocore-cleanup/retention.removed && test ! -e /run/autocore/cleanup-retention");
        await machine.RunAsync("test -e /root/precious.gz && test -e /run/autocore/cleanup-everything");
        Assert.Equal("success", await machine.RunAsync("systemctl show autocore-cleanup.service -p Result --value"));
    }

    [Fact]
    public async Task Settings_ThatOthersCanWrite_AreRefused()
    {
        await using var machine = await Machine.StartWithPackageAsync();
        await machine.RunAsync($"systemctl stop autocore-cleanup.path && chmod 666 {Settings} && touch /run/autocore/cleanup-retention");

        var refused = await machine.TryAsync($"autocore cleanup-root --config {Settings}");

        Assert.Equal(78, refused.ExitCode);
        Assert.Contains("chmod go-w", Assert.Single(refused.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sandbox_ReadOnlyView_IsNoReadOnlyCard()
    {
        await using var machine = await Machine.StartWithPackageAsync();

        await machine.WaitForAsync("autocore status --json | grep -q '\"disk\":{'");
        Assert.DoesNotContain("\"read_only\":1", await machine.RunAsync("autocore status --json || true"), StringComparison.Ordinal);
    }
}
