namespace AutoCore.Policies.Cameras.Capture;

/// <summary>When a try is repeated and how long before (C2).</summary>
public static class RetryPolicy
{
    /// <summary>The longest wait, whatever the settings: the round is not to hang on one camera.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

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
    public static bool IsWaitedFor(TimeSpan? asked) => asked is null || asked <= Longest;
}
