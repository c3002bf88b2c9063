namespace AutoCore.Policies.Clock;

/// <summary>
/// Whether the wall clock is believed (G4). A Pi has no clock battery: it boots in the past, jumps by years at the first time signal, or is
/// set wrong by hand; whatever is deleted by age meanwhile is lost.
/// </summary>
public static class ClockPolicy
{
    /// <summary>A step of the wall clock against the monotonic one that is larger than this is a jump.</summary>
    public static readonly TimeSpan JumpThreshold = TimeSpan.FromMinutes(1);

    /// <summary>How long a clock is in doubt after a jump.</summary>
    public static readonly TimeSpan DoubtAfterJump = TimeSpan.FromMinutes(10);

    /// <summary>How far an unsynchronised clock may be ahead of the newest time known.</summary>
    public static readonly TimeSpan FarthestAhead = TimeSpan.FromDays(7);

    /// <summary>How long an unsynchronised clock that is too far ahead must run without a jump to be believed.</summary>
    public static readonly TimeSpan SteadyEnough = TimeSpan.FromHours(24);

    /// <summary>Judges the clock. A lasting doubt keeps its words, so that it is told once.</summary>
    public static ClockVerdict Judge(ClockEvidence e)
    {
        if (e.Now < e.BuiltAt)
            return ClockVerdict.Doubted($"it shows a time before {e.BuiltAt:yyyy-MM-dd}, when this program was built");
        // The clock may be set back by less than a jump at any moment.
        if (e.NewestBelieved is { } newest && e.Now < newest - JumpThreshold)
            return ClockVerdict.Doubted($"it shows a time before {Show(newest)}, which was reached already");
        if (e.SinceJump < DoubtAfterJump)
            return ClockVerdict.Doubted($"it jumped less than {DoubtAfterJump.TotalMinutes:0} minutes ago");
        var known = e.NewestBelieved > e.BuiltAt ? e.NewestBelieved.Value : e.BuiltAt;
        if (!e.IsSynchronized && e.Now > known + FarthestAhead && e.SteadyFor < SteadyEnough)
            return ClockVerdict.Doubted($"it is not synchronised, and more than {FarthestAhead.TotalDays:0} days ahead of {Show(known)}, the newest time known");
        return ClockVerdict.Believed;
    }

    /// <summary>Whether the wall clock was set between two looks at both clocks.</summary>
    /// <param name="wall">What went by on the wall clock.</param>
    /// <param name="monotonic">What really went by.</param>
    public static bool IsJump(TimeSpan wall, TimeSpan monotonic) => (wall - monotonic).Duration() > JumpThreshold;

    private static string Show(DateTimeOffset time) => $"{time.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}";
}

/// <summary>What the verdict rests on.</summary>
/// <param name="Now">The wall clock, UTC.</param>
/// <param name="BuiltAt">When the program was built, UTC.</param>
/// <param name="NewestBelieved">The newest time stored while the clock was believed, or null if there is none.</param>
/// <param name="IsSynchronized">Whether a time server steers the clock at present.</param>
/// <param name="SinceJump">Time since the last jump, on the monotonic clock, or null if there was none.</param>
/// <param name="SteadyFor">Time without a jump so far, on the monotonic clock.</param>
public readonly record struct ClockEvidence(
    DateTimeOffset Now, DateTimeOffset BuiltAt, DateTimeOffset? NewestBelieved, bool IsSynchronized, TimeSpan? SinceJump, TimeSpan SteadyFor);
