using AutoCore.Testing;

namespace AutoCore.SystemTests.Systemd;

/// <summary>Releases of the daemon side by side: <c>deploy/autoctl</c>.</summary>
public sealed class UpgradeTests
{
    private const string Quick = "AUTOCTL_HEALTHY_WITHIN=15 AUTOCTL_STEADY_FOR=2";

    /// <summary>Lines of the script's trace: all that changes something between the start of an upgrade and its end.</summary>
    private static readonly string[] PointsOfAnUpgrade =
    [
        "dpkg-deb -x", "mv -T /opt/autocore/releases/.new", "systemd-sysusers", "place 755", "link /opt/autocore/current", "systemctl enable",
        "autocore-daemon.pending", "ln -sfn releases/2.0", "daemon-reload", "systemctl restart", "sleep 1", "point previous", "say '2.0 runs'",
    ];

    [Fact]
    public async Task Upgrade_ToAReleaseThatNeverGetsReady_GoesBackWithDataIntact()
    {
        await using var fixture = await Fixture.StartAsync("printf '#!/bin/sh\\ntest \"$1\" = --version || exec sleep infinity\\n' > usr/bin/autocore");
        var machine = fixture.Machine;
        await machine.RunAsync("echo precious > /var/lib/autocore/precious; systemd-run -q --unit neighbour sleep infinity");
        machine.Write("/etc/autocore/appsettings.json", """{ "AutoCore": { "Node": "mine" } }""");
        await machine.RunAsync("systemctl restart autocore-daemon");
        var neighbour = await machine.ShowAsync("MainPID", "neighbour");

        var upgrade = await machine.TryAsync($"{Quick} autoctl upgrade /root/new.deb");

        Assert.Equal(1, upgrade.ExitCode);
        Assert.Contains($"back to {Package.Version}", string.Join('\n', upgrade.Errors), StringComparison.Ordinal);
        await fixture.RunsAsync(Package.Version);
        Assert.Equal("precious", await machine.RunAsync("cat /var/lib/autocore/precious"));
        await machine.WaitForAsync("grep -q '\"node\":\"mine\"' /run/autocore/status.json");
        Assert.Equal(neighbour, await machine.ShowAsync("MainPID", "neighbour"));
    }

    [Fact]
    public async Task Upgrade_ToAReleaseThatRatesWorse_GoesBack()
    {
        await using var fixture = await Fixture.StartAsync(
            "sed -i 's/^Type=notify/&\\nEnvironment=AutoCore__DiskWatchdog__TargetPercent=1 AutoCore__DiskWatchdog__WarningPercent=2 AutoCore__DiskWatchdog__CriticalPercent=3/' usr/lib/systemd/system/autocore-daemon.service");
        await fixture.Machine.WaitForAsync("autocore status --json | grep -q '\"disk/root\":'");

        var upgrade = await fixture.Machine.TryAsync($"{Quick} autoctl upgrade /root/new.deb");

        Assert.Equal(1, upgrade.ExitCode);
        Assert.Contains("disk is rated critical (before: ok)", string.Join('\n', upgrade.Errors), StringComparison.Ordinal);
        await fixture.RunsAsync(Package.Version);
    }

    [Fact]
    public async Task Upgrade_KeepsTheOldReleaseForARollbackByHand()
    {
        await using var fixture = await Fixture.StartAsync();

        await fixture.Machine.RunAsync($"{Quick} autoctl upgrade /root/new.deb");
        await fixture.RunsAsync("2.0");
        await fixture.Machine.RunAsync($"{Quick} autoctl rollback");
        await fixture.RunsAsync(Package.Version);
        await fixture.Machine.RunAsync($"{Quick} autoctl rollback 2.0");
        await fixture.RunsAsync("2.0");
        Assert.Equal(1, (await fixture.Machine.TryAsync("autoctl rollback 7.7")).ExitCode);
        await fixture.RunsAsync("2.0");
    }

    [Fact]
    public async Task Rollback_ToAReleaseThatNeverGetsReady_StaysOnTheOneThatRuns()
    {
        await using var fixture = await Fixture.StartAsync();
        await fixture.Machine.RunAsync($"{Quick} autoctl upgrade /root/new.deb");
        await fixture.Machine.RunAsync($"printf '#!/bin/sh\nexec sleep infinity\n' > /opt/autocore/releases/{Package.Version}/usr/bin/autocore");

        var rollback = await fixture.Machine.TryAsync($"{Quick} autoctl rollback");

        Assert.Equal(1, rollback.ExitCode);
        Assert.Contains("back to 2.0", string.Join('\n', rollback.Errors), StringComparison.Ordinal);
        await fixture.RunsAsync("2.0");
    }

    [Fact]
    public async Task InstallTwice_ChangesNothing()
    {
        await using var fixture = await Fixture.StartAsync();
        var before = await fixture.Machine.ShowAsync("MainPID");

        await fixture.Machine.RunAsync($"{Quick} /root/deploy/autoctl install /root/first.deb");

        Assert.Equal(before, await fixture.Machine.ShowAsync("MainPID"));
    }

    [Fact]
    public async Task WebProgram_ComesAndGoesWithItsRelease()
    {
        const string Asked = "python3 -c 'import urllib.request; urllib.request.urlopen(\"http://127.0.0.1:8090/api/v1/health\", timeout=60)'";
        const string WebRuns = "readlink /proc/$(systemctl show autocore-web -p MainPID --value)/exe | cut -d/ -f5";
        await using var fixture = await Fixture.StartAsync();
        var machine = fixture.Machine;
        machine.Copy(Package.WebPath, "/root/web.deb");
        machine.Copy(await Package.MakeReleaseAsync(fixture.Folder, "2.0", of: Package.WebPath), "/root/newweb.deb");
        var daemon = await machine.ShowAsync("MainPID");

        // To the release that runs already.
        await machine.RunAsync($"{Quick} autoctl install /root/first.deb /root/web.deb && {Asked}");
        Assert.Equal(Package.Version, await machine.RunAsync(WebRuns));
        Assert.Equal(daemon, await machine.ShowAsync("MainPID"));
        Assert.Equal("enabled", await machine.ShowAsync("UnitFileState", "autocore-web.socket"));

        await machine.RunAsync($"{Quick} autoctl upgrade /root/new.deb /root/newweb.deb && {Asked}");
        Assert.Equal("2.0", await machine.RunAsync(WebRuns));
        await machine.RunAsync($"autoctl rollback && {Asked}");
        Assert.Equal(Package.Version, await machine.RunAsync(WebRuns));
        Assert.Contains("is not of version", string.Join('\n', (await machine.TryAsync("autoctl upgrade /root/new.deb /root/web.deb")).Errors),
            StringComparison.Ordinal);

        await machine.RunAsync("autoctl uninstall && test ! -e /usr/bin/autocore-web -a ! -L /etc/systemd/system/autocore-web.socket");
        Assert.NotEqual(0, (await machine.TryAsync(Asked)).ExitCode);
    }

    [Fact]
    public async Task Upgrade_WithoutTheWebProgram_TakesItAwayAndARollbackBringsItBack()
    {
        await using var fixture = await Fixture.StartAsync();
        fixture.Machine.Copy(Package.WebPath, "/root/web.deb");
        await fixture.Machine.RunAsync($"{Quick} autoctl install /root/first.deb /root/web.deb");

        await fixture.Machine.RunAsync($"{Quick} autoctl upgrade /root/new.deb");
        await fixture.Machine.RunAsync("test ! -e /usr/bin/autocore-web && ! systemctl cat autocore-web.socket");
        await fixture.Machine.RunAsync("autoctl rollback");
        Assert.Equal("active", await fixture.Machine.ShowAsync("ActiveState", "autocore-web.socket"));
    }

    [Fact]
    public async Task Uninstall_KeepsDataAndPurgeRemovesIt()
    {
        await using var fixture = await Fixture.StartAsync();

        await fixture.Machine.RunAsync("autoctl uninstall");
        await fixture.Machine.RunAsync(
            "test -d /var/lib/autocore -a -e /etc/autocore/appsettings.json -a ! -e /opt/autocore -a ! -e /usr/bin/autocore && ! systemctl cat autocore-daemon");
        await fixture.Machine.RunAsync($"{Quick} /root/deploy/autoctl install /root/first.deb");
        await fixture.RunsAsync(Package.Version);
        await fixture.Machine.RunAsync("autoctl uninstall --purge");
        await fixture.Machine.RunAsync("test ! -e /var/lib/autocore -a ! -e /etc/autocore && ! getent passwd autocore");
    }

    [Fact]
    public async Task PowerCut_AtAnyPointOfAnUpgrade_LeavesTheOldOrTheNewRunning()
    {
        await using var fixture = await Fixture.StartAsync();
        var machine = fixture.Machine;
        machine.Write("/etc/systemd/system/autocore-settle.service.d/test.conf", "[Service]\nEnvironment=AUTOCTL_STEADY_FOR=2\n");

        foreach (var point in PointsOfAnUpgrade)
        {
            await using (var upgrade = machine.Begin($"{Quick} bash -x /root/deploy/autoctl upgrade /root/new.deb"))
            {
                await upgrade.WaitForLineAsync(point);
                await machine.CutPowerAsync();
            }

            await machine.BootAsync();

            await machine.WaitForAsync(
                "test -z \"$(ls /var/lib/autoctl)\" && ! systemctl is-active -q autocore-settle && systemctl is-active -q autocore-daemon");
            var running = await fixture.RunningAsync();
            Assert.True(running is "2.0" || running == Package.Version, $"cut at '{point}': {running} runs");
            await machine.RunAsync($"{Quick} autoctl rollback {Package.Version}; rm -rf /opt/autocore/releases/2.0 /opt/autocore/previous");
        }
    }

    /// <summary>A machine with the first release installed by <c>autoctl</c>, and a second one ready as <c>/root/new.deb</c>.</summary>
    private sealed class Fixture : IAsyncDisposable
    {
        private Fixture(Machine machine) => Machine = machine;

        public Machine Machine { get; }

        public TemporaryFolder Folder { get; } = new();

        public static async Task<Fixture> StartAsync(string changeOfTheSecond = "true")
        {
            var fixture = new Fixture(await Machine.StartNewAsync());
            foreach (var part in new[] { "autoctl", "autoctl-releases", "autoctl-service" })
                fixture.Machine.Copy(Repository.Combine("deploy", part), $"/root/deploy/{part}");
            fixture.Machine.Copy(Package.Path, "/root/first.deb");
            fixture.Machine.Copy(await Package.MakeReleaseAsync(fixture.Folder, "2.0", changeOfTheSecond), "/root/new.deb");
            await fixture.Machine.RunAsync($"{Quick} /root/deploy/autoctl install /root/first.deb");
            return fixture;
        }

        /// <summary>The release whose program is the daemon's process.</summary>
        public async Task<string> RunningAsync() =>
            (await Machine.RunAsync("readlink /proc/$(systemctl show autocore-daemon -p MainPID --value)/exe")).Split('/')[4];

        public async Task RunsAsync(string version)
        {
            Assert.Equal("active", await Machine.ShowAsync("ActiveState"));
            Assert.Equal(version, await RunningAsync());
        }

        public async ValueTask DisposeAsync()
        {
            await Machine.DisposeAsync();
            Folder.Dispose();
        }
    }
}
