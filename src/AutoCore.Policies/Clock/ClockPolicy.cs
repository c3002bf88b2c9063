namespace AutoCore.Policies.Clock;

/// <summary>
/// Whether the wall clock is believed (G4). A Pi has no clock battery: it boots in the past, jumps by years at the first time signal, or is
/// set wrong by hand; whatever is deleted by age meanwhile is lost. Strong evidence beats weak evidence, however old either is.
/// </summary>
public static class ClockPolicy
{
    /// <summary>A step of the wall clock against the monotonic one that is larger than this is a jump; less than this is the same time.</summary>
    public static readonly TimeSpan JumpThreshold = TimeSpan.FromMinutes(1);

    /// <summary>How long a clock is in doubt after a jump.</summary>
    public static readonly TimeSpan DoubtAfterJump = TimeSpan.FromMinutes(10);

    /// <summary>How long an unsynchronised clock that is too far ahead must have run without a jump to be believed; short runs add up.</summary>
    public static readonly TimeSpan SteadyEnough = TimeSpan.FromHours(24);

    private static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    /// <summary>Judges the clock. A lasting doubt keeps its words, so that it is told once.</summary>
    public static ClockVerdict Evaluate(ClockEvidence e)
    {
        if (e.IsSynchronized)
            return ClockVerdict.Believed;
        if (e.Now < e.BuiltAt)
            return ClockVerdict.Doubted($"it shows a time before {e.BuiltAt:yyyy-MM-dd}, when this program was built");
        // The clock may be set back by less than a jump at any moment.
        if (ReachedAlready(e) is { } reached && e.Now < reached - JumpThreshold)
            return ClockVerdict.Doubted($"it shows a time before {ClockMemory.Show(reached)}, which was reached already");
        if (e.SinceJump < DoubtAfterJump)
            return ClockVerdict.Doubted($"it jumped less than {DoubtAfterJump.TotalMinutes:0} minutes ago");
        var known = ReachedAlready(e) is { } newest && newest > e.BuiltAt ? newest : e.BuiltAt;
        var farthest = FarthestAhead(e.ShortestRetention);
        if (e.Now > known + farthest && e.SteadyFor < SteadyEnough && !IsVouchedFor(e))
            return ClockVerdict.Doubted($"it is not synchronised, and more than {Show(farthest)} ahead of {ClockMemory.Show(known)}, the newest time known");
        return ClockVerdict.Believed;
    }

    /// <summary>How far an unsynchronised clock may be ahead of the newest time known: nothing that was taken since may be near its end then.</summary>
    /// <param name="shortestRetention">The shortest time after which anything is deleted by age.</param>
    public static TimeSpan FarthestAhead(TimeSpan shortestRetention) =>
        shortestRetention - Margin > shortestRetention / 2 ? shortestRetention - Margin : shortestRetention / 2;

    /// <summary>Whether the wall clock was set between two looks at both clocks.</summary>
    /// <param name="wall">What went by on the wall clock.</param>
    /// <param name="monotonic">What really went by.</param>
    public static bool IsJump(TimeSpan wall, TimeSpan monotonic) => (wall - monotonic).Duration() > JumpThreshold;

    /// <summary>Whether two clocks show the same time.</summary>
    public static bool Agree(DateTimeOffset one, DateTimeOffset other) => (one - other).Duration() <= JumpThreshold;

    /// <summary>Who sets the clock by hand corrects what merely ran on until then, but not what a time server vouched for.</summary>
    private static DateTimeOffset? ReachedAlready(ClockEvidence e) => e.SinceJump is null ? e.Believed?.Newest : e.Believed?.Synchronized;

    /// <summary>A battery-backed clock that was right when the time was known last, and that the wall clock was set by; a jump since then set it by something
    /// else.</summary>
    private static bool IsVouchedFor(ClockEvidence e) => e.RtcAgrees && e.Believed is { RtcAgreed: true } && e.SinceJump is null;

    private static string Show(TimeSpan span) => span.TotalDays >= 1 ? $"{span.TotalDays:0.#} days" : $"{span.TotalHours:0.#} hours";
}

/// <summary>What the verdict rests on.</summary>
/// <param name="Now">The wall clock, UTC.</param>
/// <param name="BuiltAt">When the program was built, UTC.</param>
/// <param name="Believed">The newest time stored while the clock was believed, or null if there is none.</param>
/// <param name="IsSynchronized">Whether a time server steers the clock at present.</param>
/// <param name="SinceJump">Time since the last jump, on the monotonic clock, or null if there was none since the start.</param>
/// <param name="SteadyFor">Time without a jump so far, on the monotonic clock, earlier runs of the same doubt included.</param>
/// <param name="ShortestRetention">The shortest time after which anything is deleted by age.</param>
/// <param name="RtcAgrees">Whether there is a battery-backed clock that shows the same time, and the newest times of the file system are not ahead of
/// it.</param>
public readonly record struct ClockEvidence(
    DateTimeOffset Now, DateTimeOffset BuiltAt, ClockMemory? Believed, bool IsSynchronized, TimeSpan? SinceJump, TimeSpan SteadyFor, TimeSpan ShortestRetention,
    bool RtcAgrees);
