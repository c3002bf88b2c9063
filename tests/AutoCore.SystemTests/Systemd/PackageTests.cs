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
        // The machine's disk is an overlay, which is a warning.
        var status = JsonDocument.Parse(await machine.RunAsync("autocore status --json || [ $? -eq 2 ]")).RootElement;
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

        var verified =
            await machine.TryAsync("systemd-analyze verify $(dpkg -L autocore-daemon | grep -E '/systemd/system/.*\\.(service|path|socket|timer)$')");
        Assert.Empty(verified.Errors);
        Assert.Equal(0, verified.ExitCode);
        var exposure =
            await machine.RunAsync("systemd-analyze security --no-pager autocore-daemon.service | sed -n 's/.*exposure level.*: \\([0-9.]*\\).*/\\1/p'");
        Assert.InRange(double.Parse(exposure, CultureInfo.InvariantCulture), 0.1, 1.8);
    }

    [Fact]
    public async Task AlertsProgram_RunsWhereNoMemoryIsBothWrittenAndExecuted()
    {
        await using var machine = await Machine.StartWithPackageAsync();
        machine.Write("/etc/autocore/told.py",
            """
            import mmap, subprocess
            try:
                mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
                code = "written and executed"
            except PermissionError:
                code = "denied"
            open("/var/lib/autocore/picture.ppm", "wb").write(b"P6 64 64 255\n" + bytes(64 * 64 * 3))
            subprocess.run(["cjxl", "--quiet", "/var/lib/autocore/picture.ppm", "/var/lib/autocore/picture.jxl"], check=True)
            def ffmpeg(*arguments): subprocess.run(["ffmpeg", "-nostdin", "-loglevel", "error", *arguments], check=True, cwd="/var/lib/autocore")
            ffmpeg("-loop", "1", "-t", "1", "-i", "picture.ppm", "-vf", "scale=48:48:flags=fast_bilinear", "-c:v", "libx264", "film.mp4")
            ffmpeg("-i", "film.mp4", "-frames:v", "1", "frame.jpg")
            open("/var/lib/autocore/told", "w").write(code)
            """);
        machine.Write("/etc/autocore/appsettings.json",
            """
            { "AutoCore": { "DiskWatchdog": { "TargetPercent": 1, "WarningPercent": 2, "CriticalPercent": 3 }, "Alerts": { "GroupFor": "00:00:01",
              "Channels": [ { "Name": "program", "Type": "program", "Program": "/usr/bin/python3", "Arguments": [ "/etc/autocore/told.py" ] } ] } } }
            """);

        await machine.RunAsync("systemctl restart autocore-daemon");

        await machine.WaitForAsync("test -s /var/lib/autocore/told");
        Assert.Equal("denied", await machine.RunAsync("cat /var/lib/autocore/told"));
        await machine.RunAsync("test -s /var/lib/autocore/picture.jxl && autocore jpeg /var/lib/autocore/frame.jpg");
    }

    [Fact]
    public async Task Install_OnASystemOfAnotherArchitecture_IsRefusedWithTheReason()
    {
        await using var machine = await Machine.StartNewAsync();
        machine.Copy(Package.Path, "/root/autocore-daemon.deb");
        machine.Write("/usr/local/bin/dpkg", "#!/bin/sh\n[ \"$1\" != --print-architecture ] || { echo armhf; exit; }\nexec /usr/bin/dpkg \"$@\"\n");

        await machine.RunAsync("chmod 755 /usr/local/bin/dpkg");
        var install = await machine.TryAsync("PATH=/usr/local/bin:$PATH /usr/bin/dpkg --install /root/autocore-daemon.deb");

        Assert.NotEqual(0, install.ExitCode);
        Assert.Contains("64-bit system", string.Join('\n', install.Errors), StringComparison.Ordinal);
        await machine.RunAsync("test ! -e /usr/bin/autocore");
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
