namespace AutoCore.Policies.Storage;

/// <summary>How long a write-and-read round trip takes; null where none could be made.</summary>
/// <param name="P50Ms">Half of them took at most this, in milliseconds.</param>
/// <param name="P99Ms">99 of 100 took at most this, in milliseconds.</param>
public readonly record struct LatencyFigures(double? P50Ms, double? P99Ms)
{
    /// <summary>The round trip failed.</summary>
    public static LatencyFigures Unknown { get; }

    /// <summary>The percentiles by nearest rank; an empty list has none.</summary>
    /// <param name="microseconds">The measured times, in any order.</param>
    public static LatencyFigures Of(IReadOnlyCollection<long> microseconds)
    {
        long[] sorted = [.. microseconds.Order()];
        return sorted.Length == 0 ? Unknown : new(Percentile(sorted, 50) / 1000.0, Percentile(sorted, 99) / 1000.0);
    }

    private static long Percentile(long[] sorted, int percent) => sorted[((sorted.Length * percent) + 99) / 100 - 1];
}
