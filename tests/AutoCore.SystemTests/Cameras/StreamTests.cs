using System.Text.Json.Nodes;
using AutoCore.CameraFarm.Pictures;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Cameras;

/// <summary>The real program and a real RTSP server: each stream is stored, or refused with its reason.</summary>
public sealed class StreamTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Streams_AreStoredOrRefused_AndNobodyLearnsThePassword()
    {
        await using var server = await GStreamerServer.StartAsync(_folder);
        var expected = new (string Url, string Word, JsonObject Keys)[]
        {
            ($"{server.Digest}/h264", "ok", []),
            ($"{server.Digest}/h265", "ok", []),
            ($"{server.Digest}/jpeg", "ok", []),
            ($"{server.Basic}/h264", "ok", []),
            ($"{server.Secure}/jpeg", "ok", new() { ["TlsFingerprint"] = server.Fingerprint }),
            ($"{server.Secure}/h264", "tls", []),
            ($"{server.Digest}/h264", "auth", new() { ["PasswordKey"] = "WRONG" }),
            ($"{server.Digest}/nothing", "not-found", []),
            ($"{server.Digest}/four-k", "too-large", []),
            ($"{server.Digest}/stalls", "timeout", new() { ["ImageTimeout"] = "00:00:05" }),
            ($"{server.Digest}/no-key", "timeout", new() { ["ImageTimeout"] = "00:00:05" }),
            ($"{server.Moved}/live", "redirect", []),
        };
        var settings = Write([.. expected.Select(static (e, i) => Source(i, e.Url, e.Keys))]);
        var environment = new Dictionary<string, string> { ["STREAM"] = GStreamerServer.Password, ["WRONG"] = "another" };

        await using var round = AutoCoreProcess.Start(["capture", "--config", settings], environment);
        var seen = new HashSet<string>();
        while (!round.HasExited)
        {
            seen.UnionWith(Processes.CommandLines());
            await Task.Delay(20, CancellationToken.None);
        }
        await round.WaitForExitAsync();

        var lines = round.Output.Concat(round.Errors).ToList();
        foreach (var (wanted, i) in expected.Select(static (e, i) => (e, i)))
        {
            var line = Assert.Single(lines, l => l.Contains($"] S/P{i:00} ", StringComparison.Ordinal));
            var isAsExpected = line.Contains(wanted.Word == "ok" ? " bytes " : $"failed: {wanted.Word} ", StringComparison.Ordinal);
            Assert.True(isAsExpected, $"{wanted.Url}, {wanted.Word}: {line}");
        }
        foreach (var picture in Directory.EnumerateFiles(_folder["data/cameras"], "*.jpg", SearchOption.AllDirectories))
            Assert.Null(TurboJpeg.FindFault(await File.ReadAllBytesAsync(picture)));
        Assert.False(server.Trapped);
        Assert.Contains(seen, static c => c.StartsWith("ffmpeg ", StringComparison.Ordinal) || c.Contains("/ffmpeg ", StringComparison.Ordinal));
        Assert.DoesNotContain(seen, c => c.Contains(GStreamerServer.Password, StringComparison.Ordinal));
        Assert.DoesNotContain(lines, static l => l.Contains(GStreamerServer.Password, StringComparison.Ordinal));
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories),
            static f => File.ReadAllBytes(f).AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(GStreamerServer.Password)) >= 0);
        Assert.Empty(Processes.ChildrenOf(round.Id));
    }

    [Fact]
    public async Task DaemonThatIsKilledWhileItDecodes_LeavesNoDecoder()
    {
        await using var server = await GStreamerServer.StartAsync(_folder);
        var settings = Write([.. Enumerable.Range(0, 6).Select(i => Source(i, $"{server.Digest}/h264", []))]);
        var environment = new Dictionary<string, string> { ["STREAM"] = GStreamerServer.Password };
        await using var round = AutoCoreProcess.Start(["capture", "--config", settings], environment);
        IReadOnlyList<int> children = [];
        await Eventually.TrueAsync(() => round.HasExited
            || (children = [.. Processes.Named("ffmpeg").Where(n => Processes.ParentOf(n) == round.Id)]).Count > 0);

        round.Kill();
        await round.WaitForExitAsync();

        Assert.NotEmpty(children);
        await Eventually.TrueAsync(() => children.All(static n => Processes.ParentOf(n) is null || !Processes.Named("ffmpeg").Contains(n)));
    }

    private string Write(JsonArray sources) => _folder.Write("appsettings.json", new JsonObject
    {
        ["AutoCore"] = new JsonObject
        {
            ["DataDirectory"] = _folder["data"],
            ["Cameras"] = new JsonObject
            {
                ["RetryAttempts"] = 1,
                ["FirstByteTimeout"] = "00:00:40",
                ["ImageTimeout"] = "00:01:00",
                ["DelayBetweenCameras"] = "00:00:00",
                ["Rtsp"] = new JsonObject { ["MaxAtOnce"] = 2 },
                ["Sources"] = sources,
            },
        },
    }.ToJsonString());

    private static JsonObject Source(int number, string url, JsonObject keys)
    {
        var source = new JsonObject { ["Site"] = "S", ["Name"] = $"P{number:00}", ["Url"] = url };
        (source["UserName"], source["PasswordKey"]) = (GStreamerServer.User, "STREAM");
        foreach (var (key, value) in keys)
            source[key] = value?.DeepClone();
        return source;
    }
}
