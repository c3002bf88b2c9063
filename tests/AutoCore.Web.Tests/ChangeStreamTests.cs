using System.Text.Json;
using AutoCore.Testing;
using AutoCore.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace AutoCore.Web.Tests;

public sealed class ChangeStreamTests : IDisposable
{
    private readonly WebFixture _fixture = new();

    [Fact]
    public async Task Changes_OfTheFiles_AreTold()
    {
        _fixture.WriteStatus();
        await using var server = await WebServer.StartAsync(_fixture);
        using var reader = new StreamReader(await server.Client.GetStreamAsync("/api/v1/changes"));
        await ReadUntilAsync(reader, "event: status");
        _fixture.Write(
            "run/events.json",
            $$$"""{"data_directory":{{{JsonSerializer.Serialize(_fixture.Data)}}},"events":[{"at":{{{TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()}}},"severity":"warning","event":{"ts":1,"type":"disk-warning","severity":"warning","message":"almost full"}}]}""");
        await ReadUntilAsync(reader, "almost full");
    }

    [Fact]
    public async Task Changes_WhileSomebodyListens_AreARequestThatIsOpen()
    {
        _fixture.WriteStatus();
        await using var server = await WebServer.StartAsync(_fixture);
        var requests = server.Services.GetRequiredService<OpenRequests>();
        using (var reader = new StreamReader(await server.Client.GetStreamAsync("/api/v1/changes")))
        {
            await ReadUntilAsync(reader, "event: status");
            Assert.Equal(TimeSpan.Zero, requests.IdleFor);
        }
        await Eventually.TrueAsync(() => requests.IdleFor > TimeSpan.Zero);
    }

    [Fact]
    public async Task Changes_ForTooMany_AreRefused()
    {
        await using var server = await WebServer.StartAsync(_fixture);
        var listeners = new List<Stream>();
        for (var i = 0; i < 32; i++)
            listeners.Add(await server.Client.GetStreamAsync("/api/v1/changes"));
        using var refused = await server.Client.GetAsync("/api/v1/changes", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        await listeners[0].DisposeAsync();
        await Eventually.TrueAsync(async () =>
        {
            using var accepted = await server.Client.GetAsync("/api/v1/changes", HttpCompletionOption.ResponseHeadersRead);
            return accepted.IsSuccessStatusCode;
        });
        foreach (var listener in listeners)
            await listener.DisposeAsync();
    }

    public void Dispose() => _fixture.Dispose();

    private static async Task ReadUntilAsync(StreamReader reader, string text)
    {
        using var limit = new CancellationTokenSource(Eventually.DefaultTimeout);
        while (await reader.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
                return;
        }
        Assert.Fail($"the stream ended without {text}");
    }
}
