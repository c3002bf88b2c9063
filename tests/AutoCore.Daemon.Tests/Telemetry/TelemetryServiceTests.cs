using System.Collections;
using System.Collections.Concurrent;
using System.Text;
using AutoCore.Core.Clock;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Core.Telemetry;
using AutoCore.Daemon.Telemetry;
using AutoCore.Daemon.Tests.Storage;
using AutoCore.Policies.Clock;
using AutoCore.Policies.Health;
using AutoCore.Policies.Telemetry;
using AutoCore.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace AutoCore.Daemon.Tests.Telemetry;

public sealed class TelemetryServiceTests : IAsyncDisposable
{
    private readonly DatabaseRig _rig = new();
    private readonly TelemetryBuffer _buffer;
    private readonly EventHistory _events;
    private readonly TelemetryService _service;

    public TelemetryServiceTests()
    {
        var options =
            new TelemetryOptions(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(15), 7, TimeSpan.FromHours(1), ["sensors/#"], [], MaxMessagesPerSecond: 1_000);
        _buffer = new TelemetryBuffer(options, _rig.Time);
        var hosting = new HostingOptions("node", _rig.Folder.Path, "");
        _events = new EventHistory(_rig.Board, new(hosting, new Hashtable()), hosting, _rig.Time, NullLogger<EventHistory>.Instance);
        Directory.CreateDirectory(Path.GetDirectoryName(_events.Path)!);
        _service = new TelemetryService(options, _buffer, _events, new TelemetryWriter(_rig.Database), new OwnRetention(_rig.Database, _rig.Options, _rig.Time),
            new LatencyProbe(_rig.Database, _rig.Time), _rig.Health, _rig.Context, NullLogger<TelemetryService>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.StopAsync(CancellationToken.None);
        _service.Dispose();
        _events.Dispose();
        _rig.Dispose();
    }

    [Fact]
    public async Task Start_FirstPass_PostsTheLatency()
    {
        await StartAsync();

        var reading = _rig.Board.Find("sqlite")!;
        Assert.Equal(["p99_ms", "p50_ms", "size_mb", "wal_mb"], reading.Measures.Take(4).Select(m => m.Key));
        Assert.All(reading.Measures.Take(4), m => Assert.True(m.IsKnown));
    }

    [Fact]
    public async Task Events_AreWrittenWithTheFlushAndNotBefore()
    {
        await StartAsync();
        _rig.Board.Raise(ClockEvents.Doubted, new Measure("reason", "almost full"));
        for (var minute = 1; minute < 15; minute++)
            await PassAsync(minute);
        Assert.Equal(0, _rig.Count("event"));
        await PassAsync(null);

        await Eventually.TrueAsync(() => _events.Waiting.Count == 0);
        Assert.Equal((long)Rating.Warning, _rig.Database.Run(c => c.Number("SELECT severity FROM event WHERE payload LIKE '%almost full%'")));
    }

    [Fact]
    public async Task Events_LeftByAKilledDaemon_AreWrittenByTheNext()
    {
        File.WriteAllText(_events.Path,
            """{"events":[{"at":1700000000000,"severity":"critical","event":{"ts":1700000000,"type":"x","severity":"critical","message":"left"}}]}""");
        await StartAsync();
        await _service.StopAsync(CancellationToken.None);
        Assert.Equal(1_700_000_000_000, _rig.Database.Run(c => c.Number("SELECT at FROM event WHERE payload LIKE '%left%'")));
    }

    [Fact]
    public async Task FlushInterval_Passed_WritesWhatWasSampledAndNotBefore()
    {
        _rig.Board.OfferFact(() => ClockVerdict.Believed);
        _rig.Board.Post(new("memory", Rating.Ok, _rig.Time.GetUtcNow(), new Measure("available_mb", 321)));
        await StartAsync();

        for (var minute = 1; minute < 15; minute++)
            await PassAsync(minute);
        Assert.Equal(0, _rig.Count("sample"));
        await PassAsync(null);

        await Eventually.TrueAsync(() => _rig.Count("sample") == 15);
        Assert.Equal(321.0, _rig.Database.Run(c => c.Scalar("SELECT memory_available_mb FROM sample ORDER BY at LIMIT 1")));
        Assert.Equal(0, _rig.Database.Run(c => c.Number("SELECT sum(doubted) FROM sample")));
    }

    [Fact]
    public async Task Stop_WritesWhatWaits()
    {
        await StartAsync();
        await PassAsync(1);
        _buffer.Accept("sensors/garage", "21.5"u8);

        await _service.StopAsync(CancellationToken.None);

        Assert.Equal(1, _rig.Count("sample"));
        Assert.Equal(1, _rig.Count("reading"));
    }

    [Fact]
    public async Task ClockInDoubt_SampleIsMarked()
    {
        await StartAsync();
        await PassAsync(1);

        await _service.StopAsync(CancellationToken.None);

        Assert.Equal(1, _rig.Database.Run(c => c.Number("SELECT doubted FROM sample")));
    }

    [Fact]
    public async Task MemoryTurnsCritical_FlushesAtOnce()
    {
        await StartAsync();
        _buffer.Accept("sensors/garage", "21.5"u8);
        _rig.Board.Post(new("memory", Rating.Critical, _rig.Time.GetUtcNow()));

        _rig.Time.Advance(TimeSpan.FromMinutes(1));

        await Eventually.TrueAsync(() => _rig.Count("reading") == 1);
    }

    [Fact]
    public async Task BufferFilled_FlushesWithoutWaitingForTheTick()
    {
        await StartAsync();
        for (var i = 0; i < FlushPolicy.FlushAt; i++)
            _buffer.Accept($"sensors/{i}", Encoding.UTF8.GetBytes($"{i}"));

        _rig.Time.Advance(TimeSpan.FromMilliseconds(5));

        await Eventually.TrueAsync(() => _rig.Count("reading") == FlushPolicy.FlushAt);
        Assert.Equal(0, _rig.Count("sample"));
    }

    [Fact]
    public async Task DatabaseCannotBeWritten_RowsWaitAndComeLater()
    {
        await StartAsync();
        _buffer.Accept("sensors/garage", "21.5"u8);
        using (var blocker = DatabaseRig.Open(_rig.Options.Path))
        {
            _rig.Execute("PRAGMA busy_timeout = 10");
            blocker.Do("BEGIN IMMEDIATE");
            _rig.Time.Advance(TimeSpan.FromMinutes(16));
            await Eventually.TrueAsync(() => _rig.Board.Find("sqlite")!.Rating == Rating.Unknown);
        }

        _rig.Time.Advance(TimeSpan.FromMinutes(1));

        await Eventually.TrueAsync(() => _rig.Count("reading") == 1);
        await Eventually.TrueAsync(() => _rig.Board.Find("sqlite")!.Rating != Rating.Unknown);
    }

    [Fact]
    public async Task AFlood_IsToldOnceAndItsEndOnce()
    {
        // Raised by the worker's thread.
        var events = new ConcurrentQueue<string>();
        _rig.Board.Raised += e => events.Enqueue(e.Type);
        await StartAsync();
        for (var minute = 1; minute <= 90; minute++)
        {
            for (var i = 0; i < (minute < 20 ? 100 : 1); i++)
                _buffer.Accept("sensors/loud", Encoding.UTF8.GetBytes($"{i}"));
            await PassAsync(null);
        }

        await Eventually.TrueAsync(() => events.Contains("telemetry-flood-over"));
        Assert.Equal(["telemetry-flood", "telemetry-flood-over"], events.Where(e => e.StartsWith("telemetry-flood", StringComparison.Ordinal)));
    }

    private async Task StartAsync()
    {
        await _service.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => _rig.Board.Find("sqlite") is not null);
    }

    private async Task PassAsync(int? buffered)
    {
        _rig.Time.Advance(TimeSpan.FromMinutes(1));
        if (buffered is { } count)
            await Eventually.TrueAsync(() => _buffer.Count == count);
    }
}
