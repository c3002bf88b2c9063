using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using AutoCore.CameraFarm.Pictures;
using AutoCore.SystemTests.Systemd;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Web;

/// <summary>The web page's package on a booted Debian: started by its socket, gone when nobody looks, sandboxed, and never shown to others
/// unprotected.</summary>
public sealed class WebServiceTests
{
    private const string Ask =
        "python3 -c 'import sys,urllib.request; sys.stdout.write(urllib.request.urlopen(\"http://127.0.0.1:8090/api/v1/\" + sys.argv[1], timeout=60).read().decode())' ";

    [Fact]
    public async Task Socket_StartsItAndIdlenessEndsIt()
    {
        await using var machine = await StartAsync("""{ "Web": { "IdleExit": "00:00:03" } }""");
        Assert.Equal("inactive", await machine.ShowAsync("ActiveState", "autocore-web"));
        Assert.Equal("enabled", await machine.ShowAsync("UnitFileState", "autocore-web.socket"));

        Assert.Equal("/var/lib/autocore", (await AskAsync(machine, "status")).GetProperty("data_directory").GetString());
        await machine.WaitForAsync("test \"$(systemctl show autocore-web -p ActiveState --value)\" = inactive");
        Assert.Equal("success", await machine.ShowAsync("Result", "autocore-web"));
        await machine.RunAsync("journalctl -t autocore-web EVENT=web-idle -o json | grep -q web-idle");

        Assert.Equal(1, (await AskAsync(machine, "health")).GetProperty("running").GetInt32());
        Assert.Equal("active", await machine.ShowAsync("ActiveState", "autocore-web"));
    }

    [Fact]
    public async Task Sandbox_ReadsTheDatabaseAndCannotWrite()
    {
        await using var machine = await StartAsync("""{ "Telemetry": { "SampleInterval": "00:00:01", "FlushInterval": "00:00:01" } }""");
        await machine.WaitForAsync($"{Ask} 'telemetry?key=memory_available_mb' | grep -q mean");
        var exposure =
            await machine.RunAsync("systemd-analyze security --no-pager autocore-web.service | sed -n 's/.*exposure level.*: \\([0-9.]*\\).*/\\1/p'");
        Assert.InRange(double.Parse(exposure, CultureInfo.InvariantCulture), 0.1, 2.0);
        // In the program's own view of the file system, as its own user.
        var pid = await machine.ShowAsync("MainPID", "autocore-web");
        var written =
            await machine.TryAsync(
            $"nsenter -t {pid} -m setpriv --reuid=autocore --regid=autocore --clear-groups touch /var/lib/autocore/autocore.db /run/autocore/status.json /etc/autocore/x");
        Assert.NotEqual(0, written.ExitCode);
        Assert.All(["autocore.db", "status.json", "x"], name => Assert.Contains(written.Errors, line => line.Contains(name, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Sandbox_APictureMadeSmaller_IsServedAsTheCamerasFile()
    {
        using var folder = new TemporaryFolder();
        var original = TurboJpeg.Encode([.. Enumerable.Range(0, 1280 * 720 * 3).Select(i => (byte)(i / 3 % 1280 / 6))], 1280, 720, 80);
        await File.WriteAllBytesAsync(folder["original.jpg"], original);
        await using (var shrink = new ChildProcess(new("cjxl", ["--quiet", "--lossless_jpeg=1", folder["original.jpg"], folder["smaller.jxl"]])))
            Assert.Equal(0, await shrink.WaitForExitAsync());
        await using var machine =
            await StartAsync("""{ "Cameras": { "Enabled": false, "Sources": [ { "Site": "Shop", "Name": "P1", "Url": "http://127.0.0.1:1/" } ] } }""");
        machine.Copy(folder["smaller.jxl"], "/var/lib/autocore/cameras/Shop/2026-03/17/P1_060000.jxl");
        await machine.RunAsync("chown -R autocore:autocore /var/lib/autocore/cameras");

        var sum =
            await machine.RunAsync(
            "python3 -c 'import hashlib,urllib.request; print(hashlib.sha256(urllib.request.urlopen(\"http://127.0.0.1:8090/api/v1/cameras/Shop/P1/images/20260317T060000.jpg\", timeout=60).read()).hexdigest())'");

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(original)), sum);
    }

    [Fact]
    public async Task ASocketOpenToOthersWithoutAPassword_TellsThemWhatToDo_AndServesThisMachine()
    {
        await using var machine = await StartAsync("{}");
        machine.Write("/etc/systemd/system/autocore-web.socket.d/open.conf", "[Socket]\nListenStream=\nListenStream=0.0.0.0:8090\n");
        await machine.RunAsync("systemctl daemon-reload && systemctl stop autocore-web.service && systemctl restart autocore-web.socket");
        // An address of this machine by which others would come.
        await machine.RunAsync("ip address add 10.66.0.1/32 dev lo");
        machine.Write("/root/ask.py", """
            import sys, urllib.request, urllib.error
            try:
                answer = urllib.request.urlopen(urllib.request.Request(sys.argv[1], headers={"Accept": "text/html"}), timeout=60)
            except urllib.error.HTTPError as e:
                answer = e
            print(answer.status, answer.read().decode())
            """);
        var others = await machine.RunAsync("python3 /root/ask.py http://10.66.0.1:8090/");
        Assert.StartsWith("403 ", others, StringComparison.Ordinal);
        Assert.Contains("ssh -L 8090:localhost:8090", others, StringComparison.Ordinal);
        Assert.StartsWith("403 ", await machine.RunAsync("python3 /root/ask.py http://10.66.0.1:8090/api/v1/status"), StringComparison.Ordinal);
        Assert.StartsWith("200 ", await machine.RunAsync("python3 /root/ask.py http://127.0.0.1:8090/"), StringComparison.Ordinal);
        await machine.RunAsync("journalctl -u autocore-web | grep -q 'nobody has set a password'");
        Assert.Equal("active", await machine.ShowAsync("ActiveState", "autocore-web.socket"));
    }

    [Fact]
    public async Task Remove_LeavesTheDaemonAlone()
    {
        await using var machine = await StartAsync("{}");
        await AskAsync(machine, "status");
        await machine.RunAsync("apt-get remove -y autocore-web");
        await machine.RunAsync("test ! -e /usr/bin/autocore-web -a -e /usr/bin/autocore");
        Assert.Equal("active", await machine.ShowAsync("ActiveState"));
    }

    private static async Task<Machine> StartAsync(string autocore)
    {
        var machine = await Machine.StartWithPackageAsync();
        machine.Write("/etc/autocore/appsettings.json", $$"""{ "AutoCore": {{autocore}} }""");
        await machine.RunAsync("systemctl restart autocore-daemon");
        machine.Copy(Package.WebPath, "/root/autocore-web.deb");
        await machine.RunAsync("apt-get install -y /root/autocore-web.deb");
        return machine;
    }

    private static async Task<JsonElement> AskAsync(Machine machine, string what) => JsonDocument.Parse(await machine.RunAsync(Ask + what)).RootElement;
}
