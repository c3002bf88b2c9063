using System.Text.Json.Nodes;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.Daemon.Cameras;
using AutoCore.Daemon.Tests.Cameras.Fence;
using AutoCore.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Daemon.Tests.Cameras.Rtsp;

/// <summary>Cameras with a stream in place of a picture, as far as no decoder is needed: MJPEG.</summary>
public sealed class RtspTests
{
    private static readonly string[] Visit = ["DESCRIBE", "SETUP", "PLAY", "TEARDOWN"];

    [Theory]
    [InlineData("")]
    [InlineData("Digest")]
    [InlineData("Basic")]
    [InlineData("Digest, Basic")]
    public async Task Frame_IsStored_AndTheCameraIsLeft(string login)
    {
        await using var far = Far(login);
        await using var fixture = Fixture(far);

        var first = Assert.Single((await fixture.RunAsync()).Results);
        var second = Assert.Single((await fixture.RunAsync()).Results);

        Assert.Equal(("ok", "ok"), (first.Reason.Word, second.Reason.Word));
        Assert.Equal((96, 64), (first.Stored!.Picture.Width, first.Stored.Picture.Height));
        Assert.Equal([.. login.Length > 0 ? ["DESCRIBE"] : Array.Empty<string>(), .. Visit, .. Visit], far.Methods);
        Assert.DoesNotContain(far.Requests, r => login.Contains("Digest", StringComparison.Ordinal) && r.Contains("Basic", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Secure_NeedsThePin_AndTheCheckNamesIt()
    {
        await using var far = new RtspFarEnd { IsSecure = true, Login = "Basic", Packets = new RtpPackets(26).Jpeg(SmallPicture.Bytes) };
        await using var fixture = Fixture(far);

        Assert.Equal("tls", (await fixture.RunAsync()).Results[0].Reason.Word);
        Assert.Contains($"\"TlsFingerprint\": \"{far.Fingerprint}\"", (await CheckAsync(fixture)).Advice, StringComparison.Ordinal);
        fixture.CameraSettings["S/P0"]["TlsFingerprint"] = far.Fingerprint;
        fixture.Restart();
        Assert.Equal("ok", (await fixture.RunAsync()).Results[0].Reason.Word);
    }

    [Theory]
    [InlineData("RTSP/1.0 404 Not Found\r\nCSeq: {CSeq}\r\n\r\n", "not-found", "status 404", "no stream at this path")]
    [InlineData("RTSP/1.0 453 Full\r\nCSeq: {CSeq}\r\n\r\n", "busy", "status 453", "the device is busy")]
    [InlineData("RTSP/1.0 500 No\r\nCSeq: {CSeq}\r\n\r\n", "http-500", "status 500", "answers with an error")]
    [InlineData("RTSP/1.0 200 OK\r\nCSeq: {CSeq}\r\nContent-Length: 24\r\n\r\nm=audio 0 RTP/AVP 0\r\n\r\n\r\n",
        "codec", "no H.264, H.265 or MJPEG: audio", "choose H.264")]
    [InlineData("RTSP/1.0 200 OK\r\nCSeq: {CSeq}\r\nContent-Length: 99999\r\n\r\n", "head-too-large", "longer than", "")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", "not-http", "no RTSP: \"HTTP/1.1 400", "554 is usual")]
    [InlineData("\u0015\u0003\u0001\u0000\u0002\u0002\u0050", "not-http", "no RTSP: it speaks TLS", "rtsps://")]
    [InlineData("RTSP/1.0 401 No\r\nCSeq: {CSeq}\r\nWWW-Authenticate: Digest realm=\"x\", nonce=\"y\"\r\n\r\n",
        "auth", "status 401, asks for Digest", "UserName")]
    [InlineData("silence", "timeout", "no first byte within", "silent")]
    public async Task Refusal_HasAReason_AndARemedy(string answer, string word, string detail, string advice)
    {
        await using var far = Far("");
        far.Answer = r => r.StartsWith("DESCRIBE", StringComparison.Ordinal) ? answer : null;
        await using var fixture = Fixture(far);

        var result = Assert.Single((await fixture.RunAsync()).Results);

        Assert.Equal(word, result.Reason.Word);
        Assert.Contains(detail, result.Detail, StringComparison.Ordinal);
        Assert.Contains(advice, (await CheckAsync(fixture)).Advice, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(fixture.Root, ".incoming")));
    }

    [Theory]
    [InlineData("rtsp://127.0.0.2:{port}/live")]
    [InlineData("rtsp://{host}:1/live")]
    [InlineData("rtsps://{host}:{port}/live")]
    [InlineData("http://{host}:{port}/live")]
    [InlineData("rtsp://u:" + "p@{host}:{port}/live")]
    public async Task Redirect_ElsewhereIsNotFollowed(string location)
    {
        await using var far = Far("");
        var parts = far.Authority.Split(':');
        location = location.Replace("{host}", parts[0], StringComparison.Ordinal).Replace("{port}", parts[1], StringComparison.Ordinal);
        far.Answer = _ => $"RTSP/1.0 302 Moved\r\nCSeq: {{CSeq}}\r\nLocation: {location}\r\n\r\n";
        await using var fixture = Fixture(far);

        var result = Assert.Single((await fixture.RunAsync()).Results);

        Assert.Equal("redirect", result.Reason.Word);
        Assert.Single(far.Requests);
        Assert.Equal(1, far.Connections);
        Assert.DoesNotContain("u:p", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirect_ToAnotherPathOfTheCamera_IsFollowed_AndRoundInACircleItEnds()
    {
        await using var far = Far("");
        far.Answer = r => r.StartsWith("DESCRIBE", StringComparison.Ordinal) && !r.Contains("/there ", StringComparison.Ordinal) ? Moved(far, "there") : null;
        await using var fixture = Fixture(far);
        Assert.Equal("ok", (await fixture.RunAsync()).Results[0].Reason.Word);

        far.Requests.Clear();
        far.Answer = r => r.StartsWith("DESCRIBE", StringComparison.Ordinal) ? Moved(far, "there") : null;
        Assert.Equal("redirect", (await fixture.RunAsync()).Results[0].Reason.Word);
        Assert.Equal(4, far.Requests.Count);
    }

    [Theory]
    [InlineData(false, "timeout", "no packet of the video came: not whole within")]
    [InlineData(true, "truncated", "no packet of the video came, and the camera hung up")]
    public async Task Stream_WithoutAFrame_SaysSo_AndIsLeft(bool hangsUp, string word, string detail)
    {
        await using var far = new RtspFarEnd { HangsUp = hangsUp };
        await using var fixture = Fixture(far);
        fixture.Settings["ImageTimeout"] = "00:00:00.500";

        var result = Assert.Single((await fixture.RunAsync()).Results);

        Assert.Equal(word, result.Reason.Word);
        Assert.StartsWith(detail, result.Detail, StringComparison.Ordinal);
        Assert.Equal(!hangsUp, far.Methods.Contains("TEARDOWN"));
    }

    [Theory]
    [InlineData("RTP/AVP;unicast;client_port=5000-5001", "http-461")]
    [InlineData("RTP/AVP/TCP;unicast;interleaved=6-7", "timeout")]
    public async Task Transport_IsTheCameras(string transport, string word)
    {
        await using var far = new RtspFarEnd { Transport = transport, Packets = new RtpPackets(26).Jpeg(SmallPicture.Bytes) };
        await using var fixture = Fixture(far);
        fixture.Settings["ImageTimeout"] = "00:00:00.500";

        // Packets of another channel than the one it chose are none of the video.
        Assert.Equal(word, (await fixture.RunAsync()).Results[0].Reason.Word);
    }

    [Fact]
    public async Task WhatStandsBetweenPackets_IsPassedOver()
    {
        await using var far = new RtspFarEnd
        {
            Packets = new RtpPackets(26, 300).Jpeg(SmallPicture.Bytes),
            Between = "\r\n\u0001\u0002$\u0001\0\u0004abcdGET_PARAMETER rtsp://cam RTSP/1.0\r\nCSeq: 1\r\n\r\n",
        };
        await using var fixture = Fixture(far);

        Assert.Equal("ok", (await fixture.RunAsync()).Results[0].Reason.Word);
    }

    [Fact]
    public async Task Stream_OfNothingButNoise_IsGivenUp()
    {
        await using var far = new RtspFarEnd { Packets = [.. Enumerable.Repeat(new byte[] { 1 }, 20)], Between = new string('\u0001', 4000) };
        await using var fixture = Fixture(far);

        Assert.Equal("corrupt", (await fixture.RunAsync()).Results[0].Reason.Word);
    }

    [Fact]
    public async Task CameraThatHangsUpAfterItsRefusal_IsAskedOnANewConnection()
    {
        await using var far = Far("Digest");
        far.Answer = r => r.Contains("Authorization", StringComparison.Ordinal) ? null
            : "RTSP/1.0 401 No\r\nCSeq: {CSeq}\r\nConnection: close\r\nWWW-Authenticate: Digest realm=\"cam\", nonce=\"0a1b2c3d\"\r\n\r\n";
        await using var fixture = Fixture(far);

        Assert.Equal("ok", (await fixture.RunAsync()).Results[0].Reason.Word);
        Assert.Equal(2, far.Connections);
    }

    [Fact]
    public async Task SecretInTheAddress_IsSentToTheCamera_AndShownNowhere()
    {
        await using var far = Far("");
        far.Answer = r => r.StartsWith("DESCRIBE", StringComparison.Ordinal)
            ? $"RTSP/1.0 302 No\r\nCSeq: {{CSeq}}\r\nLocation: rtsp://other/?p={Credentials.Password}\r\n\r\n" : null;
        await using var fixture = Fixture(far);
        fixture.CameraSettings["S/P0"]["Url"] = $"{far.Address}?user={{UserName}}&pwd={{PasswordKey}}";

        var result = Assert.Single((await fixture.RunAsync()).Results);

        Assert.Contains($"pwd={Uri.EscapeDataString(Credentials.Password)} ", Assert.Single(far.Requests), StringComparison.Ordinal);
        Assert.Equal("redirect", result.Reason.Word);
        Assert.DoesNotContain("s3cret", result.Detail, StringComparison.Ordinal);
    }

    private static string Moved(RtspFarEnd far, string path) => $"RTSP/1.0 301 Moved\r\nCSeq: {{CSeq}}\r\nLocation: rtsp://{far.Authority}/{path}\r\n\r\n";

    internal static RtspFarEnd Far(string login) => new() { Login = login, Packets = new RtpPackets(26).Jpeg(SmallPicture.Bytes) };

    private static async Task<CameraFinding> CheckAsync(CaptureFixture fixture)
    {
        var cameras = fixture.Services.GetRequiredService<Core.Cameras.CamerasOptions>().Sources;
        return Assert.Single(await fixture.Services.GetRequiredService<CameraCheck>().RunAsync(cameras, static _ => { }, CancellationToken.None));
    }

    internal static CaptureFixture Fixture(RtspFarEnd far)
    {
        var fixture = new CaptureFixture();
        fixture.Settings["RetryAttempts"] = 1;
        fixture.Settings["FirstByteTimeout"] = "00:00:02";
        fixture.Farm.Add("S/P0");
        fixture.CameraSettings["S/P0"] = new JsonObject
        {
            ["Url"] = far.Address,
            ["Auth"] = "auto",
            ["UserName"] = Credentials.UserName,
            ["PasswordKey"] = Credentials.PasswordKey,
        };
        return fixture;
    }
}
