namespace AutoCore.Policies.Cameras.Unusual;

/// <summary>When a picture was taken.</summary>
/// <param name="Minutes">Minutes since 1970, UTC.</param>
/// <param name="HourOfDay">The local hour, 0 to 24 with fractions; null while the clock is in doubt.</param>
public readonly record struct Moment(long Minutes, double? HourOfDay)
{
    /// <summary>Minutes of a day.</summary>
    public const int MinutesOfDay = 1440;
}
