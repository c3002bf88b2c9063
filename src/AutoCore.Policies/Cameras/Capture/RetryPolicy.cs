namespace AutoCore.Policies.Cameras.Capture;

/// <summary>When a try is repeated and how long before (C2).</summary>
public static class RetryPolicy
{
    /// <summary>How long a login rests that was sent in vain.</summary>
    public static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(5);

    /// <summary>The longest wait, whatever the settings: the round is not to hang on one camera.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The longest wait that a camera may ask for within a round: others would wait with it.</summary>
    public static readonly TimeSpan LongestAsked = TimeSpan.FromSeconds(30);

    /// <summary>
    /// However long a camera asks to be left alone, it is asked again after a day; what is farther ahead was noted by a clock that was wrong.
    /// </summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromDays(1);

    private const double JitterShare = 0.2;

    /// <summary>The wait after a failed try: the base after the first, doubling for each further one, spread by a tenth up and down.</summary>
    /// <param name="failedTries">1 after the first.</param>
    /// <param name="baseDelay">The wait after the first.</param>
    /// <param name="jitter">A random number from 0 to 1.</param>
    /// <param name="asked">What the camera asked for, or null; it is waited for at least.</param>
    public static TimeSpan Delay(int failedTries, TimeSpan baseDelay, double jitter, TimeSpan? asked = null)
    {
        var delay = baseDelay * Math.Pow(2, Math.Clamp(failedTries - 1, 0, 20)) * (1 + (JitterShare * (jitter - 0.5)));
        if (asked > delay)
            delay = asked.Value;
        return delay < Longest ? delay : Longest;
    }

    /// <summary>Whether a round waits as long as a camera asks; else it is over for this round.</summary>
    public static bool IsWaitedFor(TimeSpan? asked) => asked is null || asked <= LongestAsked;

    /// <summary>How long a camera that failed is left alone, whatever is due; null: nothing is against asking it.</summary>
    /// <param name="asked">What it asked for, or null.</param>
    /// <param name="isLogin">Whether its answer, or silence, followed a login: sent again at once, also by a program that is started anew, it locks the user
    /// out.</param>
    /// <param name="isRefused">Whether the login was refused.</param>
    public static TimeSpan? Hold(TimeSpan? asked, bool isLogin, bool isRefused)
    {
        if (isLogin && isRefused)
            return RestOf(asked);
        var hold = asked ?? (isLogin ? RepeatPolicy.FirstDelay : TimeSpan.Zero);
        return hold <= TimeSpan.Zero ? null : hold < LongestHold ? hold : LongestHold;
    }

    /// <summary>How long a portal's login rests that was refused: as long as the portal says that it is locked, within bounds.</summary>
    /// <param name="asked">What it said, or null.</param>
    public static TimeSpan RestOf(TimeSpan? asked) => asked is not { } wait || wait < AfterRefusal ? AfterRefusal : wait < LongestHold ? wait : LongestHold;

    /// <summary>The longer one of two wishes, of which either may be missing.</summary>
    public static TimeSpan? Longer(TimeSpan? one, TimeSpan? other) => one is null || other > one ? other : one;
}
