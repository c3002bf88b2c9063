using AutoCore.Core.Storage;
using AutoCore.Daemon.Storage;
using AutoCore.Daemon.Telemetry;
using AutoCore.Daemon.Tests.Storage;
using AutoCore.Policies.Clock;

namespace AutoCore.Daemon.Tests.Telemetry;

public sealed class TelemetryCleanupTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private readonly DatabaseRig _rig = new(clock: TimeProvider.System);
    private readonly TelemetryCleanup _step;

    public TelemetryCleanupTests()
    {
        _step = new TelemetryCleanup(_rig.Database, _rig.Options, new OwnRetention(_rig.Database, _rig.Options, TimeProvider.System), _rig.Board);
        _rig.Board.OfferFact(() => ClockVerdict.Believed);
        Add(daysAgo: 3, count: 50_000);
        Add(daysAgo: 0, count: 100);
    }

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Run_RemovesWhatWasPlanned_AndTheFileShrinks()
    {
        _rig.Database.Run(c => c.Execute("PRAGMA wal_checkpoint(TRUNCATE)"));
        var before = _rig.Database.File.Bytes;
        var plan = await _step.PlanAsync(new CleanupRequest(CleanupReason.Emergency, Now), CancellationToken.None);
        var removed = new List<CleanupItem>();

        await _step.RunAsync(plan, removed.Add, CancellationToken.None);

        Assert.Equal(plan.Items, removed);
        Assert.Equal(100, _rig.Count("reading"));
        Assert.True(_rig.Database.File.Bytes < before / 5);
        Assert.InRange(plan.Bytes, (before - _rig.Database.File.Bytes) * 0.7, before);
    }

    [Fact]
    public async Task Plan_ClockInDoubtOrAnotherFileSystem_IsSkipped()
    {
        Assert.NotNull(
            (await _step.PlanAsync(new CleanupRequest(CleanupReason.Emergency, Now) { Holds = static _ => false }, CancellationToken.None)).SkippedBecause);
        _rig.Board.OfferFact(() => ClockVerdict.Doubted("a test"));

        Assert.NotNull((await _step.PlanAsync(new CleanupRequest(CleanupReason.Emergency, Now), CancellationToken.None)).SkippedBecause);
    }

    private void Add(int daysAgo, int count) => _rig.Execute($"""
        WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {count - 1})
        INSERT INTO reading SELECT {Now.AddDays(-daysAgo).ToUnixTimeMilliseconds()} + i * 1000, 1, CAST(i AS REAL) FROM n
        """);
}
