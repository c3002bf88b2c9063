namespace AutoCore.Policies.Cameras.Capture;

/// <summary>
/// When a finished round asks those cameras again that it missed for a reason that passes: after a minute, doubling while nothing comes of it, until the
/// next round is due.
/// </summary>
public static class RepeatPolicy
{
    /// <summary>The wait before the first repeat, and after one that brought a picture.</summary>
    public static readonly TimeSpan FirstDelay = TimeSpan.FromMinutes(1);

    /// <summary>From the end of a round or repeat to a link that comes up, at least: one that flaps does not keep the cameras busy.</summary>
    public static readonly TimeSpan ShortestDelay = TimeSpan.FromSeconds(10);

    private const double LongestShare = 0.25;

    /// <summary>The wait before the next repeat.</summary>
    /// <param name="fruitless">Repeats in a row that brought no picture.</param>
    /// <param name="interval">Time from round to round; its quarter is the longest wait.</param>
    public static TimeSpan Delay(int fruitless, TimeSpan interval)
    {
        var delay = FirstDelay * Math.Pow(2, Math.Clamp(fruitless, 0, 20));
        var longest = interval * LongestShare;
        return delay < longest ? delay : longest > FirstDelay ? longest : FirstDelay;
    }

    /// <summary>Whether a repeat asks a camera with a rhythm of its own: not if it had its turn since the last one, or has it within a minute.</summary>
    /// <param name="sinceTurn">Time since its last turn began.</param>
    /// <param name="toTurn">Time to its next one.</param>
    /// <param name="sinceRepeat">Time since the last round or repeat ended.</param>
    public static bool Asks(TimeSpan sinceTurn, TimeSpan toTurn, TimeSpan sinceRepeat) =>
        toTurn > FirstDelay && sinceTurn >= FirstDelay && sinceTurn >= sinceRepeat;

    /// <summary>What to do now, repeats included; the next round goes before.</summary>
    /// <param name="round">What there is to do about rounds.</param>
    /// <param name="missing">Cameras that the last round missed for a reason that passes.</param>
    /// <param name="dueIn">Time until the next repeat.</param>
    public static RoundDecision Decide(RoundDecision round, int missing, TimeSpan dueIn) =>
        round.Action != RoundAction.Wait || missing == 0 ? round
        : dueIn <= TimeSpan.Zero ? new(RoundAction.Repeat, TimeSpan.Zero)
        : dueIn < round.DueIn ? round with { DueIn = dueIn }
        : round;
}
