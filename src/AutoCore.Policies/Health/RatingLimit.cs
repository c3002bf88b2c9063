namespace AutoCore.Policies.Health;

/// <summary>
/// From where on a number is bad. Of numbers that jump, the median of the last samples is rated, so that one sample flips nothing; critical is only what was
/// critical at least
/// <see cref="LeastCritical"/> times of these.
/// </summary>
/// <param name="Target">From here on it is a warning. Over <paramref name="Critical"/>: low numbers are bad; under it: high ones.</param>
/// <param name="Critical">Beyond this it is critical; infinite: never.</param>
/// <param name="Samples">How many of the last samples count; one: a number that does not jump.</param>
public sealed record RatingLimit(double Target, double Critical, int Samples = 1)
{
    /// <summary>So many of the samples must be critical.</summary>
    public const int LeastCritical = 3;

    /// <summary>A flag that is a warning while it is 1 in most of the last samples.</summary>
    public static RatingLimit WhileSet(int samples) => new(1, double.PositiveInfinity, samples);

    /// <summary>The rating of one number by itself.</summary>
    public Rating Rate(double? value) => value switch
    {
        null or double.NaN => Rating.Unknown,
        { } v when (Target > Critical ? v < Critical : v > Critical) => Rating.Critical,
        { } v when (Target > Critical ? v <= Target : v >= Target) => Rating.Warning,
        _ => Rating.Ok,
    };

    /// <summary>The rating of what lasts; with no sample, nothing is known.</summary>
    /// <param name="last">The last samples, in any order; what could not be read is none.</param>
    public Rating Rate(IReadOnlyCollection<double> last)
    {
        if (Samples == 1)
            return Rate(last.Count == 0 ? null : last.Last());
        // The better one of the two in the middle: half of the samples is not most of them.
        Rating[] sorted = [.. last.Select(v => Rate(v)).Order()];
        if (sorted.Length == 0)
            return Rating.Unknown;
        var median = sorted[(sorted.Length - 1) / 2];
        return median == Rating.Critical && sorted.Count(r => r == Rating.Critical) < LeastCritical ? Rating.Warning : median;
    }

    /// <summary>In words, for the documentation.</summary>
    public string Describe()
    {
        var beyond = Target > Critical ? "below" : "above";
        var limits = double.IsPositiveInfinity(Critical) ? "`warning` while it is 1"
            : FormattableString.Invariant($"`warning` from {Target:0.###} on")
            + (double.IsInfinity(Critical) ? "" : FormattableString.Invariant($", `critical` {beyond} {Critical:0.###}"));
        return Samples == 1 ? limits
            : $"{limits}; by the median of the last {Samples} samples"
            + (double.IsInfinity(Critical) ? "" : $", `critical` only with at least {LeastCritical} beyond");
    }
}
