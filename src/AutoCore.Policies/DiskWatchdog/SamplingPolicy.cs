namespace AutoCore.Policies.DiskWatchdog;

/// <summary>When a file system is looked at again: a container build fills gigabytes between two samples of a minute.</summary>
public static class SamplingPolicy
{
    /// <summary>The pace while something is going on.</summary>
    public static readonly TimeSpan Fast = TimeSpan.FromSeconds(5);

    /// <summary>The pace while it is about to be too late.</summary>
    public static readonly TimeSpan Fastest = TimeSpan.FromSeconds(2);

    /// <summary>Space that would be gone within this time falls fast.</summary>
    public static readonly TimeSpan FallsFastWithin = TimeSpan.FromHours(1);

    private static readonly TimeSpan TooLateWithin = TimeSpan.FromMinutes(5);

    /// <summary>The time to the next sample.</summary>
    /// <param name="interval">The configured interval: never longer than this.</param>
    /// <param name="unsettled">Whether a change of rating is being confirmed.</param>
    /// <param name="untilCritical">Time until the critical level at the fastest of the newest rates; null if nothing falls, zero once it is there.</param>
    public static TimeSpan Next(TimeSpan interval, bool unsettled, TimeSpan? untilCritical)
    {
        var wanted = untilCritical > TimeSpan.Zero && untilCritical < TooLateWithin ? Fastest
            : unsettled || (untilCritical > TimeSpan.Zero && untilCritical < FallsFastWithin) ? Fast
            : interval;
        return wanted < interval ? wanted : interval;
    }
}
