using System.Globalization;

namespace AutoCore.Policies.Alerts;

/// <summary>A part of the day, local time, in which people sleep; it may reach over midnight.</summary>
/// <param name="From">Its first moment.</param>
/// <param name="To">The first moment behind it.</param>
public readonly record struct QuietHours(TimeOnly From, TimeOnly To)
{
    /// <summary>The form, as error messages show it.</summary>
    public const string Form = "hh:mm-hh:mm";

    /// <summary>Reads <c>22:00-07:00</c>; null if it is anything else, or no time at all.</summary>
    public static QuietHours? TryParse(string text)
    {
        var parts = text.Split('-');
        return parts.Length == 2 && TryTime(parts[0], out var from) && TryTime(parts[1], out var to) && from != to ? new(from, to) : null;
    }

    /// <summary>Whether it is that time of the day.</summary>
    public bool Contains(TimeOnly time) => time.IsBetween(From, To);

    /// <summary>As it is written.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From:HH\\:mm}-{To:HH\\:mm}");

    private static bool TryTime(string text, out TimeOnly time) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
