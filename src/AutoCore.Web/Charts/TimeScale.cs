using AutoCore.Policies.Clock;

namespace AutoCore.Web.Charts;

/// <summary>The horizontal axis of a chart: ticks at round local times, whatever the zone's offset and its changes.</summary>
internal static class TimeScale
{
    private static readonly TimeSpan[] Steps =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(3),
            TimeSpan.FromHours(6),
        TimeSpan.FromDays(1), TimeSpan.FromDays(2), TimeSpan.FromDays(5), TimeSpan.FromDays(10), TimeSpan.FromDays(30),
    ];

    /// <summary>The smallest round step that gives no more than so many ticks.</summary>
    public static TimeSpan StepFor(TimeSpan length, int most) =>
        Steps.FirstOrDefault(step => length.Ticks <= step.Ticks * most, TimeSpan.FromDays(Math.Ceiling(length.TotalDays / most)));

    /// <summary>The ticks in a stretch of time: whole steps since local midnight, or local midnights.</summary>
    /// <param name="from">The beginning, UTC.</param>
    /// <param name="to">The end, UTC.</param>
    /// <param name="step">From <see cref="StepFor"/>.</param>
    /// <param name="zone">Where the reader is.</param>
    public static IEnumerable<(DateTimeOffset At, DateTime Local)> Ticks(DateTimeOffset from, DateTimeOffset to, TimeSpan step, TimeZoneInfo zone)
    {
        var ticks = new List<(DateTimeOffset At, DateTime Local)>();
        for (var local = TimeZoneInfo.ConvertTime(from, zone).Date; ; local += step)
        {
            // An hour that the zone skips in spring does not exist; of one that comes twice in autumn there are two, but a day begins once.
            if (zone.IsInvalidTime(local))
                continue;
            var (first, last) = LocalInstants.Of(local, zone);
            if (first > to)
                return ticks.Where(tick => tick.At >= from && tick.At <= to).OrderBy(tick => tick.At);
            ticks.Add((first, local));
            if (last != first && step < TimeSpan.FromDays(1))
                ticks.Add((last, local));
        }
    }
}
