using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Testing;

public sealed class TestClockTests
{
    private readonly TestClock clock = new();

    [Fact]
    public void ActiveTimers_CountsWhatWaits()
    {
        using var once = clock.CreateTimer(static _ => { }, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        var again = clock.CreateTimer(static _ => { }, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        using var asleep = clock.CreateTimer(static _ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Assert.Equal(2, clock.ActiveTimers);

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, clock.ActiveTimers);

        again.Dispose();
        Assert.Equal(0, clock.ActiveTimers);

        asleep.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        Assert.Equal(1, clock.ActiveTimers);
    }

    [Fact]
    public void AdjustTime_WallClockJumps_TimersAndTimestampDoNotNotice()
    {
        var before = clock.GetTimestamp();
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        var other = new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero);

        clock.AdjustTime(other);

        Assert.Equal(other, clock.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, clock.GetElapsedTime(before));
        Assert.Equal(0, fired);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, fired);
        Assert.Equal(TimeSpan.FromSeconds(1), clock.GetElapsedTime(before));
        Assert.Equal(other.AddSeconds(1), clock.GetUtcNow());
    }
}
