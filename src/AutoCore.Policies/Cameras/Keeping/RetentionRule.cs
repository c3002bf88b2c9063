namespace AutoCore.Policies.Cameras.Keeping;

/// <summary>
/// What becomes of a day's pictures (C6). Whole local days go, so that a pass need only look at the names of day folders: a picture is kept for at
/// least the days asked for, and less than a day longer. Days that were thinned before are not looked into again.
/// </summary>
/// <param name="KeepFrom">The first day that is kept.</param>
/// <param name="OnePerHourBefore">Kept days before this one keep one picture an hour; null: no thinning by hours.</param>
/// <param name="OnePerDayBefore">Kept days before this one keep one picture a day; null: no thinning by days.</param>
/// <param name="Thinned">What was thinned before.</param>
public readonly record struct RetentionRule(DateOnly KeepFrom, DateOnly? OnePerHourBefore = null, DateOnly? OnePerDayBefore = null,
    ThinningMarks Thinned = default)
{
    /// <summary>Every picture may go, whatever its day; for the emergency that takes the oldest first.</summary>
    public static RetentionRule Everything { get; } = new(DateOnly.MaxValue);

    /// <summary>The rule of a day.</summary>
    /// <param name="today">The local date.</param>
    /// <param name="days">Days that every picture is kept, today not counted; 0 and more.</param>
    /// <param name="hourlyAfter">Days after which one an hour stays, or null.</param>
    /// <param name="dailyAfter">Days after which one a day stays, or null.</param>
    /// <param name="thinned">What was thinned before.</param>
    public static RetentionRule For(DateOnly today, int days, int? hourlyAfter = null, int? dailyAfter = null, ThinningMarks thinned = default) =>
        new(Before(today, days), Before(today, hourlyAfter), Before(today, dailyAfter),
            new(Until(thinned.HourlyBefore, Before(today, hourlyAfter)), Until(thinned.DailyBefore, Before(today, dailyAfter))));

    /// <summary>Days before this one are left alone, for work other than deleting that was done with them; the default is none.</summary>
    public DateOnly NotBefore { get; init; }

    /// <summary>What becomes of a day.</summary>
    public DayFate FateOf(DateOnly day)
    {
        if (day < NotBefore)
            return DayFate.Keep;
        if (day < KeepFrom)
            return DayFate.Delete;
        if (day < OnePerDayBefore)
            return day >= Thinned.DailyBefore ? DayFate.OnePerDay : DayFate.Keep;
        return day < OnePerHourBefore && day >= Thinned.HourlyBefore ? DayFate.OnePerHour : DayFate.Keep;
    }

    /// <summary>Whether any day of a month must be looked into.</summary>
    /// <param name="month">Its first day.</param>
    public bool Touches(DateOnly month)
    {
        for (var day = month; day.Month == month.Month && day < DateOnly.MaxValue; day = day.AddDays(1))
        {
            if (FateOf(day) != DayFate.Keep)
                return true;
        }
        return false;
    }

    /// <summary>The marks to leave when a pass with this rule is through.</summary>
    public ThinningMarks MarksAfter() => new(OnePerHourBefore ?? default, OnePerDayBefore ?? default);

    /// <summary>A mark beyond what may be thinned today was left by a clock that ran ahead: the days up to it are looked at once more.</summary>
    private static DateOnly Until(DateOnly mark, DateOnly? bound) => mark > bound ? default : mark;

    private static DateOnly? Before(DateOnly today, int? days) => days is { } d ? Before(today, d) : null;

    private static DateOnly Before(DateOnly today, int days) => today.DayNumber > days ? today.AddDays(-days) : DateOnly.MinValue;
}

/// <summary>Up to where days were thinned; the default is nothing.</summary>
/// <param name="HourlyBefore">Days before this one hold one picture an hour.</param>
/// <param name="DailyBefore">Days before this one hold one picture a day.</param>
public readonly record struct ThinningMarks(DateOnly HourlyBefore, DateOnly DailyBefore);
