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

    /// <summary>Time that a trend needs at least: what the first minutes after a start or a clean-up write is none.</summary>
    public static readonly TimeSpan ShortestSpan = TimeSpan.FromHours(1);

    /// <summary>A trend says nothing about a future that is this many times longer than what was seen of it.</summary>
    public const int FarthestSpans = 10;

    /// <summary>A forecast farther away than this says nothing.</summary>
    public static readonly TimeSpan Farthest = TimeSpan.FromDays(365);

    /// <summary>How long before a level is reached it is told.</summary>
    public static readonly TimeSpan WarnWithin = TimeSpan.FromHours(24);

    /// <summary>What is written within this long is one burst: a round of pictures, a backup, a large file.</summary>
    private static readonly TimeSpan BurstLength = TimeSpan.FromMinutes(15);

    /// <summary>How many times larger than every other burst one is that counts as a single jump.</summary>
    private const double JumpFactor = 4;

    /// <summary>
    /// The trend in bytes a second, positive while the file system fills: the median of the slopes between all pairs of samples (Theil–Sen), which
    /// outliers do not move, after the one burst, if there is one, was taken out: a large file that was copied once, or one round, is no trend.
    /// </summary>
    /// <param name="samples">In order of time.</param>
    /// <returns>Null while there are too few samples, or over too short a time.</returns>
    public static double? BytesPerSecond(IReadOnlyList<UsageSample> samples)
    {
        if (samples.Count < FewestSamples || SpanOf(samples) < ShortestSpan)
            return null;
        var used = WithoutSingleBurst(samples);
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

    /// <summary>The time from the first sample to the last.</summary>
    public static TimeSpan SpanOf(IReadOnlyList<UsageSample> samples) => samples.Count == 0 ? TimeSpan.Zero : samples[^1].At - samples[0].At;

    /// <summary>How far a trend reaches that was seen over a span.</summary>
    public static TimeSpan ReachOf(TimeSpan span) => span * FarthestSpans < Farthest ? span * FarthestSpans : Farthest;

    /// <summary>The time until a level is reached at a rate; zero if it is, null if it will not be within <paramref name="reach"/>.</summary>
    public static TimeSpan? TimeUntil(FileSystemUsage usage, double? bytesPerSecond, int percent, TimeSpan reach)
    {
        var missing = -usage.BytesAbove(percent);
        if (missing <= 0)
            return TimeSpan.Zero;
        if (bytesPerSecond is not > 0)
            return null;
        var seconds = missing / bytesPerSecond.Value;
        return seconds < reach.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>Levels out the steps of the largest burst, if none of the others comes near it.</summary>
    private static double[] WithoutSingleBurst(IReadOnlyList<UsageSample> samples)
    {
        var used = samples.Select(s => (double)s.UsedBytes).ToArray();
        var (first, last, largest) = LargestBurst(samples, used);
        var levelled = used.ToArray();
        for (var i = first; i < used.Length; i++)
            levelled[i] -= used[Math.Min(i, last)] - used[first - 1];
        return Math.Abs(largest) > Math.Abs(LargestBurst(samples, levelled).Bytes) * JumpFactor ? levelled : used;
    }

    /// <summary>The steps, from one sample's index to another's, that together changed most within the length of a burst.</summary>
    private static (int First, int Last, double Bytes) LargestBurst(IReadOnlyList<UsageSample> samples, double[] used)
    {
        var largest = (First: 1, Last: 1, Bytes: used[1] - used[0]);
        for (var first = 1; first < used.Length; first++)
        {
            for (var last = first; last < used.Length && (last == first || samples[last].At - samples[first - 1].At <= BurstLength); last++)
            {
                if (Math.Abs(used[last] - used[first - 1]) > Math.Abs(largest.Bytes))
                    largest = (first, last, used[last] - used[first - 1]);
            }
        }
        // What went on at its edges is the trend, and stays.
        while (largest.First < largest.Last && IsSlight(largest.First))
            largest.First++;
        while (largest.First < largest.Last && IsSlight(largest.Last))
            largest.Last--;
        return largest;

        bool IsSlight(int step) => Math.Abs(used[step] - used[step - 1]) < Math.Abs(largest.Bytes) / 20;
    }
}
