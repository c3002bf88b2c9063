using AutoCore.Policies.Health;

namespace AutoCore.Core.Health;

/// <summary>
/// Rates a group by the limits of its keys, over their last samples. A sample stands for a while, so that neither the quick passes of a start nor an interval
/// of a second let a moment pass for
/// what lasts. Used by one thread at a time.
/// </summary>
internal sealed class GroupSampler(GroupDefinition definition, TimeProvider time)
{
    /// <summary>Readings within this time are one sample: the newest of them.</summary>
    private static readonly TimeSpan Slot = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, List<double?>> _samples = new(StringComparer.Ordinal);
    private long? _sampledAt;

    /// <summary>The group as the board takes it; unknown if nothing of it could be read.</summary>
    /// <param name="at">When it was read, UTC.</param>
    /// <param name="measures">What was read.</param>
    public HealthReading Read(DateTimeOffset at, params IReadOnlyList<Measure> measures)
    {
        var isNewSlot = _sampledAt is not { } before || time.GetElapsedTime(before) >= Slot;
        if (isNewSlot)
            _sampledAt = time.GetTimestamp();
        var rating = measures.Any(m => m.IsKnown) ? Rating.Ok : Rating.Unknown;
        foreach (var key in definition.Keys)
        {
            if (key.Limit is not { } limit)
                continue;
            var last = Add(key.Name, measures.FirstOrDefault(m => m.Key == key.Name).Number, limit.Samples, isNewSlot);
            if (last.Count > 0 && limit.Rate(last) is var rated && rated > rating)
                rating = rated;
        }
        return new(definition.Name, rating, at, measures);
    }

    private List<double> Add(string key, double? value, int most, bool isNewSlot)
    {
        if (!_samples.TryGetValue(key, out var samples))
            _samples[key] = samples = [];
        if (!isNewSlot)
            samples.RemoveAt(samples.Count - 1);
        else if (samples.Count == most)
            samples.RemoveAt(0);
        samples.Add(value);
        return [.. samples.OfType<double>()];
    }
}
