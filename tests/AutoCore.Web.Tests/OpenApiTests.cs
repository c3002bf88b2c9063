using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using AutoCore.Testing;
using AutoCore.Web.Api;
using AutoCore.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AutoCore.Web.Tests;

public sealed class OpenApiTests
{
    private static readonly string[] Paths =
    [
        "/api/v1/status", "/api/v1/health", "/api/v1/events", "/api/v1/fleet", "/api/v1/cameras", "/api/v1/cameras/{site}/{name}",
            "/api/v1/cameras/{site}/{name}/latest.jpg",
        "/api/v1/cameras/{site}/{name}/images", "/api/v1/cameras/{site}/{name}/images/{time}", "/api/v1/telemetry", "/api/v1/changes",
        "/api/v1/events.csv", "/api/v1/telemetry.csv", "/api/v1/cameras/{site}/{name}/days/{day}", "/api/v1/days/{day}",
    ];

    /// <summary>AUTOCORE_REGENERATE=1 writes it anew.</summary>
    [Fact]
    public async Task Document_IsWhatTheAddressesSayOfThemselves()
    {
        var described = await DescribeAsync();
        var file = Repository.Combine("src", "AutoCore.Web", "Api", "openapi.json");
        if (Environment.GetEnvironmentVariable("AUTOCORE_REGENERATE") == "1")
            await File.WriteAllTextAsync(file, described);
        Assert.Equal(described, await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task Document_AskedForAgain_IsNotSentTwice()
    {
        using var fixture = new WebFixture();
        await using var server = await WebServer.StartAsync(fixture);
        using var first = await server.Client.GetAsync("/api/v1/openapi.json");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/openapi.json");
        request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(first.Headers.ETag!.ToString()));
        using var second = await server.Client.SendAsync(request);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotModified), (first.StatusCode, second.StatusCode));
    }

    [Fact]
    public async Task Document_DescribesEveryAddressWithItsAnswers()
    {
        using var fixture = new WebFixture();
        await using var server = await WebServer.StartAsync(fixture);
        using var document = JsonDocument.Parse(await server.Client.GetStringAsync("/api/v1/openapi.json"));
        var paths = document.RootElement.GetProperty("paths");
        Assert.Equal(Paths.Order(), paths.EnumerateObject().Select(p => p.Name).Where(p => p.StartsWith("/api/v1", StringComparison.Ordinal)).Order());
        foreach (var path in Paths)
        {
            var get = paths.GetProperty(path).GetProperty("get");
            Assert.NotEqual("", get.GetProperty("summary").GetString());
            Assert.True(get.GetProperty("responses").TryGetProperty("200", out _), $"{path}: {get}");
        }
        var answer = document.RootElement.GetProperty("components").GetProperty("schemas").GetProperty("CameraAnswer").GetProperty("properties");
        Assert.True(answer.TryGetProperty("last_stored_ts", out _), answer.ToString());
    }

    [Fact]
    public async Task Page_NamesEveryAddress()
    {
        var page = await File.ReadAllTextAsync(Repository.Combine("docs", "web.md"));
        Assert.All(Paths, path => Assert.Contains($"`{path["/api/v1/".Length..]}", page, StringComparison.Ordinal));
    }

    /// <summary>What the platform makes of the addresses, where reflection is to be had.</summary>
    private static async Task<string> DescribeAsync()
    {
        using var fixture = new WebFixture();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddWeb(fixture.Load(), fixture.Environment, TimeProvider.System).AddApi()
            .AddOpenApi("v1", document => document.AddDocumentTransformer((description, _, _) =>
        {
            description.Info.Title = "AutoCore";
            description.Info.Description = "Pictures, health and events of one node. Reads only. Times without a zone are the node's local time.";
            description.Servers = [];
            return Task.CompletedTask;
        }));
        builder.Services.AddSingleton(ListeningSockets.Of(fixture.Load().Options.Web, fixture.Environment));
        await using var app = builder.Build();
        app.MapApi();
        app.MapOpenApi("/described.json");
        await app.StartAsync();
        using var client = new HttpClient();
        return (await client.GetStringAsync($"{app.Urls.Single()}/described.json")).ReplaceLineEndings("\n") + "\n";
    }
}
