using AutoCore.Policies.Storage;

namespace AutoCore.Policies.DiskWatchdog;

/// <summary>Used bytes at a moment.</summary>
/// <param name="At">On a monotonic clock, from any start.</param>
/// <param name="UsedBytes">Used then.</param>
public readonly record struct UsageSample(TimeSpan At, long UsedBytes);

/// <summary>When a file system will be full, from the trend of its usage (A3).</summary>
public static class ForecastPolicy
{
    /// <summary>Samples that a trend needs at least.</summary>
    public const int FewestSamples = 5;

    /// <summary>A forecast farther away than this says nothing.</summary>
    public static readonly TimeSpan Farthest = TimeSpan.FromDays(365);

    /// <summary>How long before a level is reached it is told.</summary>
    public static readonly TimeSpan WarnWithin = TimeSpan.FromHours(24);

    /// <summary>How many times larger than every other step a step is that counts as a single jump.</summary>
    private const double JumpFactor = 4;

    /// <summary>
    /// The trend in bytes a second, positive while the file system fills: the median of the slopes between all pairs of samples (Theil–Sen), which
    /// outliers do not move, after the one jump, if there is one, was taken out: a large file that was copied once is no trend.
    /// </summary>
    /// <param name="samples">In order of time.</param>
    /// <returns>Null while there are too few samples.</returns>
    public static double? BytesPerSecond(IReadOnlyList<UsageSample> samples)
    {
        if (samples.Count < FewestSamples)
            return null;
        var used = WithoutSingleJump(samples);
        var slopes = new List<double>(samples.Count * (samples.Count - 1) / 2);
        for (var i = 0; i < used.Length; i++)
        {
            for (var j = i + 1; j < used.Length; j++)
            {
                var seconds = (samples[j].At - samples[i].At).TotalSeconds;
                if (seconds > 0)
                    slopes.Add((used[j] - used[i]) / seconds);
            }
        }
        slopes.Sort();
        return slopes.Count == 0 ? null : slopes[slopes.Count / 2];
    }

    /// <summary>The largest rate at which the newest steps filled the file system, in bytes a second; 0 if they did not.</summary>
    public static double FastestOfNewest(IReadOnlyList<UsageSample> samples)
    {
        const int steps = 3;
        var fastest = 0.0;
        for (var i = Math.Max(1, samples.Count - steps); i < samples.Count; i++)
        {
            var seconds = (samples[i].At - samples[i - 1].At).TotalSeconds;
            if (seconds > 0)
                fastest = Math.Max(fastest, (samples[i].UsedBytes - samples[i - 1].UsedBytes) / seconds);
        }
        return fastest;
    }

    /// <summary>The time until a level is reached at a rate; zero if it is, null if it will not be within <see cref="Farthest"/>.</summary>
    public static TimeSpan? TimeUntil(FileSystemUsage usage, double? bytesPerSecond, int percent)
    {
        var missing = -usage.BytesAbove(percent);
        if (missing <= 0)
            return TimeSpan.Zero;
        if (bytesPerSecond is not > 0)
            return null;
        var seconds = missing / bytesPerSecond.Value;
        return seconds < Farthest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static double[] WithoutSingleJump(IReadOnlyList<UsageSample> samples)
    {
        var used = samples.Select(s => (double)s.UsedBytes).ToArray();
        int largestAt = 0;
        double largest = 0, second = 0;
        for (var i = 1; i < used.Length; i++)
        {
            var step = Math.Abs(used[i] - used[i - 1]);
            if (step > largest)
                (largestAt, largest, second) = (i, step, largest);
            else
                second = Math.Max(second, step);
        }
        if (largest > second * JumpFactor)
        {
            var jump = used[largestAt] - used[largestAt - 1];
            for (var i = largestAt; i < used.Length; i++)
                used[i] -= jump;
        }
        return used;
    }
}
