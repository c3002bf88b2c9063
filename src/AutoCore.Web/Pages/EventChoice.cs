using AutoCore.Policies.Health;
using AutoCore.Policies.Hosting;
using AutoCore.Web.Data;

namespace AutoCore.Web.Pages;

/// <summary>Which events a visitor wants to see.</summary>
/// <param name="Severity">At least how bad, as a word; null: all.</param>
/// <param name="Camera">Of which camera, as <c>Site/Name</c>; null: all.</param>
/// <param name="Day">Of which day, local; null: all.</param>
internal readonly record struct EventChoice(string? Severity, string? Camera, DateOnly? Day)
{
    private const string Form = "yyyy-MM-dd";

    /// <summary>Characters of a value that was not understood.</summary>
    private const int LongestShown = 60;

    /// <summary>The day as addresses name it.</summary>
    public string? DayText => Day?.ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>The day after it.</summary>
    public string? DayAfterText => Day < DateOnly.MaxValue ? Day?.AddDays(1).ToString(Form, CultureInfo.InvariantCulture) : null;

    /// <summary>Reads a query; what it does not understand is left out, and told by <see cref="OddOf"/>.</summary>
    public static EventChoice Read(IQueryCollection query) => new(
        query["severity"].ToString() is "warning" or "critical" ? query["severity"].ToString() : null,
        query["camera"].ToString() is { Length: > 0 and < 300 } camera ? camera : null,
        DateOnly.TryParseExact(query["day"], Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1 and < 9999 ? day : null);

    /// <summary>What a query says that is not understood, as it stands there; empty if there is nothing.</summary>
    /// <param name="choice">What was understood of it, with a camera only if there is one of that name.</param>
    /// <param name="before">The time before which events are wanted, if that was understood.</param>
    public static string OddOf(IQueryCollection query, EventChoice choice, DateTimeOffset? before)
    {
        (string Name, bool IsGood)[] all =
        [
            // Which is everything.
            ("severity", choice.Severity is not null || query["severity"] == "ok"), ("camera", choice.Camera is not null), ("day", choice.Day is not null),
            ("before", before is not null),
        ];
        return string.Join(", ", all.Where(p => !p.IsGood && query[p.Name].ToString().Length > 0)
            .Select(p => $"{p.Name}={SafeText.Of(query[p.Name].ToString(), LongestShown)}"));
    }

    /// <summary>What is asked of the history.</summary>
    /// <param name="camera">The camera, if there is one of that name.</param>
    /// <param name="before">Only earlier ones; null: all.</param>
    /// <param name="zone">The zone of the day.</param>
    public EventFilter ToFilter(CameraState? camera, DateTimeOffset? before, TimeZoneInfo zone)
    {
        var end = Day is { } day ? Start(day.AddDays(1), zone) : (DateTimeOffset?)null;
        return new(before is null || end < before ? end : before, Severity is null ? Rating.Ok : RatingNames.FromWord(Severity))
        {
            From = Day is { } from ? Start(from, zone) : null,
            Camera = camera is null ? null : (camera.Site, camera.Name),
        };
    }

    /// <summary>A day's beginning; where the zone skips midnight, the first time that there is.</summary>
    private static DateTimeOffset Start(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new(TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(midnight) ? midnight.AddHours(1) : midnight, zone), TimeSpan.Zero);
    }
}
