using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using AutoCore.Testing;
using AutoCore.Web.Hosting;
using AutoCore.Web.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Web.Tests;

/// <summary>Behind a proxy: who asks, under which name, and below which path.</summary>
public sealed partial class ForwardingTests
{
    [Fact]
    public async Task AGuesserBehindTheProxy_DoesNotSlowDownTheOthersBehindIt()
    {
        using var fixture = Protected();
        await using var server = await WebServer.StartAsync(fixture, new TestClock());
        await GuessAsync(server, "192.0.2.9");

        using var owner = await AskAsync(server.Client, "token", "192.0.2.7");
        Assert.Equal(HttpStatusCode.OK, owner.StatusCode);
        using var again = await AskAsync(server.Client, "token", "192.0.2.9, 192.0.2.7");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task AStrangersWordAboutHisAddress_CountsOnlyFromATrustedProxy()
    {
        using var fixture = Protected();
        fixture.Web += """, "TrustedProxies": [ "10.0.0.0/8" ]""";
        await using var server = await WebServer.StartAsync(fixture, new TestClock());
        for (var i = 0; i < 3; i++)
            (await AskAsync(server.Client, $"guess{i}", $"192.0.2.{i}")).Dispose();
        Assert.True(FailuresOf(server).WaitOf(IPAddress.Loopback) > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, FailuresOf(server).WaitOf(IPAddress.Parse("192.0.2.1")));
    }

    [Theory]
    [InlineData("cams.example.org", true)]
    [InlineData("CAMS.example.ORG:8443", true)]
    [InlineData("cams.example.org.", true)]
    [InlineData("xn--cmeras-wta.example.org", true)]
    [InlineData("localhost.", true)]
    [InlineData("x.cams.example.org", false)]
    [InlineData("cams.example.org.evil.example", false)]
    [InlineData("example.org", false)]
    public async Task Names_OfTheSettings_AreAnswered(string host, bool isOurs)
    {
        using var fixture = new WebFixture { Web = """ "Names": [ "Cams.example.org.", "câmeras.example.org" ] """ };
        fixture.WriteStatus();
        await using var server = await WebServer.StartAsync(fixture);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/status");
        request.Headers.Host = host;
        using var answer = await server.Client.SendAsync(request);
        Assert.Equal(isOurs ? HttpStatusCode.OK : HttpStatusCode.MisdirectedRequest, answer.StatusCode);
    }

    [Theory]
    // The proxy takes the prefix off, and says so, or the settings do; or it leaves it there.
    [InlineData("", "/cams", "", "/cams")]
    [InlineData("", "/cams/", "", "/cams")]
    [InlineData("", "/pi, /cams", "", "/pi/cams")]
    [InlineData("cams/", null, "", "/cams")]
    [InlineData("/cams", null, "/cams", "/cams")]
    [InlineData("", "/cams", "/cams", "/cams")]
    [InlineData("/other", "/cams", "", "/cams")]
    [InlineData("", "/cameras", "", "/cameras")]
    [InlineData("/cameras", null, "/cameras", "/cameras")]
    // What is no path leads nowhere else.
    [InlineData("", "//evil.example", "", "")]
    [InlineData("", "https://evil.example", "", "")]
    [InlineData("/cams", "/a\\b", "", "/cams")]
    public async Task Prefix_OnEveryPage_IsInEveryAddress(string setting, string? header, string left, string expected)
    {
        await using var pages = new PageFixture();
        pages.Fixture.WithCamera("Site", "P1").WithCamera("Other", "P1").WriteStatus();
        pages.WithPicture("Site", "P1", "2025-12-21 10:00:00").WithPicture("Site", "P1", "2025-12-22 10:00:00", 200).WithPicture("Site", "P1", "2025-12-22 11:00:00");
        pages.WithStates(("Site/P1", "\"last_stored_ts\":1766401200"));
        if (setting.Length > 0)
            pages.Fixture.Web = $"\"PathPrefix\": \"{setting}\"";

        foreach (var page in new[]
        {
            "/", "/health", "/events", "/nodes", "/cameras/Site/P1?day=2025-12-22", "/cameras/Site/P1/compare?before=20251222T100000&after=20251222T110000",
        })
        {
            using var answer = await pages.SendAsync(left + page, ("X-Forwarded-Prefix", header));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var html = await answer.Content.ReadAsStringAsync();
            var addresses = Address().Matches(html).Select(m => WebUtility.HtmlDecode(m.Groups["value"].Value)).Distinct().ToList();
            Assert.True(addresses.Count > 5, page);
            Assert.All(addresses, address => Assert.StartsWith($"{expected}/", address, StringComparison.Ordinal));
            foreach (var address in addresses.Where(a => !a.EndsWith("/api/v1/changes", StringComparison.Ordinal)))
            {
                // What the browser asks the proxy for comes here as the proxy makes it.
                using var behind = await pages.SendAsync(left + address[expected.Length..], ("X-Forwarded-Prefix", header));
                Assert.True(behind.StatusCode == HttpStatusCode.OK || address.EndsWith('/'), $"{page}: {address}: {behind.StatusCode}");
            }
        }
    }

    [Fact]
    public async Task Prefix_ThatTheProxyLeaves_IsAPageWithAndWithoutASlash()
    {
        await using var pages = new PageFixture();
        pages.Fixture.Web = "\"PathPrefix\": \"/cams\"";
        foreach (var address in new[] { "/cams", "/cams/", "/", "/cams/health", "/health" })
            await pages.PageAsync(address);
        await pages.PageAsync("/camsite", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Prefix_InCookieAndRest_IsThere()
    {
        await using var pages = new PageFixture();
        pages.Fixture.WithCamera("Site", "P1").WriteStatus();
        pages.WithPicture("Site", "P1", "2025-12-22 10:00:00").WithPicture("Site", "P1", "2025-12-22 11:00:00");
        var header = ("X-Forwarded-Prefix", (string?)"/cams");

        using var switched = await pages.SendAsync("/events?lang=pt", header);
        Assert.Contains("href=\"/cams/events?lang=en\"", await switched.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("path=/cams", switched.Headers.GetValues("Set-Cookie").Single().Split("; "));

        using var list = await pages.SendAsync("/api/v1/cameras", header);
        using var cameras = JsonDocument.Parse(await list.Content.ReadAsStringAsync());
        Assert.Equal("/cams/api/v1/cameras/Site/P1", cameras.RootElement.GetProperty("cameras")[0].GetProperty("url").GetString());
        using var page = await pages.SendAsync("/api/v1/cameras/Site/P1/images?from=2025-12-22&to=2025-12-23&limit=1", header);
        Assert.StartsWith("</cams/api/v1/cameras/Site/P1/images?from=2025-12-22&to=2025-12-23&", page.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prefix_OfWhoIsNoTrustedProxy_IsIgnored()
    {
        await using var pages = new PageFixture();
        pages.Fixture.Web = "\"TrustedProxies\": []";
        using var answer = await pages.SendAsync("/", ("X-Forwarded-Prefix", "/cams"));
        Assert.DoesNotContain("/cams", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_TellAProxyNotToHoldThemBack()
    {
        using var fixture = new WebFixture();
        await using var server = await WebServer.StartAsync(fixture);
        using var request = new HttpRequestMessage(HttpMethod.Head, "/api/v1/changes");
        using var answer = await server.Client.SendAsync(request);
        Assert.Equal("no", answer.Headers.GetValues("X-Accel-Buffering").Single());
        Assert.True(answer.Headers.CacheControl!.NoTransform);
    }

    private static WebFixture Protected()
    {
        var fixture = new WebFixture { Web = """ "TokenKey": "WEB_TOKEN" """ };
        fixture.Environment["WEB_TOKEN"] = "token";
        fixture.WriteStatus();
        return fixture;
    }

    private static async Task GuessAsync(WebServer server, string visitor)
    {
        for (var i = 0; i < 3; i++)
        {
            using var wrong = await AskAsync(server.Client, $"guess{i}", visitor);
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }
        Assert.True(FailuresOf(server).WaitOf(IPAddress.Parse(visitor)) > TimeSpan.Zero);
    }

    private static FailedLogins FailuresOf(WebServer server) => server.Services.GetRequiredService<FailedLogins>();

    private static Task<HttpResponseMessage> AskAsync(HttpClient client, string token, string forwardedFor)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/status");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwardedFor);
        return client.SendAsync(request);
    }

    [GeneratedRegex("\\s(href|src|action|data-(news|whole|small))=\"(?<value>/[^\"]*)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Address();
}
