namespace AutoCore.Policies.Hosting;

/// <summary>How a periodic worker goes on after failed passes: it never gives up, and never hammers.</summary>
public static class BackoffPolicy
{
    /// <summary>Failures in a row after which the worker's group is critical.</summary>
    public const int CriticalAfter = 5;

    /// <summary>The longest pause that failures can cause, unless the worker's own interval is longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);

    /// <summary>The time until the next pass: the interval itself after a good pass, else doubling from five seconds, at most the larger of interval and
    /// <see cref="Longest"/>.</summary>
    /// <param name="interval">The worker's interval.</param>
    /// <param name="failuresInRow">Failed passes since the last good one.</param>
    public static TimeSpan NextPass(TimeSpan interval, int failuresInRow)
    {
        if (failuresInRow == 0)
            return interval;
        var start = Min(interval, Shortest);
        var pause = start * Math.Pow(2, Math.Min(failuresInRow - 1, 20));
        return Min(pause, Max(interval, Longest));
    }

    /// <summary>Whether this failure deserves a line in the log: the first, then each doubling (2, 4, 8, …), so that a lasting fault does not flood.</summary>
    public static bool ShouldReport(int failuresInRow) => int.IsPow2(failuresInRow);

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
