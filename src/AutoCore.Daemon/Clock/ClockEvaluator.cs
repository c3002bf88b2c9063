using AutoCore.Core.Hosting;
using AutoCore.Policies.Clock;

namespace AutoCore.Daemon.Clock;

/// <summary>A step of the wall clock.</summary>
/// <param name="From">What it would have shown, UTC.</param>
/// <param name="To">What it shows, UTC.</param>
/// <param name="At">When, on the monotonic clock.</param>
internal sealed record ClockJump(DateTimeOffset From, DateTimeOffset To, long At)
{
    /// <summary>By how much; negative if it was set back.</summary>
    public TimeSpan By => To - From;
}

/// <summary>
/// Judges the clock at the moment it is asked: a verdict that is a minute old would let a deletion slip in right after a jump.
/// It may be asked from any thread.
/// </summary>
internal sealed class ClockEvaluator
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly ClockSyncProbe _probe;
    private readonly RtcProbe _rtc;
    private readonly TimeSpan _shortestRetention;
    private readonly DateTimeOffset _builtAt;
    private ClockMemory? _believed;
    private TimeSpan _ranBefore;
    private DateTimeOffset _wall;
    private long _monotonic;
    private long _steadySince;

    /// <param name="time">Both clocks.</param>
    /// <param name="probe">Tells whether the clock is synchronised.</param>
    /// <param name="rtc">A battery-backed clock, if there is one.</param>
    /// <param name="stored">What earlier runs left.</param>
    /// <param name="shortestRetention">The shortest time after which anything is deleted by age.</param>
    /// <param name="builtAt">When the program was built; null for the real date.</param>
    public ClockEvaluator(
        TimeProvider time, ClockSyncProbe probe, RtcProbe rtc, (ClockMemory? Believed, DoubtfulRun? Doubted) stored, TimeSpan shortestRetention,
        DateTimeOffset? builtAt = null)
    {
        _time = time;
        _probe = probe;
        _rtc = rtc;
        _shortestRetention = shortestRetention;
        _builtAt = builtAt ?? Product.BuiltAt;
        _wall = time.GetUtcNow();
        _monotonic = _steadySince = time.GetTimestamp();
        _believed = stored.Believed;
        // A clock that shows less than in its last run was set meanwhile: what it ran then is no evidence.
        _ranBefore = stored.Doubted is { } run && _wall >= run.Newest - ClockPolicy.JumpThreshold ? run.Ran : TimeSpan.Zero;
    }

    /// <summary>The last jump since the start, or null.</summary>
    public ClockJump? LastJump { get; private set; }

    /// <summary>Whether the clock is believed now.</summary>
    public ClockVerdict Evaluate()
    {
        lock (_gate)
        {
            Look();
            return ClockPolicy.Evaluate(new(
                _wall, _builtAt, _believed, IsSynchronized,
                LastJump is { } jump ? _time.GetElapsedTime(jump.At, _monotonic) : null,
                SteadyFor, _shortestRetention, _rtc.Agrees(_wall)));
        }
    }

    /// <summary>Takes the present for known, since the clock is believed: what is earlier is in doubt from now on.</summary>
    public ClockMemory Remember()
    {
        lock (_gate)
        {
            Look();
            var memory = new ClockMemory(_wall, IsSynchronized ? _wall : _believed?.Synchronized, _rtc.Agrees(_wall));
            _believed = memory;
            _ranBefore = TimeSpan.Zero;
            return memory;
        }
    }

    /// <summary>What is known at present, and how long the clock has been in doubt.</summary>
    public (ClockMemory? Believed, DoubtfulRun Doubted) InDoubt()
    {
        lock (_gate)
        {
            Look();
            return (_believed, new(_wall, SteadyFor));
        }
    }

    private bool IsSynchronized => _probe.Read(_wall, LastJump?.To) == true;

    private TimeSpan SteadyFor => _ranBefore + _time.GetElapsedTime(_steadySince, _monotonic);

    private void Look()
    {
        var wall = _time.GetUtcNow();
        var monotonic = _time.GetTimestamp();
        var really = _time.GetElapsedTime(_monotonic, monotonic);
        if (ClockPolicy.IsJump(wall - _wall, really))
        {
            LastJump = new(_wall + really, wall, monotonic);
            _steadySince = monotonic;
            _ranBefore = TimeSpan.Zero;
        }
        (_wall, _monotonic) = (wall, monotonic);
    }
}
