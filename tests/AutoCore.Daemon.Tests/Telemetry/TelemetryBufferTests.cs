using System.Text;
using AutoCore.Daemon.Telemetry;
using AutoCore.Policies.Telemetry;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Telemetry;

public sealed class TelemetryBufferTests
{
    private readonly TelemetryBuffer _buffer = new(new TelemetryOptions(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(15), 7, TimeSpan.FromHours(1), [], []), new ManualTimeProvider());

    [Fact]
    public void Accept_NotUnderstood_IsCountedAndNotKept()
    {
        _buffer.Accept("t", "{"u8);
        _buffer.Accept("t", [0xFF, 0x00]);

        Assert.Equal(new IntakeLosses(2, 0, 0), _buffer.Losses);
        Assert.Equal(0, _buffer.Count);
    }

    [Fact]
    public void Accept_SameSeriesWithinAMillisecond_KeepsEveryValue()
    {
        _buffer.Accept("t", "1"u8);
        _buffer.Accept("t", "2"u8);

        var times = _buffer.TakeAll().Readings.Select(r => r.At).ToList();
        Assert.Equal(times[0] + 1, times[1]);
    }

    [Fact]
    public void Accept_BeyondTheCapacity_DropsTheOldestAndCounts()
    {
        for (var i = 0; i < FlushPolicy.Capacity + 7; i++)
            _buffer.Accept("t", Encoding.UTF8.GetBytes($"{i}"));

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
    public void PutBack_GoesInFrontOfWhatCameSince()
    {
        _buffer.Accept("t", "1"u8);
        var batch = _buffer.TakeAll();
        _buffer.Accept("t", "2"u8);

        _buffer.PutBack(batch);

        Assert.Equal([1.0, 2.0], _buffer.TakeAll().Readings.Select(r => r.Value));
    }
}
