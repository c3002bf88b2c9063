using System.Net;
using System.Text.Json;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Telemetry;
using AutoCore.Web.Data;

namespace AutoCore.Web.Tests;

/// <summary>Telemetry and events out of a database as the daemon makes it, which stays open meanwhile.</summary>
public sealed class HistoryTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2025, 12, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly WebFixture _fixture = new();
    private readonly OwnDatabase _database;
    private readonly ReadDatabase _reader;

    public HistoryTests()
    {
        var options = _fixture.Load().Options;
        _database = new(options.Database, options.WalCheckpoint);
        _reader = new(options.Database);
    }

    [Fact]
    public void Telemetry_RawRowsAndHours_AreOneSeries()
    {
        for (var minute = 0; minute < 120; minute++)
        {
            Execute("INSERT INTO sample (at, doubted, disk_used_percent) VALUES ($at, 0, $value)", ("$at", Milliseconds(minute)),
                ("$value", minute < 60 ? 10 : 20));
        }
        Execute("INSERT INTO series (topic, key) VALUES ('health', 'disk_used_percent')");
        Execute("INSERT INTO rollup VALUES (3600000, $at, 1, 60, 1, 9, 300, NULL)", ("$at", Milliseconds(-60)));
        var points = new TelemetrySource(_reader).Read("disk_used_percent", Noon.AddHours(-2), Noon.AddHours(2), TimeSpan.FromHours(1))!;
        Assert.Equal([(Noon.AddHours(-1), 5.0, 1.0, 9.0, 60L), (Noon, 10, 10, 10, 60), (Noon.AddHours(1), 20, 20, 20, 60)],
            points.Select(p => (p.At, p.Mean, p.Minimum, p.Maximum, p.Count)));
    }

    [Fact]
    public void Telemetry_OfADevice_IsFoundByTopicAndKeyAndWordsAreLeftOut()
    {
        Execute("INSERT INTO series (topic, key) VALUES ('garden/well', 'level_cm')");
        Execute("INSERT INTO reading VALUES ($at, 1, 12.5)", ("$at", Milliseconds(1)));
        Execute("INSERT INTO reading VALUES ($at, 1, 'dry')", ("$at", Milliseconds(2)));
        var source = new TelemetrySource(_reader);
        Assert.Contains("garden/well:level_cm", source.Keys());
        var point = Assert.Single(source.Read("garden/well:level_cm", Noon, Noon.AddHours(1), TimeSpan.FromMinutes(10))!);
        Assert.Equal((12.5, 1L), (point.Mean, point.Count));
    }

    [Fact]
    public void Telemetry_OfAnUnknownKey_IsNull() =>
        Assert.Null(new TelemetrySource(_reader).Read("disk_used_percent; DROP TABLE sample", Noon, Noon.AddHours(1), TimeSpan.FromMinutes(1)));

    [Fact]
    public void Telemetry_WhileItIsRead_NeverHoldsUpACheckpoint()
    {
        for (var minute = 0; minute < 3000; minute++)
            Execute("INSERT INTO sample (at, doubted, cpu_load_1m) VALUES ($at, 0, 1)", ("$at", Milliseconds(minute)));
        _reader.TryRead(connection =>
        {
            connection.Rows("SELECT at FROM sample", static row => row.GetInt64(0));
            // The connection is open, its statement ended: nothing of the log is needed any more.
            Assert.Equal(0, _database.Run(c => c.Number("PRAGMA wal_checkpoint(TRUNCATE)")));
            return "";
        });
        Assert.Equal(50, new TelemetrySource(_reader).Read("cpu_load_1m", Noon, Noon.AddHours(50), TimeSpan.FromHours(1))!.Count);
        Assert.Equal(0, _database.Run(c => c.Number("PRAGMA wal_checkpoint(TRUNCATE)")));
    }

    [Fact]
    public void Telemetry_OfADatabaseWithoutItsDaemon_IsReadAndNothingIsLeftBeside()
    {
        Execute("INSERT INTO sample (at, doubted, cpu_load_1m) VALUES ($at, 0, 1)", ("$at", Milliseconds(0)));
        _database.Dispose();
        var before = Directory.GetFileSystemEntries(_fixture.Data).Order().ToList();
        Assert.Single(new TelemetrySource(_reader).Read("cpu_load_1m", Noon, Noon.AddHours(1), TimeSpan.FromHours(1))!);
        Assert.Equal(before, Directory.GetFileSystemEntries(_fixture.Data).Order());
    }

    [Fact]
    public void Events_StoredAndWaiting_AreOneListWithoutDoubles()
    {
        Store(1, 0, "old");
        Store(2, 3, "both");
        _fixture.Write(
            "run/events.json",
            $$"""{"data_directory":{{JsonSerializer.Serialize(_fixture.Data)}},"events":[{"at":{{Milliseconds(2)}},"severity":"critical","event":{{Payload("both", "critical")}}},{"at":{{Milliseconds(3)}},"severity":"ok","event":{{Payload("new", "ok")}}}]}""");
        var source = Source();
        Assert.Equal(["new", "both", "old"], source.Recent(10).Select(e => e.Message));
        Assert.Equal(["both"], source.Recent(10, new(AtLeast: Policies.Health.Rating.Warning)).Select(e => e.Message));
        Assert.Equal(["old"], source.Recent(10, new(Noon.AddMinutes(2))).Select(e => e.Message));
        Assert.Equal(["new"], source.Recent(1).Select(e => e.Message));
    }

    [Fact]
    public void Events_WithoutADatabase_AreThoseThatWait()
    {
        _fixture.Write("run/events.json", $$"""{"events":[{"at":{{Milliseconds(3)}},"severity":"ok","event":{{Payload("new", "ok")}}},{"at":"x"},{"at":1e300,"event":{ } },7]}""");
        Assert.Equal(["new"], Source().Recent(10).Select(e => e.Message));
    }

    [Fact]
    public async Task Requests_AreAnsweredOrToldWhatIsAllowed()
    {
        Store(1, 0, "old");
        await using var server = await WebServer.StartAsync(_fixture);
        foreach (var (url, status) in new[]
        {
            ("/api/v1/telemetry", HttpStatusCode.OK),
            ("/api/v1/telemetry?key=cpu_load_1m", HttpStatusCode.OK),
            ("/api/v1/telemetry?key=cpu_load_1m&from=2025-12-01&to=2025-12-31&step=86400", HttpStatusCode.OK),
            ("/api/v1/telemetry?key=cpu_load_1m&from=2025-12-01&to=2025-12-31&step=1", HttpStatusCode.BadRequest),
            ("/api/v1/telemetry?key=cpu_load_1m&step=NaN", HttpStatusCode.BadRequest),
            ("/api/v1/telemetry?key=cpu_load_1m&from=2025-12-31&to=2025-12-01", HttpStatusCode.BadRequest),
            ("/api/v1/telemetry?key=nothing", HttpStatusCode.NotFound),
            ("/api/v1/events", HttpStatusCode.OK),
            ("/api/v1/events?severity=loud", HttpStatusCode.BadRequest),
            ("/api/v1/events?to=2026-02-31", HttpStatusCode.BadRequest),
            ("/api/v1/events?to=2026-02-28", HttpStatusCode.OK),
            ("/api/v1/events?limit=501", HttpStatusCode.BadRequest),
            ("/api/v1/events?before=99999999999999", HttpStatusCode.BadRequest),
        })
        {
            using var answer = await server.Client.GetAsync(url);
            Assert.True(status == answer.StatusCode, $"{url}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    [Fact]
    public void SampleColumns_AreColumnsOfTheTable()
    {
        foreach (var column in SampleColumns.All)
            Assert.NotNull(new TelemetrySource(_reader).Read(column.Name, Noon, Noon.AddHours(1), TimeSpan.FromHours(1)));
    }

    public void Dispose()
    {
        _database.Dispose();
        _fixture.Dispose();
    }

    private static long Milliseconds(int minute) => Noon.AddMinutes(minute).ToUnixTimeMilliseconds();

    private static string Payload(string message, string severity) => $$"""{"ts":1,"type":"test","severity":"{{severity}}","message":"{{message}}"}""";

    private EventSource Source()
    {
        var options = _fixture.Load().Options;
        return new(new(new(options.Hosting, _fixture.Environment), options.Hosting), _reader);
    }

    private void Store(int minute, int severity, string message) => Execute("INSERT INTO event VALUES ($at, $severity, $payload)",
        ("$at", Milliseconds(minute)), ("$severity", severity), ("$payload", Payload(message, severity == 3 ? "critical" : "ok")));

    private void Execute(string sql, params (string Name, object? Value)[] arguments) => _database.Write(c => c.Execute(sql, arguments), durable: false);
}
