using System.Globalization;
using AutoCore.Policies.Configuration;

namespace AutoCore.Policies.Tests.Configuration;

public sealed class DayHoursTests
{
    [Theory]
    [InlineData("22:00-07:00", "21:59", false)]
    [InlineData("22:00-07:00", "22:00", true)]
    [InlineData("22:00-07:00", "00:00", true)]
    [InlineData("22:00-07:00", "06:59", true)]
    [InlineData("22:00-07:00", "07:00", false)]
    [InlineData("12:00-13:30", "13:00", true)]
    [InlineData("12:00-13:30", "11:00", false)]
    [InlineData("18:00-24:00", "23:59", true)]
    [InlineData("18:00-24:00", "00:00", false)]
    [InlineData("18:00-00:00", "23:59", true)]
    [InlineData("00:00-24:00", "12:00", true)]
    [InlineData("24:00-07:00", "00:00", true)]
    [InlineData("07:00-12:00, 14:00-19:00", "12:30", false)]
    [InlineData("07:00-12:00, 14:00-19:00", "18:59", true)]
    public void Contains_TimeOfDay_AlsoOverMidnight(string hours, string time, bool expected) =>
        Assert.Equal(expected, DayHours.TryParse(hours)!.Contains(TimeOnly.Parse(time, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("22-7")]
    [InlineData("22:00")]
    [InlineData("22:00-24:01")]
    [InlineData("25:00-26:00")]
    [InlineData("07:60-08:00")]
    [InlineData("07:00-07:00")]
    [InlineData("00:00-00:00")]
    [InlineData("22:00-07:00-08:00")]
    [InlineData("07:00-12:00,")]
    [InlineData("7:0-8:00")]
    [InlineData("-7:00-8:00")]
    [InlineData("+7:00-8:00")]
    [InlineData("")]
    public void TryParse_AnythingElse_IsNone(string text) => Assert.Null(DayHours.TryParse(text));

    [Fact]
    public void TryParse_MoreRangesThanADayHasHours_IsNone()
    {
        Assert.NotNull(DayHours.TryParse(string.Join(',', Enumerable.Repeat("07:00-08:00", 24))));
        Assert.Null(DayHours.TryParse(string.Join(',', Enumerable.Repeat("07:00-08:00", 25))));
    }

    [Theory]
    [InlineData("22:05-07:00", "22:05-07:00")]
    [InlineData(" 7:00 - 19:00 ", "07:00-19:00")]
    [InlineData("7:00\u201319:00", "07:00-19:00")]
    [InlineData("07:00-12:00 ,14:00-24:00", "07:00-12:00, 14:00-24:00")]
    public void ToString_IsReadBack_AsTheSame(string text, string expected)
    {
        var hours = DayHours.TryParse(text)!;

        Assert.Equal(expected, hours.ToString());
        Assert.Equal(hours, DayHours.TryParse(expected));
    }
}
