using Microsoft.Extensions.Time.Testing;

namespace AutoCore.Testing;

/// <summary>
/// The platform's fake clock, and two things that it has not: how many timers wait, for which a test waits before it advances past a worker that is
/// still starting; and a monotonic clock that does
/// not jump with the wall clock, as no machine's does.
/// </summary>
public sealed class TestClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Lock gate = new();
    private readonly HashSet<CountedTimer> waiting = [];
    private TimeSpan adjusted;

    public TestClock() : this(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Timers that wait for their due time.</summary>
    public int ActiveTimers
    {
        get { lock (gate) return waiting.Count; }
    }

    public override long GetTimestamp()
    {
        lock (gate) return (GetUtcNow() - Start - adjusted).Ticks;
    }

    /// <summary>Jumps the wall clock, forwards or back, as a time server does: timers and <see cref="GetTimestamp"/> do not notice.</summary>
    public new void AdjustTime(DateTimeOffset value)
    {
        lock (gate)
        {
            adjusted += value - GetUtcNow();
            base.AdjustTime(value);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new CountedTimer(this, callback, state);
        timer.Inner = base.CreateTimer(static timer => ((CountedTimer)timer!).Fire(), timer, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(dueTime, period);
        return timer;
    }

    private void Count(CountedTimer timer, bool waits)
    {
        lock (gate)
        {
            if (waits)
                waiting.Add(timer);
            else
                waiting.Remove(timer);
        }
    }

    private sealed class CountedTimer(TestClock clock, TimerCallback callback, object? state) : ITimer
    {
        private bool isPeriodic;

        public ITimer Inner { get; set; } = null!;

        public void Fire()
        {
            if (!isPeriodic)
                clock.Count(this, waits: false);
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            isPeriodic = period > TimeSpan.Zero;
            clock.Count(this, waits: dueTime != Timeout.InfiniteTimeSpan);
            if (Inner.Change(dueTime, period))
                return true;
            clock.Count(this, waits: false);
            return false;
        }

        public void Dispose()
        {
            clock.Count(this, waits: false);
            Inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
