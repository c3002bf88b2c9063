using System.Text;
using AutoCore.Core.Telemetry;
using AutoCore.Daemon.Telemetry;
using AutoCore.Policies.Telemetry;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Telemetry;

public sealed class TelemetryBufferTests
{
    private readonly TestClock _time = new();
    private readonly TelemetryBuffer _buffer;

    public TelemetryBufferTests() => _buffer = Make(10_000, 100_000);

    [Fact]
    public void Accept_NotUnderstood_IsCountedAndNotKept()
    {
        _buffer.Accept("t", "{"u8);
        _buffer.Accept("t", [0xFF, 0x00]);

        Assert.Equal(new IngestLosses(2, 0, 0), _buffer.Losses);
        Assert.Equal(0, _buffer.Count);
    }

    [Fact]
    public void Accept_SameSeriesWithinASecond_TheNewestWins()
    {
        _buffer.Accept("t", "1"u8);
        _buffer.Accept("t", "2"u8);
        _buffer.Accept("t", "3"u8);
        _time.Advance(TimeSpan.FromSeconds(1));
        _buffer.Accept("t", "4"u8);

        Assert.Equal([3.0, 4.0], _buffer.TakeAll().Readings.Select(r => r.Value));
        Assert.Equal(2, _buffer.Surplus.Values);
    }

    [Fact]
    public void Accept_TwoValuesOfOneTopicInTurn_KeepsBoth()
    {
        _buffer.Accept("t", "{\"temperature\":21}"u8);
        _buffer.Accept("t", "{\"humidity\":60}"u8);

        Assert.Equal(["temperature", "humidity"], _buffer.TakeAll().Readings.Select(r => r.Series.Key));
    }

    [Fact]
    public void Accept_SameSeriesAfterTheClockWasSetBack_KeepsTheOrder()
    {
        _buffer.Accept("t", "1"u8);
        _time.Advance(TimeSpan.FromSeconds(1));
        _time.AdjustTime(_time.GetUtcNow() - TimeSpan.FromSeconds(5));
        _buffer.Accept("t", "2"u8);

        var times = _buffer.TakeAll().Readings.Select(r => r.At).ToList();
        Assert.Equal(times[0] + 1, times[1]);
    }

    [Fact]
    public void Accept_AFlood_StoresTheRateAndTheNewestValueOfEach()
    {
        var buffer = Make(messagesPerSecond: 10, mbPerDay: 50);
        for (var second = 0; second < 120; second++, _time.Advance(TimeSpan.FromSeconds(1)))
        {
            for (var i = 0; i < 1_000; i++)
                buffer.Accept($"dev/{i}", Encoding.UTF8.GetBytes($"{second}"));
        }

        var readings = buffer.TakeAll().Readings;
        Assert.InRange(readings.Count, 1_000, 10 * (120 + IngestPolicy.BurstSeconds));
        Assert.All(readings.GroupBy(r => r.Series).Where(g => g.Any()), g => Assert.Equal(119.0, g.Last().Value));
        Assert.Equal(120_000 - readings.Count, buffer.Surplus.Values);
    }

    [Fact]
    public void Accept_OneDeviceThatFloods_IsTheOneThatIsNamed()
    {
        for (var i = 0; i < 1_000; i++)
        {
            _buffer.Accept("dev/loud", Encoding.UTF8.GetBytes($"{i}"));
            _buffer.Accept($"dev/{i % 7}", "1"u8);
            _buffer.Accept("dev/loud", Encoding.UTF8.GetBytes($"{i}"));
        }

        Assert.Equal("dev/loud", _buffer.Surplus.Topic);
    }

    [Fact]
    public void Accept_MoreThanTheBudgetOfADay_WaitsForTheNextDay()
    {
        var buffer = Make(10_000, mbPerDay: 1);
        var text = Encoding.UTF8.GetBytes(new string('x', 250));
        for (var i = 0; i < 4_000; i++, _time.Advance(TimeSpan.FromSeconds(1)))
            buffer.Accept("t", text);

        var bytes = buffer.TakeAll().Readings.Sum(r => (long)IngestPolicy.CostOf(r.Value));
        Assert.InRange(bytes, 999_000, 1_001_000);
        _time.Advance(IngestPolicy.BudgetWindow);
        buffer.Accept("t", text);
        Assert.Equal(1, buffer.Count);
    }

    [Fact]
    public void Accept_BeyondTheCapacity_DropsTheOldestAndCounts()
    {
        for (var i = 0; i < FlushPolicy.Capacity + 7; i++)
        {
            _buffer.Accept("t", Encoding.UTF8.GetBytes($"{i}"));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(7, _buffer.Losses.Lost);
        Assert.Equal(7.0, _buffer.TakeAll().Readings[0].Value);
    }

    [Fact]
    public void Accept_EndlessNewSeries_AreRefusedAndCounted()
    {
        for (var i = 0; i < 6_000; i++)
            _buffer.Accept($"t/{i}", "1"u8);

        Assert.Equal(1_000, _buffer.Losses.Refused);
    }

    [Fact]
    public void Accept_EndlessTopicsAndKeys_AreRefused()
    {
        _buffer.Accept(new string('t', 2_000), "1"u8);
        _buffer.Accept("t", Encoding.UTF8.GetBytes($"{{\"{new string('k', 300)}\":1,\"deep\":{{\"{new string('k', 300)}\":{{\"x\":1}}}},\"good\":1}}"));

        Assert.Equal(1, _buffer.Losses.Refused);
        Assert.Equal("good", Assert.Single(_buffer.TakeAll().Readings).Series.Key);
    }

    [Fact]
    public void PutBack_GoesInFrontOfWhatCameSince()
    {
        _buffer.Accept("t", "1"u8);
        var batch = _buffer.TakeAll();
        _time.Advance(TimeSpan.FromSeconds(1));
        _buffer.Accept("t", "2"u8);

        _buffer.PutBack(batch);

        Assert.Equal([1.0, 2.0], _buffer.TakeAll().Readings.Select(r => r.Value));
    }

    private TelemetryBuffer Make(int messagesPerSecond, int mbPerDay) =>
        new(new TelemetryOptions(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(15), 7, TimeSpan.FromHours(1), [], [], messagesPerSecond, mbPerDay), _time);
}
