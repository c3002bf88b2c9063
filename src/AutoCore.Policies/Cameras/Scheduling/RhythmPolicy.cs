using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Configuration;

namespace AutoCore.Policies.Cameras.Scheduling;

/// <summary>
/// When a camera with an interval or hours of its own is due. There is one scheduler: whoever is due when a round begins is in it, and what becomes due
/// while a round runs waits for its end.
/// </summary>
public static class RhythmPolicy
{
    private const int ReckonedDays = 28;

    /// <summary>When the camera's next turn is, its hours aside. A last turn in the future means that the clock went back: now, so that the new time
    /// counts.</summary>
    /// <param name="lastTurn">When the round began in which it was asked last, or null.</param>
    /// <param name="interval">Time from turn to turn.</param>
    /// <param name="now">The time.</param>
    /// <param name="isShared">Whether several nodes share cameras: turns begin at the same moments everywhere, whole intervals since 1970.</param>
    public static DateTimeOffset DueAt(DateTimeOffset? lastTurn, TimeSpan interval, DateTimeOffset now, bool isShared)
    {
        if (lastTurn is not { } last || last > now)
            return now;
        return isShared ? SharedRoundPolicy.RoundOf(last, interval) + interval : last + interval;
    }

    /// <summary>How many pictures a camera brings a day, on the average of some weeks.</summary>
    /// <param name="interval">Time from turn to turn.</param>
    /// <param name="hours">The hours of the day in which it is asked; null: all.</param>
    public static double PicturesPerDay(TimeSpan interval, DayHours? hours)
    {
        if (hours is null)
            return TimeSpan.FromDays(1) / interval;
        var (pictures, next) = (0.0, TimeSpan.Zero);
        for (var day = 0; day < ReckonedDays; day++)
        {
            foreach (var (from, to) in Parts(hours))
            {
                var (opens, closes) = (TimeSpan.FromDays(day) + TimeSpan.FromMinutes(from), TimeSpan.FromDays(day) + TimeSpan.FromMinutes(to));
                next = next < opens ? opens : next;
                if (next >= closes)
                    continue;
                var turns = Math.Ceiling((closes - next) / interval);
                (pictures, next) = (pictures + turns, next + interval * turns);
            }
        }
        return pictures / ReckonedDays;
    }

    /// <summary>The parts of one day in their order, those over midnight in two, none twice.</summary>
    private static IEnumerable<(int From, int To)> Parts(DayHours hours)
    {
        var reached = 0;
        var parts = hours.Ranges.SelectMany(r => r.From < r.To ? [(r.From, r.To)] : new[] { (r.From, To: DayHours.Day), (From: 0, r.To) });
        foreach (var (from, to) in parts.OrderBy(p => p.From))
        {
            if (to > reached)
                yield return (Math.Max(from, reached), reached = to);
        }
    }
}
