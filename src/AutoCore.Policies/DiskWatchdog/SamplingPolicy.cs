namespace AutoCore.Policies.DiskWatchdog;

/// <summary>When a file system is looked at again.</summary>
public static class SamplingPolicy
{
    /// <summary>The pace while something is going on.</summary>
    public static readonly TimeSpan Fast = TimeSpan.FromSeconds(5);

    /// <summary>The time to the next sample: the interval, or <see cref="Fast"/> while the newest samples do not agree.</summary>
    /// <param name="interval">The configured interval.</param>
    /// <param name="unsettled">Whether a change of rating is being confirmed.</param>
    public static TimeSpan Next(TimeSpan interval, bool unsettled) => unsettled && Fast < interval ? Fast : interval;
}
