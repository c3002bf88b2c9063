namespace AutoCore.Testing;

/// <summary>A clock that moves only when told to; its timers (and so <see cref="PeriodicTimer"/> and <c>Task.Delay</c>) fire in order of their due time.</summary>
public sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset utcNow = start;
    private TimeZoneInfo localTimeZone = TimeZoneInfo.Utc;
    private long elapsed;

    public ManualTimeProvider() : this(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Timers that wait for their due time: a test waits for this before it advances past a worker that is still starting.</summary>
    public int ActiveTimers
    {
        get { lock (gate) return timers.Count; }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => localTimeZone;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return utcNow;
    }

    public override long GetTimestamp()
    {
        lock (gate) return elapsed;
    }

    public void SetLocalTimeZone(TimeZoneInfo zone) => localTimeZone = zone;

    /// <summary>Jumps the wall clock, forwards or back, as a time server does: timers and <see cref="GetTimestamp"/> do not notice.</summary>
    public void SetUtcNow(DateTimeOffset value)
    {
        lock (gate) utcNow = value;
    }

    /// <summary>Moves both clocks, stopping at each due time on the way to run its callback on this thread.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        long target;
        lock (gate) target = elapsed + by.Ticks;
        while (NextDue(target) is { } timer) timer.Fire();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? NextDue(long target)
    {
        lock (gate)
        {
            // MinBy takes the first of equals, and a timer goes to the end of the list when it is armed: ties fire in the order of arming.
            var next = timers.Where(timer => timer.Due <= target).MinBy(timer => timer.Due);
            MoveTo(Math.Max(elapsed, next?.Due ?? target));
            if (next is null) return null;
            timers.Remove(next);
            if (next.Period > 0)
            {
                next.Due += next.Period;
                timers.Add(next);
            }

            return next;
        }
    }

    private void MoveTo(long ticks)
    {
        utcNow += TimeSpan.FromTicks(ticks - elapsed);
        elapsed = ticks;
    }

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        private bool disposed;

        public long Due { get; set; }

        public long Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                if (disposed) return false;
                clock.timers.Remove(this);
                Period = period == Timeout.InfiniteTimeSpan ? 0 : period.Ticks;
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                Due = clock.elapsed + dueTime.Ticks;
                clock.timers.Add(this);
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                disposed = true;
                clock.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
