using AutoCore.SystemTests.Systemd;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Cameras;

/// <summary>Video streams under the shipped unit: its sandbox, and its memory.</summary>
public sealed class StreamUnitTests
{
    private const string Settings = "/etc/autocore/appsettings.json";
    private const string Round = "journalctl -u autocore-daemon -o cat --no-pager EVENT=round-finished";

    [Fact]
    public async Task Streams_AreCapturedInTheSandbox_AndOneOfFourKIsNamed()
    {
        await using var machine = await StartAsync();
        await FilmAsync(machine, "hd", "1920x1080", 8554);
        await FilmAsync(machine, "large", "2560x1440", 8555);
        await FilmAsync(machine, "four-k", "3840x2160", 8556);

        // A device that says where its stream is, asked in the same sandbox.
        machine.Copy(Repository.Combine("tests", "AutoCore.SystemTests", "Cameras", "device.py"), "/srv/device.py");
        await machine.RunAsync("systemd-run -q --unit device python3 /srv/device.py 8557 rtsp://127.0.0.1:8554/live");
        await machine.WaitForAsync("bash -c ': > /dev/tcp/127.0.0.1/8557'");

        await CaptureAsync(machine, """{ "Site": "S", "Name": "Device", "Url": "onvif://127.0.0.1:8557" }""", 8554, 8555, 8556);

        await machine.RunAsync("autocore jpeg /var/lib/autocore/cameras/S/latest/Device.jpg");
        Assert.Contains("rtsp://127.0.0.1:8554/live", await machine.RunAsync("cat /var/lib/autocore/capture/onvif.tsv"), StringComparison.Ordinal);
        await machine.RunAsync("autocore jpeg /var/lib/autocore/cameras/S/latest/P8554.jpg /var/lib/autocore/cameras/S/latest/P8555.jpg");
        Assert.Contains("too-large", await machine.RunAsync("journalctl -u autocore-daemon -o cat --no-pager EVENT=camera-failed | grep P8556"),
            StringComparison.Ordinal);
        Assert.Equal("0", await machine.ShowAsync("NRestarts"));
        Assert.Equal("continue", await machine.ShowAsync("OOMPolicy"));
        Assert.Equal("", await machine.RunAsync("pgrep -x ffmpeg || true"));
        TestContext.Current.SendDiagnosticMessage(await machine.RunAsync(
            "find /sys/fs/cgroup -path '*autocore-daemon.service/memory.max_usage_in_bytes' -o -path '*autocore-daemon.service/memory.peak' | xargs -r cat"));
    }

    [Fact]
    public async Task DecoderThatTakesTooMuchMemory_IsThatCamerasFailure_AndTheRoundGoesOn()
    {
        await using var machine = await StartAsync();
        await FilmAsync(machine, "hd", "1920x1080", 8554);
        machine.Write("/usr/local/bin/ffmpeg", """
            #!/usr/bin/python3
            import sys
            sys.stdin.buffer.read()
            kept = []
            while True:
                kept.append(bytearray(b"x" * (8 << 20)))
            """);
        await machine.RunAsync("chmod 755 /usr/local/bin/ffmpeg");
        var before = await machine.ShowAsync("MainPID");

        await CaptureAsync(machine, 8554);

        Assert.Contains("memory", await machine.RunAsync("journalctl -u autocore-daemon -o cat --no-pager EVENT=camera-failed | grep P8554"),
            StringComparison.Ordinal);
        Assert.Equal("0", await machine.ShowAsync("NRestarts"));
        Assert.Equal("active", await machine.ShowAsync("ActiveState"));
        Assert.NotEqual("0", before);
    }

    [Fact]
    public async Task KilledDaemon_LeavesNoDecoder()
    {
        await using var machine = await StartAsync();
        await FilmAsync(machine, "hd", "1920x1080", 8554);
        machine.Write("/usr/local/bin/ffmpeg", "#!/bin/sh\necho $$ > /var/lib/autocore/decoder\nexec sleep 600\n");
        await machine.RunAsync("chmod 755 /usr/local/bin/ffmpeg");
        WriteSettings(machine, null, 8554);
        await machine.RunAsync("systemctl restart autocore-daemon");
        await machine.WaitForAsync("test -s /var/lib/autocore/decoder");
        var decoder = await machine.RunAsync("cat /var/lib/autocore/decoder");

        await machine.RunAsync("kill -9 $(systemctl show autocore-daemon -p MainPID --value)");

        await machine.WaitForAsync($"! test -d /proc/{decoder}");
    }

    private static async Task<Machine> StartAsync()
    {
        var machine = await Machine.StartWithPackageAsync();
        machine.Copy(Repository.Combine("tests", "AutoCore.SystemTests", "Cameras", "film.py"), "/srv/film.py");
        return machine;
    }

    /// <summary>A camera that plays a film of one frame.</summary>
    private static async Task FilmAsync(Machine machine, string name, string size, int port)
    {
        await machine.RunAsync($"ffmpeg -v error -f lavfi -i testsrc2=size={size}:rate=1:duration=1 -frames:v 1 "
            + $"-c:v libx265 -x265-params log-level=none -preset ultrafast -f hevc /srv/{name}.h265");
        await machine.RunAsync($"systemd-run -q --unit film-{name} python3 /srv/film.py /srv/{name}.h265 {port}");
        await machine.WaitForAsync($"bash -c ': > /dev/tcp/127.0.0.1/{port}'");
    }

    private static Task CaptureAsync(Machine machine, params int[] ports) => CaptureAsync(machine, null, ports);

    private static async Task CaptureAsync(Machine machine, string? more, params int[] ports)
    {
        WriteSettings(machine, more, ports);
        await machine.RunAsync("systemctl restart autocore-daemon");
        await machine.WaitForAsync($"{Round} | grep -q .");
    }

    private static void WriteSettings(Machine machine, string? more, params int[] ports)
    {
        string[] others = more is null ? [] : [more];
        var cameras = string.Join(',',
            ports.Select(p => $$"""{ "Site": "S", "Name": "P{{p}}", "Url": "rtsp://127.0.0.1:{{p}}/live" }""").Concat(others));
        machine.Write(Settings, $$"""{ "AutoCore": { "Cameras": { "RetryAttempts": 1, "Sources": [ {{cameras}} ] } } }""");
    }
}
