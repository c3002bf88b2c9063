namespace AutoCore.Policies.Health;

/// <summary>How long a write-and-read round trip takes; null where none could be made.</summary>
/// <param name="P50Ms">Half of them took at most this, in milliseconds.</param>
/// <param name="P99Ms">99 of 100 took at most this, in milliseconds: information, since a card stalls now and then in everyday life.</param>
/// <param name="Rating">How the last of them are, by <see cref="Limit"/>.</param>
public readonly record struct LatencyFigures(double? P50Ms, double? P99Ms, Rating Rating)
{
    /// <summary>So many failed tries in a row, and nothing is known; a lock held for a moment is no news.</summary>
    public const int UnknownAfter = 3;

    /// <summary>What a round trip may take, in milliseconds (A7).</summary>
    public static RatingLimit Limit { get; } = new(Target: 10, Critical: 50, Samples: 24);

    /// <summary>The round trips fail.</summary>
    public static LatencyFigures Unknown { get; } = new(null, null, Rating.Unknown);

    /// <summary>The percentiles by nearest rank; an empty list has none.</summary>
    /// <param name="microseconds">The measured times, the newest last.</param>
    public static LatencyFigures Of(IReadOnlyList<long> microseconds)
    {
        long[] sorted = [.. microseconds.Order()];
        return sorted.Length == 0
            ? Unknown
            : new(Percentile(sorted, 50) / 1000.0, Percentile(sorted, 99) / 1000.0,
            Limit.Rate([.. microseconds.TakeLast(Limit.Samples).Select(us => us / 1000.0)]));
    }

    private static long Percentile(long[] sorted, int percent) => sorted[((sorted.Length * percent) + 99) / 100 - 1];
}
