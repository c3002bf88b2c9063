namespace AutoCore.Policies.SdCard;

/// <summary>How much is written to the card, and how long it will last (A6).</summary>
public static class WearPolicy
{
    private const double DaysPerYear = 365.25;

    /// <summary>What a counter that starts at zero with the kernel gained since it was last read.</summary>
    /// <param name="before">The value read before.</param>
    /// <param name="now">The value now.</param>
    /// <param name="sameStart">Whether the counter has not started anew since.</param>
    public static long Gained(long before, long now, bool sameStart) => sameStart && now >= before ? now - before : now;

    /// <summary>The totals after more was written; a new day begins from zero.</summary>
    /// <param name="counted">The totals so far.</param>
    /// <param name="today">The present day, UTC.</param>
    /// <param name="byAll">Bytes that everything wrote since.</param>
    /// <param name="byDaemon">Bytes that the daemon wrote since.</param>
    public static WearCount Add(WearCount counted, DateOnly today, long byAll, long byDaemon)
    {
        var sameDay = counted.Day == today;
        return counted with
        {
            Day = today,
            Today = (sameDay ? counted.Today : 0) + byAll,
            DaemonToday = (sameDay ? counted.DaemonToday : 0) + byDaemon,
            Ever = counted.Ever + byAll,
        };
    }

    /// <summary>Bytes a day on average, or null before a whole day was counted.</summary>
    public static double? BytesPerDay(WearCount counted)
    {
        var days = counted.Day.DayNumber - counted.Since.DayNumber;
        return days > 0 ? (double)counted.Ever / (days + 1) : null;
    }

    /// <summary>Years that the card lasts at the average so far, from its beginning; null without an endurance or an average.</summary>
    /// <param name="counted">The totals so far.</param>
    /// <param name="enduranceTbw">Terabytes (10^12 bytes) that it endures, or null.</param>
    public static double? LifeYears(WearCount counted, double? enduranceTbw) =>
        BytesPerDay(counted) is { } perDay and > 0 ? enduranceTbw * 1e12 / perDay / DaysPerYear : null;
}

/// <summary>What was written to the card, in bytes.</summary>
/// <param name="Since">The day when counting began, UTC.</param>
/// <param name="Day">The present day, UTC.</param>
/// <param name="Today">By everything, on that day.</param>
/// <param name="DaemonToday">By the daemon, on that day.</param>
/// <param name="Ever">By everything, since counting began.</param>
public readonly record struct WearCount(DateOnly Since, DateOnly Day, long Today, long DaemonToday, long Ever)
{
    /// <summary>Nothing yet.</summary>
    public static WearCount From(DateOnly today) => new(today, today, 0, 0, 0);
}
