using System.Globalization;

namespace AutoCore.Policies.SecondPlace;

/// <summary>Hours of the day, local time, as <c>22:00-06:00</c>; they may go over midnight.</summary>
/// <param name="From">The first moment.</param>
/// <param name="To">The first moment that is no longer in them.</param>
public readonly record struct DailyHours(TimeOnly From, TimeOnly To)
{
    /// <summary>The form, as error messages show it.</summary>
    public const string Form = "hours as 22:00-06:00, from and to different";

    /// <summary>Reads hours; null if it is none.</summary>
    public static DailyHours? TryParse(string text) =>
        text.Split('-') is [var from, var to] && TryParseTime(from, out var first) && TryParseTime(to, out var last) && first != last ? new(first, last) : null;

    /// <summary>Whether a local time is in them.</summary>
    public bool Contains(TimeOnly time) => time.IsBetween(From, To);

    private static bool TryParseTime(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
