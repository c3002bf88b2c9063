using AutoCore.Core.Storage;
using AutoCore.Daemon.Telemetry;
using AutoCore.Daemon.Tests.Storage;
using AutoCore.Policies.Telemetry;

namespace AutoCore.Daemon.Tests.Telemetry;

public sealed class OwnRetentionTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private readonly DatabaseRig _rig = new(maxSizeMb: 1, clock: TimeProvider.System);
    private readonly OwnRetention _retention;

    public OwnRetentionTests() => _retention = new OwnRetention(_rig.Database, _rig.Options, TimeProvider.System);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task RunByAge_OldReadings_BecomeMinutesThenHoursThenGo()
    {
        AddReadings(daysAgo: 1, count: 10);
        AddReadings(daysAgo: 3, count: 120);
        AddReadings(daysAgo: 5, count: 120);
        AddReadings(daysAgo: 9, count: 120);

        await RunAsync(days: 7);

        Assert.Equal(10, _rig.Count("reading"));
        Assert.Equal(2, _rig.Count($"rollup WHERE level = {RollupPolicy.Minute}"));
        Assert.Equal(1, _rig.Count($"rollup WHERE level = {RollupPolicy.Hour}"));
        Assert.Equal((120L, 0.0, 119.0, 7140.0, 119.0), _rig.Database.Run(c => c.Rows(
            $"SELECT count, minimum, maximum, total, last FROM rollup WHERE level = {RollupPolicy.Hour}",
            r => (r.GetInt64(0), r.GetDouble(1), r.GetDouble(2), r.GetDouble(3), r.GetDouble(4))))[0]);
    }

    [Fact]
    public async Task RunByAge_NamesOfWhichNoRowIsLeft_Go()
    {
        AddReadings(daysAgo: 1, count: 10);
        _rig.Execute("INSERT INTO series (id, topic, key) VALUES (1, 'kept', 'a'), (2, 'gone', 'a'), (3, 'gone', 'b')");

        await RunAsync(days: 7);

        Assert.Equal("kept", _rig.Database.Run(c => c.Scalar("SELECT group_concat(topic) FROM series")));
    }

    [Fact]
    public async Task RunByAge_AgainAndAgain_ChangesNothingMore()
    {
        AddReadings(daysAgo: 3, count: 120);
        await RunAsync(days: 7);
        var before = _rig.Database.Run(c => c.Scalar("SELECT group_concat(count || ' ' || total) FROM rollup"));

        await RunAsync(days: 7);

        Assert.Equal(before, _rig.Database.Run(c => c.Scalar("SELECT group_concat(count || ' ' || total) FROM rollup")));
    }

    [Fact]
    public async Task RunByAge_OldSamples_BecomeHoursOfEachColumn()
    {
        for (var minute = 0; minute < 60; minute++)
        {
            _rig.Execute(
                $"INSERT INTO sample (at, doubted, memory_available_mb) VALUES ({Now.AddDays(-5).AddMinutes(minute).ToUnixTimeMilliseconds()}, 0, {100 + minute})");
        }

        await RunAsync(days: 7);

        Assert.Equal(0, _rig.Count("sample"));
        Assert.Equal((60L, 100.0, 159.0), _rig.Database.Run(c => c.Rows(
            "SELECT count, minimum, maximum FROM rollup JOIN series ON series.id = rollup.series WHERE topic = 'health' AND key = 'memory_available_mb'",
            r => (r.GetInt64(0), r.GetDouble(1), r.GetDouble(2))))[0]);
        Assert.Equal(1, _rig.Count("rollup"));
    }

    [Fact]
    public async Task RunBySize_OverTheSize_RemovesTheOldestAndShrinksTheFile()
    {
        AddReadings(daysAgo: 1, count: 100_000);
        Assert.True(SizeOf() > 1_000_000);

        await _retention.RunBySizeAsync(static () => { }, CancellationToken.None);

        Assert.InRange(SizeOf(), 500_000, 1_000_000);
        Assert.Equal(99_999.0, _rig.Database.Run(c => c.Scalar("SELECT value FROM reading ORDER BY at DESC LIMIT 1")));
        _rig.Database.Run(c => c.Execute("PRAGMA wal_checkpoint(TRUNCATE)"));
        Assert.True(_rig.Database.File.Bytes <= 1_000_000);
    }

    private long SizeOf() => _rig.Database.Run(c => c.Number("PRAGMA page_count") * c.Number("PRAGMA page_size"));

    private Task<long> RunAsync(int days) => _retention.RunByAgeAsync(days, Now, static () => { }, CancellationToken.None);

    /// <summary>One value a second, counted from zero.</summary>
    private void AddReadings(int daysAgo, int count) => _rig.Execute($"""
        WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {count - 1})
        INSERT INTO reading SELECT {Now.AddDays(-daysAgo).ToUnixTimeMilliseconds()} + i * 1000, 1, CAST(i AS REAL) FROM n
        """);
}
