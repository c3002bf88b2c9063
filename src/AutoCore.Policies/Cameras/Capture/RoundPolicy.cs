namespace AutoCore.Policies.Cameras.Capture;

/// <summary>What to do about the next round.</summary>
public enum RoundAction
{
    /// <summary>The next one is not due.</summary>
    Wait,

    /// <summary>Begin a new one.</summary>
    Start,

    /// <summary>Go on with the one that was interrupted.</summary>
    Resume,

    /// <summary>Ask those again that the finished one missed.</summary>
    Repeat,

    /// <summary>Ask those cameras with an interval or hours of their own that are due, between two rounds of the others.</summary>
    Turns,
}

/// <summary>What to do, and when to ask again.</summary>
/// <param name="Action">What to do now.</param>
/// <param name="DueIn">Time until the next round, if it is not due.</param>
public readonly record struct RoundDecision(RoundAction Action, TimeSpan DueIn);

/// <summary>
/// When rounds begin and end. They never overlap: a round goes on until <see cref="Deadline"/>, a start that it misses is dropped, and the
/// next begins as soon as it has ended. What is not there by the deadline failed with <c>timeout</c>.
/// </summary>
public static class RoundPolicy
{
    /// <summary>Even with a shorter interval a round has this long.</summary>
    public static readonly TimeSpan ShortestDeadline = TimeSpan.FromMinutes(10);

    /// <summary>Even with a short interval a round waits this long for a host: one pause and one trial.</summary>
    public static readonly TimeSpan ShortestPatience = HostBreaker.Pause;

    /// <summary>However long the interval, one dead host keeps a round open no longer than this: repeats take over.</summary>
    public static readonly TimeSpan LongestPatience = TimeSpan.FromMinutes(2);

    private const double PatienceShare = 1.0 / 12;

    /// <summary>Whether a round begins, goes on or waits. A last start in the future means that the clock went back: begin, so that the new time
    /// counts.</summary>
    public static RoundDecision Decide(DateTimeOffset? lastStart, bool lastFinished, DateTimeOffset now, TimeSpan interval)
    {
        if (lastStart is not { } start || start > now || now - start >= interval)
            return new(RoundAction.Start, TimeSpan.Zero);
        return lastFinished ? new(RoundAction.Wait, start + interval - now) : new(RoundAction.Resume, TimeSpan.Zero);
    }

    /// <summary>How long a round waits for a host that fails: a twelfth of its interval, within bounds.</summary>
    public static TimeSpan Patience(TimeSpan interval)
    {
        var share = interval * PatienceShare;
        return share < ShortestPatience ? ShortestPatience : share < LongestPatience ? share : LongestPatience;
    }

    /// <summary>
    /// How long a round may be silent from the beginning of one try to the next, or to its end: as long as the slowest try, the wait for its host and the one
    /// before a repeated try take, and never beyond the deadline. A round that is silent for longer hangs.
    /// </summary>
    /// <param name="longestTry">The longest time that one try of any of its cameras has.</param>
    /// <param name="interval">Time from round to round.</param>
    public static TimeSpan LongestSilence(TimeSpan longestTry, TimeSpan interval)
    {
        var silence = longestTry + RetryPolicy.Longest + Patience(interval);
        return silence < Deadline(interval) ? silence : Deadline(interval);
    }

    /// <summary>How long a round may take: its interval, at least ten minutes.</summary>
    public static TimeSpan Deadline(TimeSpan interval) => interval > ShortestDeadline ? interval : ShortestDeadline;
}
