using AutoCore.Core.Storage;
using AutoCore.Core.Telemetry;
using AutoCore.Daemon.Storage;
using AutoCore.Daemon.Telemetry;
using AutoCore.Daemon.Tests.Storage;
using AutoCore.Policies.Clock;
using AutoCore.Policies.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace AutoCore.Daemon.Tests.Telemetry;

public sealed class RetentionServiceTests : IDisposable
{
    private readonly DatabaseRig _rig = new(clock: TimeProvider.System);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task ClockInDoubt_NothingGoesByAge()
    {
        var path = MakeOldRow("f.db");
        _rig.Execute("INSERT INTO sample (at, doubted) VALUES (1, 0)");
        _rig.Board.OfferFact(() => ClockVerdict.Doubted("a test"));

        await RunOnceAsync(new RetentionOptions(path, "t", "at", TimestampFormat.UnixSeconds, 7));

        Assert.Equal(1, _rig.Count("sample"));
        Assert.Equal(1, CountForeign(path));
    }

    [Fact]
    public async Task OneTableFails_TheOthersAreKeptShort()
    {
        var good = MakeOldRow("good.db");
        var events = new List<string>();
        _rig.Board.Raised += e => { lock (events) events.Add($"{e.Type} {e.Message}"); };
        _rig.Board.OfferFact(() => ClockVerdict.Believed);
        File.WriteAllText(_rig.Folder["broken.db"], new string('x', 5_000));

        await RunOnceAsync(
            new(_rig.Folder["missing.db"], "t", "at", TimestampFormat.UnixSeconds, 7),
            new(_rig.Folder["broken.db"], "t", "at", TimestampFormat.UnixSeconds, 7),
            new(good, "no such table", "at", TimestampFormat.UnixSeconds, 7),
            new(good, "t", "at", TimestampFormat.UnixSeconds, 7));

        Assert.Equal(0, CountForeign(good));
        Assert.Equal(3, events.Count(e => e.StartsWith("retention-refused", StringComparison.Ordinal)));
        Assert.Contains("1 rows of t in", await File.ReadAllTextAsync(_rig.Folder["audit.log"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE", "BEGIN EXCLUSIVE")]
    [InlineData("WAL", "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")]
    public async Task OneDatabaseLocked_IsSaidOnceAndTheOthersAreKeptShort(string journal, string take)
    {
        var locked = MakeOldRow("locked.db", journal);
        var good = MakeOldRow("good.db");
        var reasons = new List<string>();
        _rig.Board.Raised += e => { lock (reasons) reasons.Add(e.Message); };
        _rig.Board.OfferFact(() => ClockVerdict.Believed);
        using (var other = DatabaseRig.Open(locked))
        {
            other.Execute(take);

            await RunOnceAsync(new(locked, "t", "at", TimestampFormat.UnixSeconds, 7), new(good, "t", "at", TimestampFormat.UnixSeconds, 7));
        }

        Assert.Equal(0, CountForeign(good));
        Assert.Equal(1, CountForeign(locked));
        Assert.Contains("another program keeps it locked", Assert.Single(reasons), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusedTable_ThatIsMended_EndsWhatItBegan()
    {
        var path = _rig.Folder["late.db"];
        var events = new List<string>();
        _rig.Board.Raised += e => { lock (events) events.Add(e.Type); };
        _rig.Board.OfferFact(() => ClockVerdict.Believed);
        using var service = Service(new RetentionOptions(path, "t", "at", TimestampFormat.UnixSeconds, 7));

        await service.RunPassAsync(CancellationToken.None);
        await service.RunPassAsync(CancellationToken.None);
        MakeOldRow("late.db");
        await service.RunPassAsync(CancellationToken.None);
        await service.RunPassAsync(CancellationToken.None);

        Assert.Equal(["retention-refused", "retention-resumed"], events);
    }

    private string MakeOldRow(string name, string journal = "WAL") =>
        _rig.MakeForeign(name, "CREATE TABLE t (at INTEGER); INSERT INTO t VALUES (1000000000)", journal);

    private static long CountForeign(string path)
    {
        using var connection = DatabaseRig.Open(path);
        return connection.Number("SELECT count(*) FROM t");
    }

    private async Task RunOnceAsync(params RetentionOptions[] tables)
    {
        using var service = Service(tables);
        await service.RunPassAsync(CancellationToken.None);
    }

    private RetentionService Service(params RetentionOptions[] tables)
    {
        var options = new TelemetryOptions(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(15), 7, TimeSpan.FromHours(1), [], tables);
        return new RetentionService(options, new OwnRetention(_rig.Database, _rig.Options, TimeProvider.System), new ForeignRetention(TimeProvider.System),
            new AuditLog(new AuditPlace(_rig.Folder["audit.log"]), TimeProvider.System, NullLogger<AuditLog>.Instance), _rig.Context,
            NullLogger<RetentionService>.Instance);
    }
}
