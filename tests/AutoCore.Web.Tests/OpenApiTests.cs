using System.Text.Json;

namespace AutoCore.Web.Tests;

public sealed class OpenApiTests
{
    private static readonly string[] Paths =
    [
        "/api/v1/status", "/api/v1/health", "/api/v1/events", "/api/v1/fleet", "/api/v1/cameras", "/api/v1/cameras/{site}/{name}", "/api/v1/cameras/{site}/{name}/latest.jpg",
        "/api/v1/cameras/{site}/{name}/images", "/api/v1/cameras/{site}/{name}/images/{time}", "/api/v1/telemetry", "/api/v1/changes",
    ];

    [Fact]
    public async Task Document_DescribesEveryAddressWithItsAnswers()
    {
        using var house = new WebHouse();
        await using var server = await WebServer.StartAsync(house);
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
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "AutoCore.sln")))
            root = Path.GetDirectoryName(root)!;
        var page = await File.ReadAllTextAsync(Path.Combine(root, "docs", "web.md"));
        Assert.All(Paths, path => Assert.Contains($"`{path["/api/v1/".Length..]}", page, StringComparison.Ordinal));
    }
}
