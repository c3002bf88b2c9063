namespace AutoCore.Policies.Clock;

/// <summary>One end of a span of time, as somebody gave it: an instant, and the local time if that is what he said.</summary>
/// <param name="At">The instant.</param>
/// <param name="Local">Local time without a zone; null if an instant was given.</param>
public readonly record struct TimeBound(DateTimeOffset At, DateTime? Local = null);

/// <summary>
/// A span of time, asked of what is named by local time. When clocks are set back, an hour of such names stands for two instants: a name lies in the span if
/// one of them does, so that nothing of that hour is missed. A bound that is local time itself is compared with the name as it is.
/// </summary>
/// <param name="From">The first.</param>
/// <param name="To">Before which the last one lies.</param>
/// <param name="Zone">Where names are local.</param>
public readonly record struct LocalSpan(TimeBound From, TimeBound To, TimeZoneInfo Zone)
{
    /// <summary>Clocks are set by no more than this at once.</summary>
    private static readonly TimeSpan LargestShift = TimeSpan.FromHours(3);

    /// <summary>No name of an earlier day lies within.</summary>
    public DateOnly FirstDay => DateOnly.FromDateTime(Shifted(Earlier(LocalOf(From), LocalOf(To)), -LargestShift));

    /// <summary>No name of a later day lies within.</summary>
    public DateOnly LastDay => DateOnly.FromDateTime(Shifted(Later(LocalOf(From), LocalOf(To)), LargestShift));

    /// <summary>Whether a local time lies within, or may.</summary>
    public bool Holds(DateTime local)
    {
        var (first, last) = LocalInstants.Of(local, Zone);
        return Holds(first, local) || (last != first && Holds(last, local));
    }

    private bool Holds(DateTimeOffset at, DateTime local) =>
        (From.Local is { } from ? local >= from : at >= From.At) && (To.Local is { } to ? local < to : at < To.At);

    private DateTime LocalOf(TimeBound bound) => bound.Local ?? TimeZoneInfo.ConvertTime(bound.At, Zone).DateTime;

    private static DateTime Shifted(DateTime local, TimeSpan by) =>
        by < TimeSpan.Zero ? local - DateTime.MinValue > -by ? local + by : DateTime.MinValue : DateTime.MaxValue - local > by ? local + by : DateTime.MaxValue;

    private static DateTime Earlier(DateTime a, DateTime b) => a < b ? a : b;

    private static DateTime Later(DateTime a, DateTime b) => a > b ? a : b;
}
