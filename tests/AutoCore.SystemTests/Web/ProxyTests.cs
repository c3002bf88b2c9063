using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using AutoCore.CameraFarm.Pictures;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Web;

/// <summary>The page behind real proxies, as docs/web.md sets them up: at the root of a name, and below a path of another one.</summary>
public sealed partial class ProxyTests(ProxyTests.Pages pages) : IClassFixture<ProxyTests.Pages>
{
    private const string Token = "a-token-of-this-test";

    [Theory]
    [InlineData("nginx")]
    [InlineData("haproxy")]
    [InlineData("caddy")]
    public async Task Page_BehindIt_LeadsEverywhere(string kind)
    {
        await using var proxy = await Proxy.StartAsync(kind, pages.Open);
        foreach (var (host, below) in new[] { ("cams.example.org", ""), ("www.example.org", "/cams") })
        {
            using var visitor = proxy.Visitor("127.0.0.1", host);
            var html = await visitor.GetStringAsync($"{below}/");
            var addresses = Address().Matches(html).Select(m => WebUtility.HtmlDecode(m.Groups["value"].Value)).Distinct().ToList();
            Assert.True(addresses.Count > 5, html);
            foreach (var address in addresses.Where(a => !a.EndsWith("/changes", StringComparison.Ordinal)))
            {
                Assert.StartsWith($"{below}/", address, StringComparison.Ordinal);
                using var answer = await visitor.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
                Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{kind}: {host}{address}: {answer.StatusCode}");
            }
            using var range = new HttpRequestMessage(HttpMethod.Get, $"{below}/api/v1/cameras/Shop/P1/latest.jpg") { Headers = { Range = new(0, 99) } };
            using var part = await visitor.SendAsync(range);
            Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
            Assert.Equal(100, (await part.Content.ReadAsByteArrayAsync()).Length);
        }
    }

    [Theory]
    [InlineData("nginx")]
    [InlineData("haproxy")]
    [InlineData("caddy")]
    public async Task Changes_BehindIt_ComeAtOnce(string kind)
    {
        await using var proxy = await Proxy.StartAsync(kind, pages.Open);
        foreach (var (host, below) in new[] { ("cams.example.org", ""), ("www.example.org", "/cams") })
        {
            using var visitor = proxy.Visitor("127.0.0.1", host);
            using var answer = await visitor.GetAsync($"{below}/api/v1/changes", HttpCompletionOption.ResponseHeadersRead);
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            var seen = 0;
            while (seen < 2 && await reader.ReadLineAsync(limit.Token) is { } line)
                seen += line == "event: status" ? 1 : 0;
            Assert.Equal(2, seen);
        }
    }

    [Theory]
    [InlineData("nginx")]
    [InlineData("haproxy")]
    [InlineData("caddy")]
    public async Task AGuesserBehindIt_LocksNobodyElseOut(string kind)
    {
        await using var proxy = await Proxy.StartAsync(kind, pages.Guarded);
        using var stranger = proxy.Visitor($"127.0.0.{kind.Length + 10}", "cams.example.org");
        // What he says of himself stands before what the proxy says.
        stranger.DefaultRequestHeaders.TryAddWithoutValidation("X-Forwarded-For", $"127.0.0.{kind.Length + 20}");
        // On a slow machine a wait may be over before the next try; the next wait is longer.
        await Eventually.TrueAsync(async () => await AskAsync(stranger, "wrong") == HttpStatusCode.TooManyRequests);

        using var owner = proxy.Visitor($"127.0.0.{kind.Length + 20}", "cams.example.org");
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(owner, "mistyped"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(owner, Token));
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient visitor, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/health") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var answer = await visitor.SendAsync(request);
        return answer.StatusCode;
    }

    [GeneratedRegex("\\s(href|src|action|data-news)=\"(?<value>/[^\"]*)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Address();

    /// <summary>A daemon whose state changes every second, and the web program twice: open to all, and behind a token.</summary>
    public sealed class Pages : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();
        private readonly List<ChildProcess> _programs = [];

        /// <summary>The port of the one without a password.</summary>
        public int Open { get; } = PrivateMosquitto.FreePort();

        /// <summary>The port of the one with a token.</summary>
        public int Guarded { get; } = PrivateMosquitto.FreePort();

        public async ValueTask InitializeAsync()
        {
            Directory.CreateDirectory(_folder["data/cameras/Shop/2026-03/17"]);
            await File.WriteAllBytesAsync(_folder["data/cameras/Shop/2026-03/17/P1_060000.jpg"],
                TurboJpeg.Encode([.. Enumerable.Range(0, 320 * 200 * 3).Select(i => (byte)(i / 3 % 320 / 2))], 320, 200, 80));
            _programs.Add(AutoCoreProcess.Start(["run", "--config", Write("daemon.json", "")]));
            await _programs[0].WaitForLineAsync("Ready", TimeSpan.FromMinutes(1));
            await StartAsync($"\"Listen\": \"127.0.0.1:{Open}\", \"Names\": [ \"cams.example.org\", \"www.example.org\" ]", "open.json");
            await StartAsync($"\"Listen\": \"127.0.0.1:{Guarded}\", \"TokenKey\": \"WEB_TOKEN\"", "guarded.json");
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var program in Enumerable.Reverse(_programs))
                await program.DisposeAsync();
            _folder.Dispose();
        }

        private async Task StartAsync(string web, string name)
        {
            var program = AutoCoreProcess.ProgramPath.Replace("AutoCore.Daemon", "AutoCore.Web", StringComparison.Ordinal) + "-web";
            _programs.Add(new ChildProcess(new(program, ["--config", Write(name, web)]) { Environment = { ["WEB_TOKEN"] = Token } }));
            await _programs[^1].WaitForLineAsync("Serving at", TimeSpan.FromMinutes(1));
        }

        private string Write(string name, string web) => _folder.Write(name, $$"""
            { "AutoCore": { "Node": "pi-shop", "DataDirectory": "{{_folder["data"]}}", "Mqtt": { "PublishInterval": "00:00:01" },
              "DiskWatchdog": { "Cleanup": { "Enabled": false } },
              "Cameras": { "Enabled": false, "Sources": [ { "Site": "Shop", "Name": "P1", "Url": "http://127.0.0.1:1/" } ] }, "Web": { {{web}} } } }
            """);
    }
}
