using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Testing;

public sealed class ManualTimeProviderTests
{
    private readonly ManualTimeProvider clock = new();

    [Fact]
    public void Advance_TwoTimers_FireInOrderOfDueTimeAndSeeTheirOwnTime()
    {
        var start = clock.GetUtcNow();
        var fired = new List<(string Name, TimeSpan At)>();
        using var late = clock.CreateTimer(_ => fired.Add(("late", clock.GetUtcNow() - start)), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        using var early = clock.CreateTimer(_ => fired.Add(("early", clock.GetUtcNow() - start)), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(
            [("early", TimeSpan.FromSeconds(1)), ("early", TimeSpan.FromSeconds(2)), ("late", TimeSpan.FromSeconds(3)), ("early", TimeSpan.FromSeconds(3))],
            fired);
    }

    [Fact]
    public void Advance_TimerArmedInCallback_FiresInTheSameAdvance()
    {
        var fired = 0;
        ITimer? again = null;
        using var first = clock.CreateTimer(
            _ => again = clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(1, fired);
        again?.Dispose();
    }

    [Fact]
    public void Advance_DisposedTimer_DoesNotFire()
    {
        var timer = clock.CreateTimer(_ => Assert.Fail("fired"), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        timer.Dispose();

        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(0, clock.ActiveTimers);
    }

    [Fact]
    public async Task Advance_PeriodicTimer_TicksOncePerPeriodAndCoalescesMissedTicks()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        var tick = timer.WaitForNextTickAsync().AsTask();
        Assert.False(tick.IsCompleted);

        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await tick);

        clock.Advance(TimeSpan.FromMinutes(3));
        Assert.True(await timer.WaitForNextTickAsync());
        Assert.False(timer.WaitForNextTickAsync().AsTask().IsCompleted);
    }

    [Fact]
    public async Task Advance_DelayAndCancellation_UseTheClock()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10), clock);
        var delay = Task.Delay(TimeSpan.FromSeconds(5), clock);

        clock.Advance(TimeSpan.FromSeconds(5));
        await delay;
        Assert.False(limit.IsCancellationRequested);

        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.True(limit.IsCancellationRequested);
    }

    [Fact]
    public void GetTimestamp_AfterAdvance_MeasuresTheAdvance()
    {
        var before = clock.GetTimestamp();

        clock.Advance(TimeSpan.FromMilliseconds(1500));

        Assert.Equal(TimeSpan.FromMilliseconds(1500), clock.GetElapsedTime(before));
    }

    [Fact]
    public void SetUtcNow_WallClockJumps_TimersAndTimestampDoNotNotice()
    {
        var before = clock.GetTimestamp();
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        var other = new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero);

        clock.SetUtcNow(other);

        Assert.Equal(other, clock.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, clock.GetElapsedTime(before));
        Assert.Equal(0, fired);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, fired);
        Assert.Equal(other.AddSeconds(1), clock.GetUtcNow());
    }
}
