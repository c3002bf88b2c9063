using System.Globalization;
using AutoCore.Policies.Cameras.Keeping;

namespace AutoCore.Policies.Tests.Cameras.Keeping;

public sealed class RetentionRuleTests
{
    private static readonly DateOnly Today = new(2026, 3, 10);

    [Theory]
    [InlineData("2026-03-10", 7, DayFate.Keep)]
    [InlineData("2026-03-03", 7, DayFate.Keep)]
    [InlineData("2026-03-02", 7, DayFate.Delete)]
    [InlineData("2025-01-01", 7, DayFate.Delete)]
    [InlineData("2026-03-09", 1, DayFate.Keep)]
    [InlineData("2026-03-08", 1, DayFate.Delete)]
    [InlineData("2026-03-09", 0, DayFate.Delete)]
    [InlineData("2026-03-10", 0, DayFate.Keep)]
    [InlineData("2026-03-11", 0, DayFate.Keep)]
    public void FateOf_WithoutThinning_DeletesWholeDaysPastTheirTime(string day, int days, DayFate expected) =>
        Assert.Equal(expected, RetentionRule.For(Today, days).FateOf(Day(day)));

    [Theory]
    [InlineData("2026-03-09", DayFate.Keep)]
    [InlineData("2026-03-08", DayFate.Keep)]
    [InlineData("2026-03-07", DayFate.OnePerHour)]
    [InlineData("2026-03-05", DayFate.OnePerHour)]
    [InlineData("2026-03-04", DayFate.OnePerDay)]
    [InlineData("2026-02-08", DayFate.OnePerDay)]
    [InlineData("2026-02-07", DayFate.Delete)]
    public void FateOf_WithThinning_GrowsStricterWithAge(string day, DayFate expected) =>
        Assert.Equal(expected, RetentionRule.For(Today, 30, hourlyAfter: 2, dailyAfter: 5).FateOf(Day(day)));

    [Theory]
    [InlineData("2026-03-07", DayFate.OnePerHour)]
    [InlineData("2026-03-06", DayFate.Keep)]
    [InlineData("2026-03-04", DayFate.OnePerDay)]
    [InlineData("2026-03-03", DayFate.Keep)]
    [InlineData("2026-02-07", DayFate.Delete)]
    public void FateOf_DaysThinnedBefore_AreLeftAlone(string day, DayFate expected)
    {
        var yesterday = RetentionRule.For(Today.AddDays(-1), 30, hourlyAfter: 2, dailyAfter: 5);
        Assert.Equal(expected, RetentionRule.For(Today, 30, 2, 5, yesterday.MarksAfter()).FateOf(Day(day)));
    }

    [Fact]
    public void FateOf_MarksLeftByAClockThatRanAhead_ExemptNoDay()
    {
        var ahead = RetentionRule.For(Today.AddDays(400), 30, hourlyAfter: 2, dailyAfter: 5).MarksAfter();
        var rule = RetentionRule.For(Today, 30, 2, 5, ahead);
        Assert.Equal(DayFate.OnePerHour, rule.FateOf(Day("2026-03-07")));
        Assert.Equal(DayFate.OnePerDay, rule.FateOf(Day("2026-03-04")));
    }

    [Theory]
    [InlineData("2026-03-01", true)]
    [InlineData("2026-02-01", true)]
    [InlineData("2025-12-01", true)]
    [InlineData("2026-04-01", false)]
    public void Touches_MonthsWithoutAnythingToDo_AreNotOpened(string month, bool expected) =>
        Assert.Equal(expected, RetentionRule.For(Today, 7).Touches(Day(month)));

    [Fact]
    public void Touches_KeptMonthsThatWereThinned_AreNotOpened()
    {
        var rule = RetentionRule.For(Today, 365, hourlyAfter: 2);
        Assert.True(rule.Touches(Day("2026-01-01")));
        Assert.False((rule with { Thinned = rule.MarksAfter() }).Touches(Day("2026-01-01")));
    }

    [Fact]
    public void For_ClockNearTheBeginningOfTime_KeepsEverything() => Assert.Equal(DayFate.Keep, RetentionRule.For(new(1, 1, 5), 36_500).FateOf(new(1, 1, 1)));

    [Fact]
    public void FateOf_Everything_IsDelete() => Assert.Equal(DayFate.Delete, RetentionRule.Everything.FateOf(Today));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
