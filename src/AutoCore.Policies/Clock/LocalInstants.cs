namespace AutoCore.Policies.Clock;

/// <summary>The instants that a local time stands for: two of them while clocks that were set back pass an hour again.</summary>
public static class LocalInstants
{
    /// <summary>The first and the last instant, both UTC; mostly they are the same.</summary>
    /// <param name="local">Local time without a zone. One that clocks skip in spring counts as if they had not been set yet.</param>
    /// <param name="zone">Where it is local.</param>
    public static (DateTimeOffset First, DateTimeOffset Last) Of(DateTime local, TimeZoneInfo zone)
    {
        if (!zone.IsAmbiguousTime(local))
        {
            var only = At(local, zone.GetUtcOffset(local));
            return (only, only);
        }
        var offsets = zone.GetAmbiguousTimeOffsets(local);
        // The further ahead of UTC, the earlier.
        return (At(local, offsets.Max()), At(local, offsets.Min()));
    }

    private static DateTimeOffset At(DateTime local, TimeSpan offset)
    {
        var utc = local - DateTime.MinValue > offset ? local.Ticks - offset.Ticks : 0;
        return new(Math.Min(utc, DateTime.MaxValue.Ticks), TimeSpan.Zero);
    }
}
