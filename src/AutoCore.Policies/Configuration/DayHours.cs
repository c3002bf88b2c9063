namespace AutoCore.Policies.Configuration;

/// <summary>
/// Hours of the day in local time, as settings name them everywhere: <c>07:00-19:00</c>, over midnight <c>22:00-07:00</c>, several as
/// <c>07:00-12:00, 14:00-19:00</c>. The first moment of a range belongs to it, the last one does not.
/// </summary>
public sealed class DayHours : IEquatable<DayHours>
{
    /// <summary>The form, as error messages show it.</summary>
    public const string Form = "hh:mm-hh:mm, over midnight as 22:00-07:00, several with commas between them";

    /// <summary>Minutes of a day.</summary>
    public const int Day = 24 * 60;

    private const int MostRanges = 24;

    private DayHours(IReadOnlyList<HourRange> ranges) => Ranges = ranges;

    /// <summary>The ranges, at least one, in the order given.</summary>
    public IReadOnlyList<HourRange> Ranges { get; }

    /// <summary>Reads hours; blanks, <c>7:00</c>, <c>24:00</c> and a dash for the hyphen are fine. Null if it is anything else, or a range of no
    /// length.</summary>
    public static DayHours? TryParse(string text)
    {
        var parts = text.Split(',', MostRanges + 1);
        var ranges = new HourRange[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (i == MostRanges || RangeOf(parts[i]) is not { } range)
                return null;
            ranges[i] = range;
        }
        return new(ranges);
    }

    /// <summary>Whether a time of the day lies in one of the ranges.</summary>
    public bool Contains(TimeOnly time)
    {
        var minute = time.Ticks / TimeSpan.TicksPerMinute;
        return Ranges.Any(r => r.From < r.To ? minute >= r.From && minute < r.To : minute >= r.From || minute < r.To);
    }

    /// <summary>As it is written: two digits each, <c>24:00</c> where a range ends with the day.</summary>
    public override string ToString() => string.Join(", ", Ranges.Select(r => $"{Show(r.From)}-{Show(r.To)}"));

    public bool Equals(DayHours? other) => other is not null && Ranges.SequenceEqual(other.Ranges);

    public override bool Equals(object? obj) => Equals(obj as DayHours);

    public override int GetHashCode() => Ranges.Aggregate(0, static (hash, range) => HashCode.Combine(hash, range));

    private static HourRange? RangeOf(string text)
    {
        // Word processors and spreadsheets make a dash of the hyphen.
        var ends = text.Split('-', '\u2013');
        return ends.Length == 2 && MinuteOf(ends[0]) is { } from && MinuteOf(ends[1]) is { } to && from != to ? new(from % Day, to) : null;
    }

    private static int? MinuteOf(string text)
    {
        var time = text.Trim();
        var colon = time.IndexOf(':');
        if (colon is not (1 or 2) || time.Length != colon + 3
            || !int.TryParse(time.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var hour)
            || !int.TryParse(time.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var minute) || minute > 59)
        {
            return null;
        }
        var total = hour * 60 + minute;
        return total <= Day ? total : null;
    }

    private static string Show(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
}

/// <summary>A part of the day.</summary>
/// <param name="From">Its first minute, 0 to 1439.</param>
/// <param name="To">The first minute behind it, 0 to 1440; not after <paramref name="From"/>: it reaches over midnight.</param>
public readonly record struct HourRange(int From, int To);
