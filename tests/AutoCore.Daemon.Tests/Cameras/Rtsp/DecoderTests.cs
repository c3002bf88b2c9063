using System.Diagnostics;
using System.Text.Json.Nodes;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.CameraFarm.Pictures;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Cameras.Rtsp;

/// <summary>Streams of H.264 and H.265, decoded by the real ffmpeg.</summary>
public sealed class DecoderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, "320x240", "Digest")]
    [InlineData(true, "320x240", "")]
    [InlineData(false, "1920x1080", "")]
    [InlineData(true, "2560x1440", "")]
    public async Task KeyFrame_BecomesAPicture(bool isH265, string size, string login)
    {
        await using var far = Film(await UnitsAsync(isH265, size), isH265);
        far.Login = login;
        await using var fixture = RtspTests.Fixture(far);

        var result = Assert.Single((await fixture.RunAsync()).Results);

        Assert.Equal(("ok", ""), (result.Reason.Word, result.Detail));
        var picture = result.Stored!;
        Assert.Equal(size, $"{picture.Picture.Width}x{picture.Picture.Height}");
        Assert.Null(TurboJpeg.FindFault(File.ReadAllBytes(Path.Combine(fixture.Root, picture.Path))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TooManyPixels_AreRefusedByTheDescription_AndTheSubStreamIsNamed(bool isH265)
    {
        await using var far = Film(await UnitsAsync(isH265, "3840x2160"), isH265);
        await using var fixture = RtspTests.Fixture(far);
        fixture.CameraSettings["S/P0"]["Url"] = $"rtsp://{far.Authority}/Streaming/Channels/101";

        var result = Assert.Single((await fixture.RunAsync()).Results);

        Assert.Equal(("too-large", $"3840x2160, above 2560x1440; its sub-stream is probably rtsp://{far.Authority}/Streaming/Channels/102"),
            (result.Reason.Word, result.Detail));
        Assert.Contains("sub-stream", result.Remedy!.Value.English, StringComparison.Ordinal);
        Assert.Equal(["DESCRIBE"], far.Methods);
    }

    [Fact]
    public async Task DamagedFrame_IsNoPicture_OrAWholeOne()
    {
        var units = await UnitsAsync(isH265: false, "320x240");
        var random = new Random(7);
        var damaged = units.Select(u => u[0] % 32 == 5 ? [u[0], .. u[1..].Select(b => random.Next(3) == 0 ? (byte)random.Next(4, 256) : b)] : u).ToList();
        await using var far = Film(damaged, isH265: false);
        await using var fixture = RtspTests.Fixture(far);

        Assert.Contains(Assert.Single((await fixture.RunAsync()).Results).Reason.Word, (string[])["ok", "corrupt"]);
    }

    [Theory]
    [InlineData("kill -9 $$", "memory", "signal 9")]
    [InlineData("cat > /dev/null; echo 'x: Cannot allocate memory' >&2; exit 1", "memory", "no memory")]
    [InlineData("cat > /dev/null; echo 'Invalid data' >&2; exit 1", "corrupt", "Invalid data")]
    [InlineData("cat > /dev/null; head -c 3000000 /dev/zero", "too-large", "MaxImageMb")]
    [InlineData("exec sleep 600", "timeout", "ffmpeg did not end within 00:00:03")]
    [InlineData("exit 0", "corrupt", "it says nothing")]
    public async Task EndOfTheDecoder_IsTheCamerasReason_AndNothingIsLeft(string script, string word, string detail)
    {
        var (children, environment) = (_folder["children"], _folder["environment"]);
        var program = _folder.Write("ffmpeg",
            $"#!/bin/sh\necho $$ >> {children}\n/usr/bin/env > {environment}\n"
            + $"for i in $(seq 50); do grep -qx 1000 /proc/$$/oom_score_adj && break; sleep 0.05; done\ncat /proc/$$/oom_score_adj >> {children}\n{script}\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using var far = Film(await UnitsAsync(isH265: false, "320x240"), isH265: false);
        await using var fixture = RtspTests.Fixture(far);
        fixture.Settings["ImageTimeout"] = "00:00:03";

        await using var round = AutoCoreProcess.Start(["capture", "--config", Talkative(fixture)], new Dictionary<string, string>
        {
            ["PATH"] = $"{_folder.Path}:{Environment.GetEnvironmentVariable("PATH")}",
            [Credentials.PasswordKey] = Credentials.Password,
        });
        await round.WaitForExitAsync();

        var line = Assert.Single(round.Output.Concat(round.Errors), static l => l.Contains("S/P0", StringComparison.Ordinal));
        Assert.Contains(word, line, StringComparison.Ordinal);
        Assert.Contains(detail, line, StringComparison.Ordinal);
        var told = File.ReadAllLines(children);
        Assert.Equal("1000", told[1]);
        Assert.False(Directory.Exists($"/proc/{told[0]}"));
        Assert.DoesNotContain("s3cret", File.ReadAllText(environment), StringComparison.Ordinal);
        Assert.DoesNotContain(Credentials.PasswordKey, File.ReadAllText(environment), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DecoderThatIsMissing_IsNamed_ByCaptureAndDoctor()
    {
        await using var far = Film(await UnitsAsync(isH265: true, "320x240"), isH265: true);
        await using var fixture = RtspTests.Fixture(far);
        var (settings, environment) = (Talkative(fixture), new Dictionary<string, string>
        {
            ["PATH"] = _folder.Path,
            [Credentials.PasswordKey] = Credentials.Password,
        });

        var round = await AutoCoreProcess.RunAsync(["capture", "--config", settings], environment);
        var doctor = await AutoCoreProcess.RunAsync(["doctor", "--config", settings], environment);

        Assert.Contains(round.Output.Concat(round.Errors),
            static l => l.Contains("codec", StringComparison.Ordinal) && l.Contains("ffmpeg is not installed", StringComparison.Ordinal));
        Assert.Equal(["DESCRIBE"], far.Methods);
        Assert.Contains(doctor.Output, static l => l.Contains("apt install ffmpeg", StringComparison.Ordinal));
    }

    /// <summary>Settings of a program that says what it does.</summary>
    private string Talkative(CaptureFixture fixture)
    {
        var settings = JsonNode.Parse(File.ReadAllText(fixture.WriteConfiguration()))!.AsObject();
        settings.Remove("Logging");
        return _folder.Write("appsettings.json", settings.ToJsonString());
    }

    private static RtspFarEnd Film(IReadOnlyList<byte[]> units, bool isH265)
    {
        string SetsOf(int type) => string.Join(',', units.Where(u => (isH265 ? (u[0] >> 1) & 63 : u[0] & 31) == type).Select(Convert.ToBase64String));
        var format = isH265 ? $"sprop-vps={SetsOf(32)};sprop-sps={SetsOf(33)};sprop-pps={SetsOf(34)}" : $"sprop-parameter-sets={SetsOf(7)},{SetsOf(8)}";
        return new()
        {
            Sdp = $"v=0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 {(isH265 ? "H265" : "H264")}/90000\r\na=fmtp:96 {format}\r\na=control:track1\r\n",
            Packets = new RtpPackets(96).Frame(units, isH265),
        };
    }

    /// <summary>One key frame that ffmpeg's own encoders made.</summary>
    private async Task<IReadOnlyList<byte[]>> UnitsAsync(bool isH265, string size)
    {
        var file = _folder[$"film-{isH265}-{size}"];
        await using var encoder = new ChildProcess(new ProcessStartInfo("ffmpeg",
        [
            "-v", "error", "-f", "lavfi", "-i", $"testsrc2=size={size}:rate=5:duration=1", "-frames:v", "1",
            "-c:v", isH265 ? "libx265" : "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-f", isH265 ? "hevc" : "h264", file,
        ]));
        Assert.Equal(0, await encoder.WaitForExitAsync());
        return RtpPackets.Units(await File.ReadAllBytesAsync(file));
    }
}
