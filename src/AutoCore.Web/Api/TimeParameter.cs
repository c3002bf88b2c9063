using AutoCore.Policies.Clock;

namespace AutoCore.Web.Api;

/// <summary>
/// Times in URLs: Unix seconds, or ISO 8601 with or without a time of day. Without a zone they are this machine's local time, as the names of
/// pictures are; of the hour that comes twice in autumn a beginning is the first, an end the last. In a query a <c>+</c> stands for a space: <c>%2B</c>, or a time in UTC with <c>Z</c>, avoids that.
/// </summary>
internal static class TimeParameter
{
    private const double LatestSecond = 253_402_300_799;

    private const string Day = "yyyy-MM-dd";

    private static readonly string[] Local = [Day, "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFF"];
    private static readonly string[] WithZone = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFK"];

    /// <summary>What is understood, for error messages.</summary>
    public const string Allowed = "Unix seconds, or a time such as 2025-12-22, 2025-12-22T14:30:22 or 2025-12-22T17:30:22Z";

    /// <summary>Reads the beginning of a span of time, or a time.</summary>
    /// <param name="text">The parameter; null if it was not given.</param>
    /// <param name="fallback">What counts then.</param>
    /// <param name="zone">This machine's time zone.</param>
    /// <param name="at">The time.</param>
    /// <returns>False if it was given and cannot be understood.</returns>
    public static bool TryRead(string? text, DateTimeOffset fallback, TimeZoneInfo zone, out DateTimeOffset at)
    {
        var isGood = TryReadBound(text, fallback, zone, isEnd: false, out var bound);
        at = bound.At;
        return isGood;
    }

    /// <summary>Reads the end of a span of time, as <see cref="TryRead"/> its beginning.</summary>
    public static bool TryReadEnd(string? text, DateTimeOffset fallback, TimeZoneInfo zone, out DateTimeOffset at)
    {
        var isGood = TryReadBound(text, fallback, zone, isEnd: true, out var bound);
        at = bound.At;
        return isGood;
    }

    /// <summary>Reads either, and keeps what was said.</summary>
    public static bool TryReadBound(string? text, DateTimeOffset fallback, TimeZoneInfo zone, bool isEnd, out TimeBound bound)
    {
        bound = new(fallback);
        if (string.IsNullOrEmpty(text))
            return true;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            if (seconds is >= 0 and <= LatestSecond)
                bound = new(DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(seconds * 1000)));
            return seconds is >= 0 and <= LatestSecond;
        }
        if (DateTime.TryParseExact(text, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            var (first, last) = LocalInstants.Of(local, zone);
            // A day ends with its last hour, also where midnight comes twice: that is the next day's.
            bound = new(isEnd && text.Length > Day.Length ? last : first, local);
            return local.Year is > 1 and < 9999;
        }
        var isTime = DateTimeOffset.TryParseExact(text.Replace(' ', '+'), WithZone, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            && at.Year is > 1 and < 9999;
        bound = new(at);
        return isTime;
    }
}
