using System.Collections;
using System.Text.Json.Nodes;
using AutoCore.Core;
using AutoCore.Daemon.Tests.Cameras.Fence;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Cameras.Rtsp;

/// <summary>Streams in a round, and in the settings.</summary>
public sealed class RtspRoundTests
{
    [Fact]
    public async Task SkippedFrames_ArePassedOver_AndTheLastOneWillDo()
    {
        var stream = new RtpPackets(26);
        await using var far = new RtspFarEnd { Packets = [.. stream.Jpeg(SmallPicture.Bytes, 50), .. stream.Jpeg(SmallPicture.Bytes, 90)], HangsUp = true };
        await using var fixture = RtspTests.Fixture(far);
        var sizes = new List<long>();
        foreach (var skip in new[] { 0, 1, 7 })
        {
            fixture.CameraSettings["S/P0"]["SkipFrames"] = skip;
            fixture.Restart();
            var stored = (await fixture.RunAsync()).Results[0].Stored!;
            sizes.Add(TablesOf(File.ReadAllBytes(Path.Combine(fixture.Root, stored.Path))));
        }

        Assert.True(sizes[0] > sizes[1]);
        Assert.Equal(sizes[1], sizes[2]);
    }

    [Fact]
    public async Task StreamsWaitForEachOther_AndHoldNoWorkerMeanwhile()
    {
        var (visitors, most) = (0, 0);
        await using var slow = RtspTests.Far("");
        using var quick = new ScriptedHost(_ => ScriptedHost.Picture(SmallPicture.Bytes));
        // Answers when all pictures were asked for: who holds the one worker waits in vain.
        slow.Answer = _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref visitors));
            SpinWait.SpinUntil(() => quick.Requests.Count == 3, TimeSpan.FromSeconds(30));
            Interlocked.Decrement(ref visitors);
            return "RTSP/1.0 404 No\r\nCSeq: {CSeq}\r\n\r\n";
        };
        await using var fixture = RtspTests.Fixture(slow);
        fixture.Settings["MaxWorkers"] = 1;
        fixture.Settings["FirstByteTimeout"] = "00:00:20";
        fixture.Settings["ImageTimeout"] = "00:00:30";
        for (var i = 1; i < 6; i++)
        {
            fixture.Farm.Add($"S/P{i}");
            fixture.CameraSettings[$"S/P{i}"] = new JsonObject { ["Url"] = i < 3 ? $"{slow.Address}{i}" : $"http://{quick.Authority}/{i}", ["Auth"] = "none" };
        }

        var results = (await fixture.RunAsync()).Results.OrderBy(static r => r.Camera.Name, StringComparer.Ordinal);

        Assert.Equal(["not-found", "not-found", "not-found", "ok", "ok", "ok"], results.Select(static r => r.Reason.Word));
        Assert.Equal((1, 3), (most, slow.Connections));
    }

    [Theory]
    [InlineData("""{ "Url": "rtsp://cam/live" }""", null)]
    [InlineData("""{ "Url": "rtsps://cam:8322/live?x={PasswordKey}", "UserName": "u", "PasswordKey": "K" }""", null)]
    [InlineData("""{ "Url": "rtsp://cam/live", "Auth": "form", "UserName": "u", "PasswordKey": "K" }""", "a stream knows no form")]
    [InlineData("""{ "Url": "rtsp://cam/live", "Auth": "bearer", "PasswordKey": "K" }""", "a stream knows no bearer")]
    [InlineData("""{ "Url": "rtsp:///live" }""", "onvif:// address")]
    [InlineData("""{ "Url": "rtmp://cam/live" }""", "onvif:// address")]
    [InlineData("""{ "Url": "rtsp://admin:S3CRET@cam/live" }""", "user name and password are UserName and PasswordKey")]
    [InlineData("""{ "Url": "onvif://cam:8000/?profile=P_1", "UserName": "u", "PasswordKey": "K", "Note": "found" }""", null)]
    [InlineData("""{ "Url": "onvif://cam", "Auth": "bearer", "PasswordKey": "K" }""", "ONVIF knows no bearer")]
    [InlineData("""{ "Url": "onvif://cam/?x={PasswordKey}", "UserName": "u", "PasswordKey": "K" }""", "an onvif:// address holds no secret")]
    [InlineData("""{ "Url": "onvif://admin:S3CRET@cam" }""", "user name and password are UserName and PasswordKey")]
    public void Address_IsJudgedAtTheStart(string keys, string? problem)
    {
        using var folder = new TemporaryFolder();
        var camera = JsonNode.Parse(keys)!.AsObject();
        (camera["Site"], camera["Name"]) = ("S", "P");
        var settings = new JsonObject { ["AutoCore"] = new JsonObject { ["Cameras"] = new JsonObject { ["Sources"] = new JsonArray(camera) } } };

        var errors = LoadedSettings.Load(folder.Write("appsettings.json", settings.ToJsonString()), new Hashtable()).Report.Errors;

        if (problem is null)
            Assert.Empty(errors);
        else
            Assert.Contains(problem, Assert.Single(errors), StringComparison.Ordinal);
        Assert.DoesNotContain(errors, e => e.Contains("S3CRET", StringComparison.Ordinal));
    }

    private static long TablesOf(byte[] picture) => picture.AsSpan(25, 64).ToArray().Sum(static b => (long)b);
}
