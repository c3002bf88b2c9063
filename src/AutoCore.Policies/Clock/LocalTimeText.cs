namespace AutoCore.Policies.Clock;

/// <summary>The one way in which commands write a time: local, with its distance from UTC, as <c>2026-11-29 13:31:11 -03:00</c>.</summary>
public static class LocalTimeText
{
    /// <summary>A time to the second.</summary>
    /// <param name="at">The time.</param>
    /// <param name="zone">This machine's zone.</param>
    public static string Of(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
}
