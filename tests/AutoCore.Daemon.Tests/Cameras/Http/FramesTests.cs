using System.Text;
using System.Text.Json.Nodes;
using AutoCore.CameraFarm.Pictures;
using AutoCore.Daemon.Tests.Cameras.Fence;

namespace AutoCore.Daemon.Tests.Cameras.Http;

/// <summary>Streams whose first frames are black, and pictures of kinds that are not read.</summary>
public sealed class FramesTests
{
    private const string Stream = "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=frame\r\n\r\n";

    private static readonly string Good = Encoding.Latin1.GetString(SmallPicture.Bytes);
    private static readonly string Black = Encoding.Latin1.GetString(TurboJpeg.Encode(new byte[64 * 48 * 3], 64, 48, 60));

    [Theory]
    [InlineData(2, "BBGG", "G")]
    [InlineData(0, "BG", "B")]
    [InlineData(1, "BGB", "G")]
    [InlineData(1, "BcG", "G")]
    [InlineData(1, "tBtG", "G")]
    [InlineData(5, "BBG", "G")]
    [InlineData(20, "BBBBBBBBBBBBBBBBBBBBG", "G")]
    [InlineData(100, "G", "G")]
    [InlineData(1, "Gc", "G")]
    [InlineData(1, "Gt", "G")]
    [InlineData(5, "BGc", "G")]
    public async Task Stream_WhoseFirstFramesAreBlack_GivesTheOneBehindThem(int skip, string frames, string kept)
    {
        foreach (var type in new[] { "multipart/x-mixed-replace; boundary=frame", "image/jpeg" })
        {
            var answer = Stream.Replace("multipart/x-mixed-replace; boundary=frame", type, StringComparison.Ordinal) + string.Concat(frames.Select(Part));
            if (skip == 0 && type == "image/jpeg")
                continue;
            Assert.Equal(kept == "G" ? Good : Black, await StoredAsync(answer, skip));
        }
    }

    [Theory]
    [InlineData("\r\n", "\r\n--frame\r\n")]
    [InlineData("\n", "\n--frame\n")]
    [InlineData("\r\n", "\0\0\0\r\n--frame\r\n")]
    public async Task FramesWithoutEndMarkers_EndAtTheirDelimiters(string end, string between)
    {
        var frame = Good[..^2];
        var answer = $"{Stream}--frame{end}Content-Type: image/jpeg{end}{end}{frame}{between}Content-Type: image/jpeg{end}{end}{frame}{between}";

        Assert.Equal(frame + between[..between.IndexOf(end, StringComparison.Ordinal)], await StoredAsync(answer, skip: 0));
    }

    [Fact]
    public async Task SinglePicture_HasNothingToPassOver() =>
        Assert.Equal(Good, await StoredAsync(ScriptedHost.Picture(SmallPicture.Bytes), skip: 3));

    [Theory]
    [InlineData("\u00FF\u00C9", "unsupported")]
    [InlineData("\u00FF\u00C3", "unsupported")]
    [InlineData("\u00FF\u00C1", "ok")]
    public async Task Picture_OfAKindThatIsNotRead_IsNotCalledDamaged(string frame, string word)
    {
        var picture = Good.Replace("\u00FF\u00C0", frame, StringComparison.Ordinal);
        using var host = new ScriptedHost(_ => ScriptedHost.Picture(Encoding.Latin1.GetBytes(picture)));
        await using var fixture = Fixture(host, skip: 0);

        Assert.Equal(word, (await fixture.RunAsync()).Results[0].Reason.Word);
    }

    [Theory]
    [InlineData("\u0089PNG\r\n\u001A\n\0\0\0\u000DIHDR", "image/jpeg, a PNG picture")]
    [InlineData("\0\0\0\u0001\u0067\u0064\0\u0028\u00AC", "image/jpeg, H.264 video")]
    [InlineData("\0\0\0\u001Cftypheic\0\0\0\0", "image/jpeg, a HEIC picture")]
    [InlineData("<html><title>Camera 3</title></html>", "image/jpeg, an HTML page: Camera 3")]
    [InlineData("{\"channel\":3,\"state\":\"off\"}", "image/jpeg, JSON: channel 3, state off")]
    public async Task AnotherFormat_IsNamed(string body, string detail)
    {
        using var host = new ScriptedHost(_ => ScriptedHost.Picture(Encoding.Latin1.GetBytes(body)));
        await using var fixture = Fixture(host, skip: 0);

        var result = (await fixture.RunAsync()).Results[0];

        Assert.Equal("not-jpeg", result.Reason.Word);
        Assert.EndsWith(detail, result.Detail, StringComparison.Ordinal);
    }

    private static string Part(char kind) => kind switch
    {
        'B' => $"--frame\r\nContent-Type: image/jpeg\r\n\r\n{Black}\r\n",
        'G' => $"--frame\r\nContent-Type: image/jpeg\r\n\r\n{Good}\r\n",
        'c' => $"--frame\r\nContent-Type: image/jpeg\r\n\r\n{Good[..800]}\r\n",
        _ => "--frame\r\nContent-Type: text/plain\r\n\r\nhello\r\n",
    };

    private static async Task<string?> StoredAsync(string answer, int skip)
    {
        using var host = new ScriptedHost(_ => answer);
        await using var fixture = Fixture(host, skip);
        var outcome = await fixture.RunAsync();
        Assert.Equal("ok", outcome.Results[0].Reason.Word);
        return Encoding.Latin1.GetString(await File.ReadAllBytesAsync(fixture.Latest(fixture.Farm.Cameras[0])));
    }

    private static CaptureFixture Fixture(ScriptedHost host, int skip)
    {
        var fixture = new CaptureFixture();
        fixture.Settings["RetryAttempts"] = 1;
        fixture.Farm.Add("S/P0");
        fixture.CameraSettings["S/P0"] = new JsonObject { ["Url"] = $"http://{host.Authority}/video", ["Auth"] = "none", ["SkipFrames"] = skip };
        return fixture;
    }
}
