using System.Globalization;
using System.Text.Json;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Systemd;

/// <summary>The Debian package on a booted Debian: what it leaves, and what it takes away.</summary>
public sealed class PackageTests
{
    [Fact]
    public async Task Install_StartsADaemonThatIsReady()
    {
        await using var machine = await Machine.StartWithPackageAsync();

        Assert.Equal("active", await machine.ShowAsync("ActiveState"));
        Assert.Equal("enabled", await machine.ShowAsync("UnitFileState"));
        Assert.Equal("autocore autocore 644", await machine.RunAsync("stat -c '%U %G %a' /run/autocore/status.json"));
        Assert.Equal("root autocore 640", await machine.RunAsync("stat -c '%U %G %a' /etc/autocore/autocore.env"));
        Assert.Equal("autocore autocore 750", await machine.RunAsync("stat -c '%U %G %a' /var/lib/autocore"));
        var status = JsonDocument.Parse(await machine.RunAsync("autocore status --json")).RootElement;
        Assert.Equal("/var/lib/autocore", status.GetProperty("data_directory").GetString());
        Assert.Equal(Package.Version, await machine.RunAsync("autocore --version"));
    }

    [Fact]
    public async Task Journal_HasEventsAndTheirFacts()
    {
        await using var machine = await Machine.StartWithPackageAsync();

        await machine.WaitForAsync("journalctl -u autocore-daemon EVENT=ready -o json | grep -q ready");
        var starting = Assert.Single(await machine.JournalAsync("EVENT=starting"));
        Assert.Equal("autocore", starting.GetProperty("SYSLOG_IDENTIFIER").GetString());
        Assert.Equal("6", starting.GetProperty("PRIORITY").GetString());
        Assert.Equal(Package.Version, starting.GetProperty("VERSION").GetString());
        Assert.Equal("/var/lib/autocore", starting.GetProperty("DATA_DIRECTORY").GetString());
        Assert.DoesNotContain('"', starting.GetProperty("MESSAGE").GetString()!);
    }

    [Fact]
    public async Task Units_AreCleanAndTheDaemonIsExposedLittle()
    {
        await using var machine = await Machine.StartWithPackageAsync();

        var verified = await machine.TryAsync("systemd-analyze verify $(dpkg -L autocore-daemon | grep -E '/systemd/system/.*\\.(service|path|socket|timer)$')");
        Assert.Empty(verified.Errors);
        Assert.Equal(0, verified.ExitCode);
        var exposure = await machine.RunAsync("systemd-analyze security --no-pager autocore-daemon.service | sed -n 's/.*exposure level.*: \\([0-9.]*\\).*/\\1/p'");
        Assert.InRange(double.Parse(exposure, CultureInfo.InvariantCulture), 0.1, 2.0);
    }

    [Fact]
    public async Task NewVersion_KeepsTheEditedSettingsAndRestartsTheDaemon()
    {
        using var folder = new TemporaryFolder();
        await using var machine = await Machine.StartWithPackageAsync();
        machine.Write("/etc/autocore/appsettings.json", """{ "AutoCore": { "Node": "edited" } }""");
        machine.Copy(await Package.MakeReleaseAsync(folder, "9.0", "echo '{}' > etc/autocore/appsettings.json"), "/root/new.deb");
        var before = await machine.ShowAsync("MainPID");

        await machine.RunAsync("apt-get install -y -o Dpkg::Options::=--force-confold /root/new.deb");

        Assert.NotEqual(before, await machine.ShowAsync("MainPID"));
        await machine.WaitForAsync("grep -q '\"node\":\"edited\"' /run/autocore/status.json");
    }

    [Fact]
    public async Task Remove_KeepsDataAndPurgeRemovesIt()
    {
        await using var machine = await Machine.StartWithPackageAsync();
        await machine.RunAsync("touch /var/lib/autocore/precious");

        await machine.RunAsync("apt-get remove -y autocore-daemon");
        await machine.RunAsync("test -e /var/lib/autocore/precious -a -e /etc/autocore/appsettings.json -a ! -e /usr/bin/autocore");
        Assert.Equal("inactive", await machine.ShowAsync("ActiveState"));

        await machine.RunAsync("apt-get purge -y autocore-daemon");
        await machine.RunAsync("test ! -e /var/lib/autocore -a ! -e /etc/autocore && ! getent passwd autocore");
    }
}
