using System.Net;
using System.Text.Json;

namespace AutoCore.Web.Tests;

public sealed class StatusTests
{
    [Fact]
    public async Task Status_OfARunningDaemon_IsItsState()
    {
        using var fixture = new WebFixture();
        fixture.WriteStatus("""
            "disk":{"ts":1,"rating":"warning","used_percent":81}
            """);
        await using var server = await WebServer.StartAsync(fixture);
        using var answer = await server.Client.GetAsync("/api/v1/status");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(81, json.RootElement.GetProperty("disk").GetProperty("used_percent").GetInt32());
    }

    [Fact]
    public async Task Status_WithoutADaemon_IsAProblem()
    {
        using var fixture = new WebFixture();
        await using var server = await WebServer.StartAsync(fixture);
        using var answer = await server.Client.GetAsync("/api/v1/status");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }
}
