using System.Text;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.CameraFarm.Pictures;
using AutoCore.CameraFarm.Serving;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.CameraFarm;

public sealed class WireTests : IAsyncDisposable
{
    private readonly Farm farm = Farm.Start(new FarmOptions { Pictures = new PictureOptions { Width = 320, Height = 240 } });
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await farm.DisposeAsync();
    }

    [Theory]
    [InlineData("wrong-content-type", "Content-Type: text/plain")]
    [InlineData("malformed-header", "\r\nthis line has no colon")]
    [InlineData("icy", "ICY 200 OK")]
    [InlineData("http-1.0", "HTTP/1.0 200 OK")]
    [InlineData("multipart", "multipart/x-mixed-replace; boundary=autocoreframe")]
    [InlineData("huge-length", "Content-Length: 10000000000")]
    [InlineData("redirect-to-login", "Location: /login.html?from=snapshot")]
    [InlineData("stale-last-modified", "Last-Modified: ")]
    [InlineData("busy-xml-503", "503 Service Unavailable")]
    public async Task Preset_OddHead_IsSentAsItIs(string preset, string text)
    {
        var answer = await FarmClient.GetAsync(Add(preset), atMost: 10_000, "Connection: close");

        Assert.Contains(text, answer.Head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-content-type", "Content-Type")]
    [InlineData("no-length", "Content-Length")]
    [InlineData("multipart", "Content-Length")]
    [InlineData("line-feeds-only", "\r")]
    public async Task Preset_MissingInHead_IsMissing(string preset, string text)
    {
        var answer = await FarmClient.GetAsync(Add(preset), atMost: 10_000, "Connection: close");

        Assert.DoesNotContain(text, answer.Head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("length-too-small", -3000)]
    [InlineData("length-too-large", 5000)]
    [InlineData("length-twice-different", 700)]
    public async Task Preset_FalseLength_IsOffByThis(string preset, int error)
    {
        var answer = await FarmClient.GetAsync(Add(preset), headers: "Connection: close");

        Assert.Contains($"Content-Length: {answer.Body.Length + error}", answer.Head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-length")]
    [InlineData("http-1.0")]
    [InlineData("icy")]
    [InlineData("malformed-header")]
    [InlineData("line-feeds-only")]
    [InlineData("length-twice")]
    [InlineData("length-too-small")]
    [InlineData("length-too-large")]
    [InlineData("closes-silently")]
    [InlineData("drip")]
    public async Task Preset_OddOnTheWire_SendsTheWholePicture(string preset)
    {
        var camera = Add(preset);

        var answer = await FarmClient.GetAsync(camera, headers: "Connection: close");

        Assert.Equal(camera.Sent[0].Whole.ToArray(), answer.Body);
    }

    [Fact]
    public async Task Preset_Chunked_IsReadByThePlatformsClient()
    {
        var camera = Add("chunked");

        Assert.Equal(await client.GetByteArrayAsync(camera.Url), camera.Sent[0].Whole.ToArray());
    }

    [Theory]
    [InlineData("chunked-cut")]
    [InlineData("closes-early")]
    [InlineData("reset")]
    [InlineData("hangs-up")]
    [InlineData("icy")]
    [InlineData("malformed-header")]
    public async Task Preset_PlatformsClient_Throws(string preset)
    {
        var camera = Add(preset);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetByteArrayAsync(camera.Url));
    }

    [Fact]
    public async Task Preset_Reset_ResetsAfterHalfThePicture()
    {
        var camera = Add("reset");

        var answer = await FarmClient.GetAsync(camera);

        Assert.True(answer.WasReset);
        Assert.True(answer.Body.Length <= camera.Sent[0].Whole.Length / 2);
    }

    [Fact]
    public async Task Preset_Stalls_SendsHalfThePictureAndThenNothing()
    {
        var camera = Add("stalls");
        using var answer = await client.GetAsync(camera.Url, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await answer.Content.ReadAsStreamAsync();

        await body.ReadExactlyAsync(new byte[camera.Sent[0].Whole.Length / 2]);

        Assert.False(body.ReadAsync(new byte[1]).AsTask().IsCompleted);
    }

    [Theory]
    [InlineData("endless")]
    [InlineData("endless-chunked")]
    [InlineData("huge-length")]
    public async Task Preset_Endless_GoesOnPastAnyLimit(string preset)
    {
        var answer = await FarmClient.GetAsync(Add(preset), atMost: 20_000_000);

        Assert.True(answer.Body.Length > 19_000_000);
    }

    [Theory]
    [InlineData("multipart")]
    [InlineData("multipart-no-length")]
    [InlineData("multipart-hyphens")]
    public async Task Preset_Multipart_SendsOnePictureAfterTheOther(string preset)
    {
        var camera = Add(preset);
        var boundary = "--" + camera.Behaviour.Wire.Multipart!.Boundary;

        var answer = await FarmClient.GetAsync(camera, atMost: 40_000);

        Assert.StartsWith($"{boundary}\r\nContent-Type: image/jpeg\r\n", Encoding.Latin1.GetString(answer.Body), StringComparison.Ordinal);
        Assert.True(answer.Body.AsSpan().IndexOf(camera.Sent[0].Whole.ToArray()) > 0);
        Assert.True(answer.Body.AsSpan().IndexOf(camera.Sent[1].Whole.ToArray()) > 0);
        await Eventually.TrueAsync(() => camera.Images >= 2);
    }

    [Theory]
    [InlineData("plain", 2)]
    [InlineData("closes-silently", 1)]
    public async Task Wire_KeepAlive_ServesOnOneConnectionOrCloses(string preset, int expected)
    {
        var camera = Add(preset);
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(camera.Url.Host, camera.Url.Port);
        var request = $"GET {camera.Url.PathAndQuery} HTTP/1.1\r\nHost: camera\r\n";
        await socket.GetStream().WriteAsync(Encoding.Latin1.GetBytes($"{request}\r\n{request}Connection: close\r\n\r\n"));

        using var answers = new MemoryStream();
        try
        {
            await socket.GetStream().CopyToAsync(answers);
        }
        catch (IOException)
        {
            // Closed with the second request unread: a reset.
        }

        Assert.Equal(expected, camera.Requests);
    }

    private FarmCamera Add(string preset) => farm.Add(preset, Presets.Named(preset).Create());
}
