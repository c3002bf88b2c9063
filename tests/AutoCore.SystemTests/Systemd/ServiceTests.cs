namespace AutoCore.SystemTests.Systemd;

/// <summary>The service under systemd: settings, crashes, hangs, limits.</summary>
public sealed class ServiceTests
{
    private const string Settings = "/etc/autocore/appsettings.json";

    [Fact]
    public async Task EditAndRestart_TakesEffect()
    {
        await using var machine = await Machine.StartWithPackageAsync();

        machine.Write(Settings, """{ "AutoCore": { "Node": "renamed" } }""");
        await machine.RunAsync("systemctl restart autocore-daemon");

        await machine.WaitForAsync("grep -q '\"node\":\"renamed\"' /run/autocore/status.json");
    }

    [Fact]
    public async Task WrongEdit_FailsWith78AndOneLineAndIsNotRestarted()
    {
        await using var machine = await Machine.StartWithPackageAsync();
        machine.Write(Settings, """{ "AutoCore": { "Cameras": { "MaxWorkers": 100 } } }""");
        await machine.RunAsync("journalctl --rotate && journalctl --vacuum-time=1s");

        Assert.NotEqual(0, (await machine.TryAsync("systemctl restart autocore-daemon")).ExitCode);

        Assert.Equal("failed", await machine.ShowAsync("ActiveState"));
        Assert.Equal("78", await machine.ShowAsync("ExecMainStatus"));
        Assert.Equal("0", await machine.ShowAsync("NRestarts"));
        var line = await machine.RunAsync("journalctl -u autocore-daemon -t autocore -o cat --no-pager --grep MaxWorkers");
        Assert.StartsWith("appsettings.json:1:", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
    }

    [Fact]
    public async Task HungDaemon_IsEndedByTheWatchdogAndRestarted()
    {
        await using var machine = await Machine.StartWithPackageAsync();
        await OverrideAsync(machine, "WatchdogSec=3", "RestartSec=100ms");
        await machine.RunAsync("systemctl restart autocore-daemon");
        var hung = await machine.ShowAsync("MainPID");

        await machine.RunAsync($"kill -STOP {hung}");

        await machine.WaitForAsync("test $(systemctl show autocore-daemon -p NRestarts --value) -ge 1 && systemctl is-active -q autocore-daemon");
        Assert.NotEqual(hung, await machine.ShowAsync("MainPID"));
        await machine.RunAsync("journalctl -u autocore-daemon -o cat --no-pager | grep -q 'Watchdog timeout'");
    }

    [Fact]
    public async Task FedWatchdog_LeavesTheDaemonAlone()
    {
        await using var machine = await Machine.StartWithPackageAsync();
        await OverrideAsync(machine, "WatchdogSec=3");
        await machine.RunAsync("systemctl restart autocore-daemon");
        var first = await machine.RunAsync("systemctl show autocore-daemon -p WatchdogTimestampMonotonic --value");

        // Three feedings later it has outlived its first deadline.
        for (var feeding = 0; feeding < 4; feeding++)
        {
            await machine.WaitForAsync($"test $(systemctl show autocore-daemon -p WatchdogTimestampMonotonic --value) -gt {first}");
            first = await machine.RunAsync("systemctl show autocore-daemon -p WatchdogTimestampMonotonic --value");
        }

        Assert.Equal("0", await machine.ShowAsync("NRestarts"));
    }

    [Fact]
    public async Task KilledDaemon_IsRestarted()
    {
        await using var machine = await Machine.StartWithPackageAsync();
        var killed = await machine.ShowAsync("MainPID");

        await machine.RunAsync("systemctl kill -s KILL autocore-daemon");

        await machine.WaitForAsync($"test $(systemctl show autocore-daemon -p NRestarts --value) = 1 && systemctl is-active -q autocore-daemon");
        Assert.NotEqual(killed, await machine.ShowAsync("MainPID"));
    }

    [Fact]
    public async Task Stop_InMidCapture_TakesUnderFiveSecondsAndLeavesNoHalfPicture()
    {
        await using var machine = await Machine.StartWithPackageAsync();
        machine.Write("/srv/slow.py", """
            import http.server, time
            class Slow(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    self.send_response(200)
                    self.send_header("Content-Type", "image/jpeg")
                    self.end_headers()
                    print("asked", flush=True)
                    while True:
                        self.wfile.write(b"\xff")
                        self.wfile.flush()
                        time.sleep(0.1)
            http.server.ThreadingHTTPServer(("127.0.0.1", 8099), Slow).serve_forever()
            """);
        var cameras = string.Join(',', Enumerable.Range(1, 8).Select(i => $$"""{ "Site": "Slow", "Name": "P{{i}}", "Url": "http://127.0.0.1:8099/{{i}}" }"""));
        machine.Write(Settings, $$"""{ "AutoCore": { "Cameras": { "Sources": [ {{cameras}} ], "DelayBetweenCameras": "00:00:00" } } }""");
        await machine.RunAsync("systemd-run -q --unit slow python3 /srv/slow.py");
        // Systemd keeps the time: beyond it, it kills, and says so.
        await OverrideAsync(machine, "TimeoutStopSec=5");
        await machine.RunAsync("systemctl restart autocore-daemon");
        await machine.WaitForAsync("journalctl -u slow -o cat | grep -q asked");

        await machine.RunAsync("systemctl stop autocore-daemon");

        Assert.Equal("success", await machine.ShowAsync("Result"));
        Assert.Equal("0", await machine.ShowAsync("ExecMainStatus"));
        Assert.Empty(await machine.RunAsync("find /var/lib/autocore/cameras -type f -not -name '.*' -not -name '*.json'"));
    }

    [Fact]
    public async Task MemoryLimit_EndsTheDaemonAndNoNeighbour()
    {
        await using var machine = await Machine.StartWithPackageAsync();
        await machine.RunAsync("systemd-run -q --unit neighbour sleep infinity");
        Assert.Equal($"{160 << 20}", await machine.ShowAsync("MemoryMax"));

        // Less than its program needs to start.
        await OverrideAsync(machine, "MemoryMax=4M", "MemoryHigh=infinity", "Restart=no");
        Assert.NotEqual(0, (await machine.TryAsync("systemctl restart autocore-daemon")).ExitCode);

        // By the kernel (signal 9); systemd learns of the reason only with control groups v2.
        Assert.Equal("2 9", await machine.RunAsync("systemctl show autocore-daemon -p ExecMainCode -p ExecMainStatus --value | xargs"));
        Assert.Equal("active", await machine.ShowAsync("ActiveState", "neighbour"));
    }

    [Fact]
    public async Task DataDirectoryOfSomebodyElse_FailsWith78()
    {
        await using var machine = await Machine.StartWithPackageAsync();
        machine.Write(Settings, """{ "AutoCore": { "DataDirectory": "/srv/root-only" } }""");
        await machine.RunAsync("mkdir -m 700 /srv/root-only");

        await machine.TryAsync("systemctl restart autocore-daemon");

        Assert.Equal("78", await machine.ShowAsync("ExecMainStatus"));
    }

    private static async Task OverrideAsync(Machine machine, params string[] settings)
    {
        machine.Write("/etc/systemd/system/autocore-daemon.service.d/test.conf", $"[Service]\n{string.Join('\n', settings)}\n");
        await machine.RunAsync("systemctl daemon-reload");
    }
}
