using System.Net;
using System.Net.Http.Headers;

namespace AutoCore.Web.Tests;

public sealed class MetricsTests
{
    private const string Groups = """
        "disk":{"ts":1,"rating":"warning","used_percent":81},"disk/root":{"ts":1,"rating":"warning","used_percent":81,"mount":"/"}
        """;

    [Fact]
    public async Task Metrics_Allowed_AreTheStateInPrometheusForm()
    {
        using var fixture = new WebFixture { Web = """ "Metrics": true """ };
        fixture.WriteStatus(Groups);
        await using var server = await WebServer.StartAsync(fixture);
        using var answer = await server.Client.GetAsync("/metrics");

        Assert.Equal((HttpStatusCode.OK, "text/plain; version=0.0.4; charset=utf-8"), (answer.StatusCode, answer.Content.Headers.ContentType?.ToString()));
        Assert.Contains("\nautocore_disk_used_ratio{mount=\"/\"} 0.81\n", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null, HttpStatusCode.NotFound)]
    [InlineData(""" "Metrics": true """, null, HttpStatusCode.OK)]
    [InlineData(""" "TokenKey": "TOKEN" """, null, HttpStatusCode.Unauthorized)]
    [InlineData(""" "TokenKey": "TOKEN" """, "wrong", HttpStatusCode.Unauthorized)]
    [InlineData(""" "TokenKey": "TOKEN" """, "secret", HttpStatusCode.OK)]
    [InlineData(""" "TokenKey": "TOKEN", "Metrics": true """, null, HttpStatusCode.OK)]
    [InlineData(""" "PasswordKey": "TOKEN", "Metrics": false """, null, HttpStatusCode.Unauthorized)]
    public async Task Metrics_AreForWhomTheSettingsSay(string web, string? token, HttpStatusCode expected)
    {
        using var fixture = new WebFixture { Web = web };
        fixture.Environment["TOKEN"] = "secret";
        fixture.WriteStatus(Groups);
        await using var server = await WebServer.StartAsync(fixture);
        using var request = new HttpRequestMessage(
            HttpMethod.Get, "/metrics")
        { Headers = { Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token) } };
        using var answer = await server.Client.SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
        // What is open is this one address.
        using var other = await server.Client.GetAsync("/api/v1/status");
        Assert.Equal(web.Contains("Key", StringComparison.Ordinal) ? HttpStatusCode.Unauthorized : HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task Metrics_UnderAForeignName_AreRefusedWithoutCredentials()
    {
        using var fixture = new WebFixture { Web = """ "TokenKey": "TOKEN", "Metrics": true """ };
        fixture.Environment["TOKEN"] = "secret";
        fixture.WriteStatus(Groups);
        await using var server = await WebServer.StartAsync(fixture);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { Host = "evil.example" } };
        using var answer = await server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Metrics_OfADaemonThatStopped_AreNone()
    {
        using var fixture = new WebFixture { Web = """ "Metrics": true """ };
        await using var server = await WebServer.StartAsync(fixture);
        using var none = await server.Client.GetAsync("/metrics");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, none.StatusCode);

        fixture.WriteStatus(Groups, TimeProvider.System.GetUtcNow().AddHours(-1));
        using var stale = await server.Client.GetAsync("/metrics");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, stale.StatusCode);
    }
}
