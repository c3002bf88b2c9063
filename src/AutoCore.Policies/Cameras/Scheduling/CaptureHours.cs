using AutoCore.Policies.Configuration;

namespace AutoCore.Policies.Cameras.Scheduling;

/// <summary>When a camera is asked: at hours of the day, or by daylight.</summary>
/// <param name="OfDay">The hours, local time; null: by daylight.</param>
public sealed record CaptureHours(DayHours? OfDay)
{
    /// <summary>The form, as error messages show it.</summary>
    public const string Form = $"{DayHours.Form}, or {DaylightWord} (with Cameras:Latitude and Cameras:Longitude)";

    private const string DaylightWord = "daylight";

    /// <summary>A day lasts half of the day over a year, wherever one is.</summary>
    private static readonly DayHours MeanDaylight = DayHours.TryParse("06:00-18:00")!;

    /// <summary>How far ahead the next opening is sought: ranges of a day come again in two, also where the clocks are changed.</summary>
    private const int MostDays = 3;

    /// <summary>From sunrise to sunset.</summary>
    public static CaptureHours Daylight { get; } = new((DayHours?)null);

    /// <summary>The hours of a usual day, to reckon with.</summary>
    public DayHours Usual => OfDay ?? MeanDaylight;

    /// <summary>Reads what a camera's settings say; null if it is neither hours nor <c>daylight</c>.</summary>
    public static CaptureHours? TryParse(string text) =>
        text.Trim().Equals(DaylightWord, StringComparison.OrdinalIgnoreCase) ? Daylight : DayHours.TryParse(text) is { } hours ? new(hours) : null;

    /// <summary>Whether the camera is asked at a moment; by daylight always where nobody said where that is.</summary>
    public bool Contains(DateTimeOffset at, TimeZoneInfo zone, GeoPlace? place) =>
        OfDay is { } hours ? hours.Contains(TimeOnly.FromTimeSpan(TimeZoneInfo.ConvertTime(at, zone).TimeOfDay))
        : place is not { } there || SunPolicy.IsUp(at, there);

    /// <summary>When it is asked again, seen from a moment at which it is not; null if that is not known.</summary>
    public DateTimeOffset? NextOpening(DateTimeOffset now, TimeZoneInfo zone, GeoPlace? place)
    {
        if (OfDay is not { } hours)
            return place is { } there ? SunPolicy.NextRise(now, there) : null;
        var today = TimeZoneInfo.ConvertTime(now, zone).Date;
        var openings = from day in Enumerable.Range(-1, MostDays + 1)
                       from range in hours.Ranges
                       from at in MomentsOf(today.AddDays(day).AddMinutes(range.From), zone)
                       where at > now && Contains(at, zone, place)
                       select (DateTimeOffset?)at;
        return openings.Min();
    }

    public override string ToString() => OfDay?.ToString() ?? DaylightWord;

    /// <summary>When a local time comes: once; twice where the clocks are set back; where they are set forward past it, when that is done.</summary>
    private static IEnumerable<DateTimeOffset> MomentsOf(DateTime local, TimeZoneInfo zone)
    {
        if (zone.IsAmbiguousTime(local))
            return zone.GetAmbiguousTimeOffsets(local).Select(offset => new DateTimeOffset(local, offset));
        var skipped = local;
        while (zone.IsInvalidTime(skipped))
            skipped = skipped.AddMinutes(1);
        return [new(skipped, zone.GetUtcOffset(skipped))];
    }
}
