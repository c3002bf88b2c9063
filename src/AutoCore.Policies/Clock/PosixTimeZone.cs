namespace AutoCore.Policies.Clock;

/// <summary>
/// Reads a time zone as POSIX writes it in <c>TZ</c> (<c>BRT3</c>, <c>&lt;-03&gt;3</c>, <c>CET-1CEST,M3.5.0,M10.5.0/3</c>), as OpenWrt and Alpine set it. The
/// platform would take it for the name of a file, find none, and mean UTC.
/// </summary>
public static class PosixTimeZone
{
    /// <summary>What applies where a daylight time has no rules of its own, as in the C library.</summary>
    private const string UsualRules = ",M3.2.0,M11.1.0";

    private const int ShortestName = 3;
    private static readonly TimeSpan UsualChange = TimeSpan.FromHours(2);
    private static readonly TimeSpan LargestOffset = TimeSpan.FromHours(14);

    /// <summary>The zone; null if the text is none in this form, or its daylight time changes otherwise than on a weekday of a month.</summary>
    public static TimeZoneInfo? Read(string text)
    {
        var rest = text.AsSpan();
        if (TakeName(ref rest) is not { } name || TakeOffset(ref rest) is not { } standard)
            return null;
        if (rest.IsEmpty)
            return TimeZoneInfo.CreateCustomTimeZone(text, standard, text, name);
        if (TakeName(ref rest) is not { } summerName)
            return null;
        TimeSpan? summer = rest is [] or [',', ..] ? standard + TimeSpan.FromHours(1) : TakeOffset(ref rest);
        if (rest.IsEmpty)
            rest = UsualRules;
        if (summer is not { } there || there.Duration() > LargestOffset || (there - standard)
            .Duration() > LargestOffset || TakeChange(ref rest) is not { } start || TakeChange(ref rest) is not { } end || !rest.IsEmpty || start.Equals(end))
        {
            return null;
        }
        var rule = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(DateTime.MinValue.Date, DateTime.MaxValue.Date, there - standard, start, end);
        return TimeZoneInfo.CreateCustomTimeZone(text, standard, text, name, summerName, [rule]);
    }

    private static string? TakeName(ref ReadOnlySpan<char> rest)
    {
        var isQuoted = rest is ['<', ..];
        if (isQuoted)
            rest = rest[1..];
        var end = 0;
        while (end < rest.Length && (char.IsAsciiLetter(rest[end]) || (isQuoted && rest[end] is (>= '0' and <= '9') or '+' or '-')))
            end++;
        if (end < ShortestName || (isQuoted && rest[end..] is not ['>', ..]))
            return null;
        var name = rest[..end].ToString();
        rest = rest[(end + (isQuoted ? 1 : 0))..];
        return name;
    }

    /// <summary>What is east of Greenwich; POSIX counts to the west.</summary>
    private static TimeSpan? TakeOffset(ref ReadOnlySpan<char> rest) =>
        TakeTime(ref rest) is { } west && west.Duration() <= LargestOffset && west.Seconds == 0 ? -west : null;

    /// <summary>Hours, and minutes and seconds if they are there.</summary>
    private static TimeSpan? TakeTime(ref ReadOnlySpan<char> rest)
    {
        var isNegative = rest is ['-', ..];
        if (rest is ['-' or '+', ..])
            rest = rest[1..];
        if (TakeNumber(ref rest, 167) is not { } hours)
            return null;
        var time = TimeSpan.FromHours(hours);
        foreach (var unit in (ReadOnlySpan<TimeSpan>)[TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(1)])
        {
            if (rest is not [':', ..])
                break;
            rest = rest[1..];
            if (TakeNumber(ref rest, 59) is not { } count)
                return null;
            time += count * unit;
        }
        return isNegative ? -time : time;
    }

    /// <summary><c>,Mmonth.week.day/time</c>.</summary>
    private static TimeZoneInfo.TransitionTime? TakeChange(ref ReadOnlySpan<char> rest)
    {
        if (rest is not [',', 'M', ..])
            return null;
        rest = rest[2..];
        if (TakeNumber(ref rest, 12) is not (> 0 and var month) || !TakeDot(ref rest) || TakeNumber(ref rest, 5) is not (> 0 and var week) || !TakeDot(ref rest)
            || TakeNumber(ref rest, 6) is not { } day)
        {
            return null;
        }
        var at = UsualChange;
        if (rest is ['/', ..])
        {
            rest = rest[1..];
            if (TakeTime(ref rest) is not { } given || given < TimeSpan.Zero || given >= TimeSpan.FromDays(1))
                return null;
            at = given;
        }
        return TimeZoneInfo.TransitionTime.CreateFloatingDateRule(DateTime.MinValue + at, month, week, (DayOfWeek)day);
    }

    private static bool TakeDot(ref ReadOnlySpan<char> rest)
    {
        if (rest is not ['.', ..])
            return false;
        rest = rest[1..];
        return true;
    }

    private static int? TakeNumber(ref ReadOnlySpan<char> rest, int largest)
    {
        var end = 0;
        while (end < rest.Length && end < 3 && char.IsAsciiDigit(rest[end]))
            end++;
        if (!int.TryParse(rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > largest)
            return null;
        rest = rest[end..];
        return number;
    }
}
