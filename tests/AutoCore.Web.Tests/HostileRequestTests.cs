using System.Net.Sockets;
using System.Text;

namespace AutoCore.Web.Tests;

/// <summary>
/// Five hundred requests of someone who means harm, byte by byte over sockets: each is answered with a clean 4xx (or an answer that gives nothing away),
/// nothing outside of the pictures' folder is ever read, and the server serves on.
/// </summary>
public sealed class HostileRequestTests(HostileRequestTests.Victim victim) : IClassFixture<HostileRequestTests.Victim>
{
    private const string Secret = "TOP-SECRET-CONTENT";

    private static readonly string[] Dots =
    [
        "..", "%2e%2e", "%2E%2E", ".%2e", "%2e.", "%252e%252e", "%25252e%25252e", "..%00", "%00..", "..;", "..%09", "..%20", "%c0%ae%c0%ae",
            "%e0%80%ae%e0%80%ae", "..%c0%af", "%uff0e%uff0e", "%e2%80%a5", "....",
        "%5c..", "..%5c", "..\\",
    ];

    private static readonly string[] Slashes = ["/", "%2f", "%2F", "%252f", "%5c", "\\", "%c0%af", "//"];

    [Fact]
    public async Task Traversal_InEveryEncoding_ReadsNothing()
    {
        var paths = new List<string>();
        foreach (var dots in Dots)
        {
            foreach (var slash in Slashes)
            {
                var up = $"{dots}{slash}{dots}{slash}secret.jpg";
                paths.Add($"/api/v1/cameras/Site/P1/images/{up}");
                paths.Add($"/api/v1/cameras/{up}");
                paths.Add($"/{up}");
            }
        }
        Assert.InRange(paths.Count, 500, 600);
        foreach (var path in paths)
            await AssertRefusedAsync(path, $"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        await AssertServesOnAsync();
    }

    [Theory]
    [InlineData("start", "../../secret")]
    [InlineData("start", "20251222T143022/../../secret")]
    [InlineData("from", "../../etc/passwd")]
    [InlineData("from", "9999-99-99")]
    [InlineData("to", "-1")]
    [InlineData("to", "1e400")]
    [InlineData("to", "99999999999999999999")]
    [InlineData("limit", "-1")]
    [InlineData("limit", "2147483648")]
    [InlineData("limit", "0x10")]
    public async Task Parameters_ThatAreNone_AreTold(string name, string value)
    {
        await AssertRefusedAsync(
            value, $"GET /api/v1/cameras/Site/P1/images?{name}={Uri.EscapeDataString(value)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    [Theory]
    [InlineData("bytes=")]
    [InlineData("bytes=-")]
    [InlineData("bytes=a-b")]
    [InlineData("bytes=9-1")]
    [InlineData("bytes=100-200")]
    [InlineData("bytes=99999999999999999999-")]
    [InlineData("bytes=-0")]
    [InlineData("bytes=1-2;3-4")]
    public async Task Ranges_ThatAreNone_AreNotSatisfiable(string range)
    {
        var status = await AssertRefusedAsync(
            range, $"GET /api/v1/cameras/Site/P1/images/20251222T143022.jpg HTTP/1.1\r\nHost: localhost\r\nRange: {range}\r\nConnection: close\r\n\r\n");
        Assert.Equal(416, status);
    }

    [Fact]
    public async Task RangeThatIsNone_IsToldInAProblemDocument()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/cameras/Site/P1/images/20251222T143022.jpg");
        request.Headers.TryAddWithoutValidation("Range", "bytes=100-200");

        using var answer = await victim.Client.SendAsync(request);

        Assert.Equal((416, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains("the range lies outside of the file", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_ThatAreTooLarge_AreRefused()
    {
        var big = new string('a', 20_000);
        await AssertRefusedAsync("line", $"GET /{big} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        await AssertRefusedAsync("query", $"GET /api/v1/status?{big} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        await AssertRefusedAsync("header", $"GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\nX-Big: {big}\r\n\r\n");
        await AssertRefusedAsync(
            "headers", $"GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\n{string.Concat(Enumerable.Range(0, 100).Select(i => $"X-{i}: 1\r\n"))}\r\n");
        await AssertRefusedAsync("body", "GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000\r\n\r\n");
        await AssertRefusedAsync("chunked", "GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
        await AssertServesOnAsync();
    }

    [Theory]
    [InlineData("nonsense", "\0\u0001\u0002 / HTTP/1.1\r\n\r\n")]
    [InlineData("no-host", "GET / HTTP/1.1\r\n\r\n")]
    [InlineData("two-hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("foreign-host", "GET /api/v1/status HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")]
    [InlineData("absolute", "GET http://evil.example/api/v1/status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")]
    [InlineData("connect", "CONNECT localhost:22 HTTP/1.1\r\nHost: localhost:22\r\nConnection: close\r\n\r\n")]
    [InlineData("space-in-header", "GET /api/v1/status HTTP/1.1\r\nHost : localhost\r\n\r\n")]
    [InlineData("line-folding", "GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\r\n\r\n")]
    [InlineData("smuggling", "GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("negative-length", "GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("post", "POST /api/v1/status HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")]
    [InlineData("upgrade", "POST /api/v1/changes HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")]
    public async Task Requests_ThatAreNoGoodHttp_AreRefused(string name, string request)
    {
        await AssertRefusedAsync(name, request);
        await AssertServesOnAsync();
    }

    [Fact]
    public async Task ABodyThatDribbles_IsRefusedBeforeItHasCome()
    {
        using var client = await ConnectAsync();
        await using var stream = client.GetStream();
        await stream.WriteAsync("POST /api/v1/status HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nx"u8.ToArray());
        var answer = await ReadAsync(stream);
        Assert.StartsWith("HTTP/1.1 405", answer, StringComparison.Ordinal);
        await AssertServesOnAsync();
    }

    [Fact]
    public async Task ManyWhoSayNothing_KeepNobodyOut()
    {
        var silent = new List<TcpClient>();
        for (var i = 0; i < 100; i++)
            silent.Add(await ConnectAsync());
        await AssertServesOnAsync();
        silent.ForEach(s => s.Dispose());
    }

    private async Task<int> AssertRefusedAsync(string what, string request)
    {
        using var client = await ConnectAsync();
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        var answer = await ReadAsync(stream);
        Assert.DoesNotContain(Secret, answer, StringComparison.Ordinal);
        Assert.True(answer.StartsWith("HTTP/1.1 4", StringComparison.Ordinal), $"{what}: {answer}");
        return int.Parse(answer.AsSpan("HTTP/1.1 ".Length, 3));
    }

    private async Task AssertServesOnAsync() =>
        Assert.Equal("picture", await victim.Client.GetStringAsync("/api/v1/cameras/Site/P1/images/20251222T143022.jpg"));

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(victim.Address.Host, victim.Address.Port);
        return client;
    }

    /// <summary>The answer's head and what of its body came with it.</summary>
    private static async Task<string> ReadAsync(NetworkStream stream)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var answer = new StringBuilder();
        var buffer = new byte[8192];
        try
        {
            while (!answer.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
            {
                var count = await stream.ReadAsync(buffer, limit.Token);
                if (count == 0)
                    break;
                answer.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }
        }
        catch (IOException) when (answer.Length > 0)
        {
            // The server has answered and closed while the rest of the request was under way.
        }
        return answer.ToString();
    }

    /// <summary>One server for all of them: it must outlive every one.</summary>
    public sealed class Victim : IAsyncLifetime
    {
        private readonly WebFixture _fixture = new WebFixture().WithCamera("Site", "P1");
        private WebServer _server = null!;

        internal HttpClient Client => _server.Client;

        internal Uri Address => _server.Address;

        public async ValueTask InitializeAsync()
        {
            _fixture.Write("cameras/Site/2025-12/22/P1_143022.jpg", "picture");
            _fixture.Write("secret.jpg", Secret);
            _fixture.Write("cameras/secret.jpg", Secret);
            _fixture.Write("cameras/Site/secret/P1.jpg", Secret);
            _fixture.WriteStatus();
            _server = await WebServer.StartAsync(_fixture);
        }

        public async ValueTask DisposeAsync()
        {
            await _server.DisposeAsync();
            _fixture.Dispose();
        }
    }
}
