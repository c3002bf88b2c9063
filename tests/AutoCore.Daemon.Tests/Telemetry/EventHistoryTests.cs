using System.Collections;
using System.Text.Json;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Telemetry;
using AutoCore.Daemon.Tests.Storage;
using AutoCore.Policies.Health;
using AutoCore.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace AutoCore.Daemon.Tests.Telemetry;

public sealed class EventHistoryTests : IDisposable
{
    private static readonly EventDefinition Spoken = new(1, "spoken", Severity.Info, "{text}", "");

    private readonly DatabaseRig _rig = new();
    private readonly EventHistory _history;

    public EventHistoryTests()
    {
        _history = New();
        Directory.CreateDirectory(Path.GetDirectoryName(_history.Path)!);
    }

    [Fact]
    public async Task Burst_IsWrittenTogetherALittleLater()
    {
        Raise("one");
        Raise("two");
        Assert.False(File.Exists(_history.Path));
        _rig.Time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.TrueAsync(() => File.Exists(_history.Path));
        using var file = JsonDocument.Parse(File.ReadAllBytes(_history.Path));
        Assert.Equal(["one", "two"], file.RootElement.GetProperty("events").EnumerateArray()
            .Select(e => e.GetProperty("event").GetProperty("message").GetString()));
        Assert.Equal(2, file.RootElement.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("at").GetInt64()).Distinct().Count());
    }

    [Fact]
    public void Flood_IsBoundedAndTheOldestGo()
    {
        for (var i = 0; i < EventHistory.Capacity + 10; i++)
            Raise($"event {i}");
        Assert.Equal(EventHistory.Capacity, _history.Waiting.Count);
        Assert.Contains("event 10\"", _history.Waiting[0].Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recall_OfWhatIsLeft_ComesBeforeWhatHasHappenedSince()
    {
        Raise("left");
        _rig.Time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.TrueAsync(() => File.Exists(_history.Path));
        using var next = New();
        Raise("new");
        next.Recall();
        Assert.Equal(["left", "new"], next.Waiting.Select(e => JsonDocument.Parse(e.Payload).RootElement.GetProperty("message").GetString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"events\":7}")]
    [InlineData("{\"events\":[{\"at\":\"x\"}]}")]
    [InlineData("{\"events\":[{\"at\":1.5,\"severity\":\"ok\",\"event\":{}}]}")]
    public void Recall_OfDamage_IsNothing(string content)
    {
        File.WriteAllText(_history.Path, content);
        _history.Recall();
        Assert.Empty(_history.Waiting);
    }

    [Fact]
    public void Writer_KeepsABoundedNumber()
    {
        var writer = new TelemetryWriter(_rig.Database);
        var events = Enumerable.Range(0, TelemetryWriter.MostEvents + 20).Select(i => new HappenedEvent(i, Rating.Ok, "{}")).ToList();
        writer.Write(new([], []), events);
        Assert.Equal(TelemetryWriter.MostEvents, _rig.Count("event"));
        Assert.Equal(20, _rig.Database.Run(c => c.Number("SELECT min(at) FROM event")));
    }

    [Fact]
    public void Writer_AMillisecondThatIsTaken_LosesNeither()
    {
        var writer = new TelemetryWriter(_rig.Database);
        writer.Write(new([], []), [new(5, Rating.Ok, "one")]);
        writer.Write(new([], []), [new(5, Rating.Ok, "two")]);
        Assert.Equal(2, _rig.Count("event"));
    }

    [Fact]
    public async Task Retention_RemovesEventsByAge()
    {
        var now = _rig.Time.GetUtcNow();
        new TelemetryWriter(_rig.Database)
            .Write(new([], []), [new(now.AddDays(-8).ToUnixTimeMilliseconds(), Rating.Ok, "old"), new(now.ToUnixTimeMilliseconds(), Rating.Ok, "new")]);
        var running = new OwnRetention(_rig.Database, _rig.Options, TimeProvider.System).RunByAgeAsync(7, now, () => { }, CancellationToken.None);
        Assert.Equal(1, await running);
        Assert.Equal("new", _rig.Database.Run(c => c.Scalar("SELECT payload FROM event")));
    }

    public void Dispose()
    {
        _history.Dispose();
        _rig.Dispose();
    }

    private EventHistory New()
    {
        var hosting = new HostingOptions("node", _rig.Folder.Path, "");
        return new(_rig.Board, new(hosting, new Hashtable()), hosting, _rig.Time, NullLogger<EventHistory>.Instance);
    }

    private void Raise(string message) => _rig.Board.Raise(Spoken, new Measure("text", message));
}
