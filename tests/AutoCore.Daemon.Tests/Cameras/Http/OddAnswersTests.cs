using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using AutoCore.CameraFarm.Access;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.Daemon.Cameras.Rounds;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Tests.Cameras.Fence;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Cameras.Http;

/// <summary>What owners of real cameras meet: hang-ups, odd frames, foreign letters and foreign protocols. Each connection of the host is one
/// request.</summary>
public sealed class OddAnswersTests
{
    private const string Challenge = "HTTP/1.1 401 No\r\nWWW-Authenticate: Digest realm=\"cam\", nonce=\"n1\"\r\nContent-Length: 4\r\n\r\nhalf";

    private static readonly string Whole = ScriptedHost.Picture(SmallPicture.Bytes);
    private static readonly string Body = Encoding.Latin1.GetString(SmallPicture.Bytes);

    [Fact]
    public async Task HangsUpAfterItsChallengeWithoutASign_EveryPictureComes()
    {
        var hosts = Enumerable.Range(0, 30).Select(_ => new ScriptedHost(r => Has(r, "Authorization") ? Whole : Challenge)).ToList();

        var outcome = await RunAsync([.. hosts.Select(h => Camera(h, "digest"))], tries: 1);

        Assert.Equal(hosts.Count, outcome.Summary.Stored);
        Assert.All(hosts, h => Assert.Equal(2, h.Requests.Count));
        hosts.ForEach(h => h.Dispose());
    }

    [Fact]
    public async Task HangsUpWithoutAnAnswer_IsAskedAsOftenAsItIsSaid()
    {
        using var host = new ScriptedHost(_ => "");

        var outcome = await RunAsync([Camera(host)], tries: 3);

        Assert.Equal(("refused", 3, 3), (outcome.Results[0].Reason.Word, outcome.Results[0].Attempts, host.Requests.Count));
    }

    [Theory]
    [InlineData("")]
    [InlineData(", stale=true")]
    public async Task RefusesForEver_IsNotAskedForEver(string stale)
    {
        using var host = new ScriptedHost(_ => $"HTTP/1.1 401 No\r\nWWW-Authenticate: Digest realm=\"cam\", nonce=\"n1\"{stale}\r\nContent-Length: 0\r\n\r\n");

        var outcome = await RunAsync([Camera(host, "digest")], tries: 3);

        Assert.Equal("auth", outcome.Results[0].Reason.Word);
        Assert.InRange(host.Requests.Count, 2, stale.Length == 0 ? 2 : 3);
    }

    public static TheoryData<string, string> Frames() => new()
    {
        { "no length", $"HTTP/1.1 200 OK\r\n\r\n{Body}" },
        { "length 0", $"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n{Body}" },
        { "two lengths", $"HTTP/1.1 200 OK\r\nContent-Length: 100\r\nContent-Length: {Body.Length}\r\n\r\n{Body}" },
        { "chunks that are none", $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{Body}" },
        { "line breaks before it", $"HTTP/1.1 200 OK\r\n\r\n\r\n\r\n{Body}" },
        { "a head twice", $"HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n{Body}" },
        { "a script's warning", $"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n\u00EF\u00BB\u00BFWarning: fopen()\n{Body}" },
        { "status 206", Whole.Replace("200 OK", "206 Part", StringComparison.Ordinal) },
        { "said before it", $"HTTP/1.1 103 Early\r\nBad line\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n{Whole}" },
        { "mixed line ends", $"HTTP/1.1 200 OK\nno colon\r\nContent-Length: {Body.Length}\n\r\n{Body}" },
        { "gzip", Compressed("gzip", s => new GZipStream(s, CompressionLevel.Fastest)) },
        { "deflate", Compressed("deflate", s => new ZLibStream(s, CompressionLevel.Fastest)) },
        { "raw deflate", Compressed("deflate", s => new DeflateStream(s, CompressionLevel.Fastest)) },
        { "gzip that is none", $"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {Body.Length}\r\n\r\n{Body}" },
        { "no head", Body },
        { "parts without hyphens", Parts("frame", "") },
        { "parts announced with hyphens", Parts("--frame", "--frame", "--frame") },
        { "one picture announced as parts", $"HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=frame\r\n\r\n{Body}" },
        { "parts announced as one picture", Parts("frame", "--frame")
            .Replace("multipart/x-mixed-replace; boundary=frame", "image/jpeg", StringComparison.Ordinal) },
        { "a part's length 0", Parts("frame", "--frame", length: 0) },
        { "a part's length too small", Parts("frame", "--frame", length: Body.Length - 2) },
        { "a part's length too large", Parts("frame", "--frame", length: Body.Length + 400) },
        { "text parts first", Parts("frame", "--frame", before: string.Concat(Enumerable.Repeat("--frame\r\nContent-Type: text/plain\r\n\r\nhello\r\n", 6))) },
        { "a cut frame first", Parts("frame", "--frame", before: $"--frame\r\nContent-Type: image/jpeg\r\n\r\n{Body[..(Body.Length / 2)]}\r\n") },
        { "a line break before each picture", Parts("frame", "--frame", extra: "\r\n") },
        { "headers without a status", $"Content-Type: image/jpeg\r\n\r\n{Body}" },
    };

    [Theory]
    [MemberData(nameof(Frames))]
    public async Task OddFrame_TheFirstBytesOfAPictureCountMore(string what, string answer)
    {
        using var host = new ScriptedHost(_ => answer);

        var outcome = await RunAsync([Camera(host)], tries: 1);

        Assert.True(outcome.Summary.Stored == 1, $"{what}: {outcome.Results[0].Reason.Word}, {outcome.Results[0].Detail}");
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", "not-http", "SSH-2.0-OpenSSH_9.2")]
    [InlineData("220 ftp ready\r\n", "not-http", "220 ftp ready")]
    [InlineData("RTSP/1.0 400 Bad Request\r\n", "not-http", "RTSP/1.0 400 Bad Request")]
    [InlineData("SIP/2.0 405 Method Not Allowed\r\n", "not-http", "SIP/2.0 405")]
    [InlineData("\u0015\u0003\u0003\0\u0002\u0002\u0028", "not-http", "TLS")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><title>Login - NVR</title></html>", "not-jpeg", "Login - NVR")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[{\"error\":{\"detail\":\"login failed\"}}]", "auth", "login failed")]
    [InlineData("HTTP/1.1 403 No\r\nConnection: close\r\n\r\n<ResponseStatus><subStatusCode>lowPrivilege</subStatusCode></ResponseStatus>", "auth",
        "lowPrivilege")]
    [InlineData("HTTP/1.1 500 No\r\nConnection: close\r\n\r\nchannel 3 lost", "http-500", "channel 3 lost")]
    [InlineData("HTTP/1.1 304 Same\r\n\r\n", "http-304", "304")]
    [InlineData("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", "redirect", "without an address")]
    [InlineData("HTTP/1.1 401 No\r\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n\", algorithm=SHA-512-256\r\nContent-Length: 0\r\n\r\n", "auth",
        "SHA-512-256")]
    public async Task NoPicture_IsNamedForWhatItIs(string answer, string word, string detail)
    {
        // Who speaks another protocol in lines says one, and waits.
        using var host = new ScriptedHost(_ => answer + (word == "not-http" && answer.EndsWith('\n') ? ScriptedHost.Silence : ""));

        var outcome = await RunAsync([Camera(host, "digest")], tries: 1);

        Assert.Equal(word, outcome.Results[0].Reason.Word);
        Assert.Contains(detail, outcome.Results[0].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("basic")]
    [InlineData("digest")]
    public async Task UserBeyondAscii_KnownInLatin1Only_IsAskedOnceMore_ThenDirectly(string auth)
    {
        const string user = "jos\u00E9";
        using var host = new ScriptedHost(r => IsLatin1(r, auth, user) ? Whole : Challenge);

        await using var fixture = Fixture([Camera(host, auth, user)], tries: 1);
        Assert.Equal(1, (await fixture.RunAsync()).Summary.Stored);
        var before = host.Requests.Count;
        Assert.Equal(1, (await fixture.RunAsync()).Summary.Stored);

        Assert.Equal(1, host.Requests.Count - before);
    }

    [Fact]
    public async Task BusyForHours_IsNotWaitedForInThisRound()
    {
        using var host = new ScriptedHost(_ => "HTTP/1.1 503 Busy\r\nRetry-After: 7200\r\nContent-Length: 0\r\n\r\n");

        var outcome = await RunAsync([Camera(host)], tries: 3);

        Assert.Equal(("http-503", 1), (outcome.Results[0].Reason.Word, outcome.Results[0].Attempts));
    }

    [Fact]
    public async Task TwoRealmsBehindOneHost_EachKeepsItsNumber()
    {
        await using var fixture = new CaptureFixture();
        var authentications = new[] { "one", "two" }.Select(realm => new DigestAuthentication("viewer", Credentials.Password) { Realm = realm }).ToArray();
        for (var i = 0; i < 40; i++)
            fixture.Farm.Add($"Farm/P{i}", new Camera { Authentication = authentications[i % 2] });
        await fixture.RunAsync();
        await fixture.RunAsync();
        var before = fixture.Farm.RequestCount;

        var outcome = await fixture.RunAsync();

        Assert.Equal(40, outcome.Summary.Stored);
        Assert.InRange(fixture.Farm.RequestCount - before, 40, 42);
    }

    [Fact]
    public async Task ADeadAddressOfTheName_DoesNotEatTheTimeOfTheGoodOne()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var full = new TcpListener(IPAddress.Parse("127.0.0.2"), ((IPEndPoint)listener.LocalEndpoint).Port);
        full.Start(0);
        // Its queue is full: whoever comes now waits without an answer, as behind an address that swallows everything.
        using var first = new TcpClient();
        await first.ConnectAsync((IPEndPoint)full.LocalEndpoint);
        using var second = new TcpClient();
        var waiting = second.ConnectAsync((IPEndPoint)full.LocalEndpoint);

        using var socket = await HostConnector.ConnectAsync([IPAddress.Parse("127.0.0.2"), IPAddress.Loopback], ((IPEndPoint)listener.LocalEndpoint).Port,
            TimeProvider.System, CancellationToken.None);

        Assert.Equal(listener.LocalEndpoint, socket.RemoteEndPoint);
        _ = waiting.ContinueWith(static t => t.Exception, TaskScheduler.Default);
    }

    [Fact]
    public async Task NoAddressAnswers_TheFirstOnesFailureIsReported()
    {
        var failure =
            await Assert.ThrowsAsync<SocketException>(
            () => HostConnector.ConnectAsync([IPAddress.Loopback, IPAddress.IPv6Loopback], PrivateMosquitto.FreePort(), TimeProvider.System,
                CancellationToken.None));
        Assert.Equal(SocketError.ConnectionRefused, failure.SocketErrorCode);
    }

    /// <summary>Two parts, each the whole picture.</summary>
    private static string Parts(string announced, string sent, string? delimiter = null, int? length = null, string before = "", string extra = "")
    {
        delimiter ??= sent.Length > 0 ? sent : announced;
        var part = $"{delimiter}\r\nContent-Type: image/jpeg\r\n{(length is { } l ? $"Content-Length: {l}\r\n" : "")}\r\n{extra}{Body}\r\n";
        return $"HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary={announced}\r\n\r\n{before}{part}{part}";
    }

    private static bool Has(string request, string header) => request.Contains($"{header}: ", StringComparison.OrdinalIgnoreCase);

    private static bool IsLatin1(string request, string auth, string user) => auth == "basic"
        ? request.Contains($"Basic {Convert.ToBase64String(Encoding.Latin1.GetBytes($"{user}:{Credentials.Password}"))}", StringComparison.Ordinal)
        : request.Contains($"username=\"{user}\"", StringComparison.Ordinal);

    private static string Compressed(string encoding, Func<Stream, Stream> compress)
    {
        using var bytes = new MemoryStream();
        using (var stream = compress(bytes))
            stream.Write(SmallPicture.Bytes);
        return $"HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\nContent-Length: {bytes.ToArray().Length}\r\n\r\n{Encoding.Latin1.GetString(bytes.ToArray())}";
    }

    private static JsonObject Camera(ScriptedHost host, string auth = "none", string user = "viewer")
    {
        var settings = new JsonObject { ["Url"] = $"http://{host.Authority}/snap", ["Auth"] = auth };
        if (auth != "none")
            (settings["UserName"], settings["PasswordKey"]) = (user, Credentials.PasswordKey);
        return settings;
    }

    private static CaptureFixture Fixture(IReadOnlyList<JsonObject> cameras, int tries)
    {
        var fixture = new CaptureFixture();
        fixture.Settings["RetryAttempts"] = tries;
        for (var i = 0; i < cameras.Count; i++)
        {
            fixture.Farm.Add($"S/P{i}");
            fixture.CameraSettings[$"S/P{i}"] = cameras[i];
        }
        return fixture;
    }

    private static async Task<RoundOutcome> RunAsync(IReadOnlyList<JsonObject> cameras, int tries)
    {
        await using var fixture = Fixture(cameras, tries);
        return await fixture.RunAsync();
    }
}
