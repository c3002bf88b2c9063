using System.Globalization;
using AutoCore.Policies.Clock;

namespace AutoCore.Policies.Tests.Clock;

public sealed class LocalSpanTests
{
    /// <summary>As in Berlin: on 25 October, at 03:00, clocks are set back to 02:00.</summary>
    private static readonly TimeZoneInfo Berlin = Zone(1, new(1, 1, 1, 2, 0, 0), (3, 29), new(1, 1, 1, 3, 0, 0), (10, 25));

    /// <summary>As in Havana: on 1 November, at 01:00, clocks are set back to midnight.</summary>
    private static readonly TimeZoneInfo Havana = Zone(-5, new(1, 1, 1, 0, 0, 0), (3, 8), new(1, 1, 1, 1, 0, 0), (11, 1));

    [Theory]
    [InlineData("2026-10-25 01:59:59", "23:59:59", "23:59:59")]
    [InlineData("2026-10-25 02:00:00", "00:00:00", "01:00:00")]
    [InlineData("2026-10-25 02:59:59", "00:59:59", "01:59:59")]
    [InlineData("2026-10-25 03:00:00", "02:00:00", "02:00:00")]
    [InlineData("2026-03-29 02:30:00", "01:30:00", "01:30:00")]
    public void Of_LocalTime_IsOneInstantOrTwo(string local, string first, string last)
    {
        var found = LocalInstants.Of(Local(local), Berlin);
        Assert.Equal((first, last), (found.First.ToString("HH:mm:ss", CultureInfo.InvariantCulture), found.Last.ToString("HH:mm:ss", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Of_TheEndsOfTheCalendar_Throws_Nothing()
    {
        Assert.Equal(DateTimeOffset.MinValue, LocalInstants.Of(DateTime.MinValue, Berlin).First);
        Assert.Equal(DateTime.MaxValue.Ticks, LocalInstants.Of(DateTime.MaxValue, Havana).Last.UtcTicks);
        var span = new LocalSpan(new(DateTimeOffset.MinValue, DateTime.MinValue), new(DateTimeOffset.MaxValue, DateTime.MaxValue), Berlin);
        Assert.Equal((DateOnly.MinValue, DateOnly.MaxValue), (span.FirstDay, span.LastDay));
    }

    [Theory]
    // From the first pass into the second: local time goes backwards meanwhile.
    [InlineData("00:15", "01:10", "02:15", true)]
    [InlineData("00:15", "01:10", "02:50", true)]
    [InlineData("00:15", "01:10", "02:05", true)]
    [InlineData("00:15", "01:10", "02:12", false)]
    [InlineData("00:15", "01:10", "01:59", false)]
    [InlineData("00:15", "01:10", "03:00", false)]
    // Within one pass: a name of that minute may be of either.
    [InlineData("01:20", "01:40", "02:30", true)]
    [InlineData("00:20", "00:40", "02:30", true)]
    [InlineData("00:40", "01:20", "02:30", false)]
    // Over both.
    [InlineData("23:00", "03:00", "02:30", true)]
    [InlineData("23:00", "03:00", "01:00", true)]
    [InlineData("23:00", "03:00", "04:00", false)]
    public void Holds_BetweenInstantsOfTheHourThatComesTwice_MissesNothing(string from, string to, string name, bool expected)
    {
        var span = new LocalSpan(new(Utc(from)), new(Utc(to)), Berlin);
        Assert.Equal(expected, span.Holds(Local($"2026-10-25 {name}:00")));
        Assert.True(span.FirstDay <= new DateOnly(2026, 10, 25) && span.LastDay >= new DateOnly(2026, 10, 25));
    }

    [Theory]
    [InlineData("02:30", "02:45", "02:29", false)]
    [InlineData("02:30", "02:45", "02:30", true)]
    [InlineData("02:30", "02:45", "02:45", false)]
    [InlineData("02:00", "03:00", "02:00", true)]
    [InlineData("02:00", "03:00", "02:59", true)]
    [InlineData("02:00", "03:00", "03:00", false)]
    public void Holds_BetweenLocalTimes_ComparesNames(string from, string to, string name, bool expected)
    {
        var (first, last) = (Local($"2026-10-25 {from}:00"), Local($"2026-10-25 {to}:00"));
        var span = new LocalSpan(new(LocalInstants.Of(first, Berlin).First, first), new(LocalInstants.Of(last, Berlin).Last, last), Berlin);
        Assert.Equal(expected, span.Holds(Local($"2026-10-25 {name}:00")));
    }

    [Fact]
    public void Holds_ADayWhoseMidnightComesTwice_IsWhole()
    {
        var (day, next) = (new DateTime(2026, 11, 1), new DateTime(2026, 11, 2));
        var span = new LocalSpan(new(LocalInstants.Of(day, Havana).First, day), new(LocalInstants.Of(next, Havana).First, next), Havana);
        Assert.True(span.Holds(day.AddMinutes(1)) && span.Holds(day.AddHours(23)) && !span.Holds(next));
        Assert.Equal(TimeSpan.FromHours(25), span.To.At - span.From.At);
    }

    private static DateTime Local(string text) => DateTime.ParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>23:00 is of the evening before.</summary>
    private static DateTimeOffset Utc(string time) =>
        new(Local($"2026-10-{(time == "23:00" ? 24 : 25)} {time}:00"), TimeSpan.Zero);

    private static TimeZoneInfo Zone(int hours, DateTime start, (int Month, int Day) from, DateTime end, (int Month, int Day) to)
    {
        var rule = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(new(2026, 1, 1), new(2026, 12, 31), TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(start, from.Month, from.Day), TimeZoneInfo.TransitionTime.CreateFixedDateRule(end, to.Month, to.Day));
        return TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(hours), null, null, null, [rule]);
    }
}
