using AutoCore.Daemon.Hosting;
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
internal sealed class ClockJudge
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly ClockSyncProbe _probe;
    private readonly DateTimeOffset _builtAt;
    private DateTimeOffset? _newest;
    private DateTimeOffset _wall;
    private long _monotonic;
    private long _steadySince;

    /// <param name="time">Both clocks.</param>
    /// <param name="probe">Tells whether the clock is synchronised.</param>
    /// <param name="newest">The newest time stored while the clock was believed, or null.</param>
    /// <param name="builtAt">When the program was built; null for the real date.</param>
    public ClockJudge(TimeProvider time, ClockSyncProbe probe, DateTimeOffset? newest, DateTimeOffset? builtAt = null)
    {
        _time = time;
        _probe = probe;
        _newest = newest;
        _builtAt = builtAt ?? Product.BuiltAt;
        _wall = time.GetUtcNow();
        _monotonic = _steadySince = time.GetTimestamp();
    }

    /// <summary>The last jump since the start, or null.</summary>
    public ClockJump? LastJump { get; private set; }

    /// <summary>Whether the clock is believed now.</summary>
    public ClockVerdict Judge()
    {
        lock (_gate)
        {
            Look();
            return ClockPolicy.Judge(new(
                _wall, _builtAt, _newest, _probe.Read(_wall) == true,
                LastJump is { } jump ? _time.GetElapsedTime(jump.At, _monotonic) : null,
                _time.GetElapsedTime(_steadySince, _monotonic)));
        }
    }

    /// <summary>A believed time was stored: what is earlier is in doubt from now on.</summary>
    public void Remember(DateTimeOffset believed)
    {
        lock (_gate)
            _newest = believed > _newest || _newest is null ? believed : _newest;
    }

    private void Look()
    {
        var wall = _time.GetUtcNow();
        var monotonic = _time.GetTimestamp();
        var really = _time.GetElapsedTime(_monotonic, monotonic);
        if (ClockPolicy.IsJump(wall - _wall, really))
        {
            LastJump = new(_wall + really, wall, monotonic);
            _steadySince = monotonic;
        }
        (_wall, _monotonic) = (wall, monotonic);
    }
}
