namespace AutoCore.Policies.Telemetry;

/// <summary>How long telemetry is kept at which resolution: as it came, then by the minute, then by the hour; nothing longer than the configured
/// days.</summary>
/// <param name="RawDays">Days that rows stay as they came.</param>
/// <param name="MinuteDays">Days until minutes become hours.</param>
/// <param name="HourDays">Days until hours go.</param>
public readonly record struct RollupPolicy(int RawDays, int MinuteDays, int HourDays)
{
    /// <summary>A minute in milliseconds.</summary>
    public const long Minute = 60_000;

    /// <summary>An hour in milliseconds.</summary>
    public const long Hour = 3_600_000;

    /// <summary>A sixth of the days as they came, half of them at least by the minute, but never less than a day: 3 days give 1, 2, 3; 30 give 5, 15,
    /// 30.</summary>
    /// <param name="days">Days that telemetry is kept at all.</param>
    public static RollupPolicy For(int days) => new(Math.Max(1, (days + 5) / 6), Math.Max(1, (days + 1) / 2), days);
}
