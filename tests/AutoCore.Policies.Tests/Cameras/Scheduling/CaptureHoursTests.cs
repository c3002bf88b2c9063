using System.Globalization;
using AutoCore.Policies.Cameras.Scheduling;

namespace AutoCore.Policies.Tests.Cameras.Scheduling;

public sealed class CaptureHoursTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly GeoPlace SaoPaulo = new(-23.55, -46.633);

    [Theory]
    [InlineData("07:00-19:00", "2026-11-20T05:59:59Z", "2026-11-20T06:00:00Z")]
    [InlineData("07:00-19:00", "2026-11-20T18:00:00Z", "2026-11-21T06:00:00Z")]
    [InlineData("22:00-07:00", "2026-11-20T12:00:00Z", "2026-11-20T21:00:00Z")]
    [InlineData("07:00-08:00, 12:00-13:00", "2026-11-20T07:00:00Z", "2026-11-20T11:00:00Z")]
    // The night of 29 March the clocks go from 2 to 3, that of 25 October from 3 to 2.
    [InlineData("07:00-19:00", "2026-03-28T20:00:00Z", "2026-03-29T05:00:00Z")]
    [InlineData("07:00-19:00", "2026-10-24T20:00:00Z", "2026-10-25T06:00:00Z")]
    [InlineData("02:30-04:00", "2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("02:30-02:50", "2026-03-29T00:30:00Z", "2026-03-30T00:30:00Z")]
    [InlineData("02:30-03:00", "2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("02:30-03:00", "2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z")]
    public void NextOpening_InLocalTime_AlsoWhereTheClocksAreChanged(string hours, string now, string opening)
    {
        var capture = CaptureHours.TryParse(hours)!;

        Assert.False(capture.Contains(Time(now), Berlin, null));
        Assert.Equal(Time(opening), capture.NextOpening(Time(now), Berlin, null));
        Assert.True(capture.Contains(Time(opening), Berlin, null));
        Assert.False(capture.Contains(Time(opening).AddSeconds(-1), Berlin, null));
    }

    [Fact]
    public void Daylight_IsBySunriseAndSunset()
    {
        var daylight = CaptureHours.TryParse(" Daylight ")!;

        Assert.Equal(CaptureHours.Daylight, daylight);
        Assert.True(daylight.Contains(Time("2026-12-21T15:00:00Z"), Berlin, SaoPaulo));
        Assert.False(daylight.Contains(Time("2026-12-21T08:00:00Z"), Berlin, SaoPaulo));
        Assert.InRange(daylight.NextOpening(Time("2026-12-21T08:00:00Z"), Berlin, SaoPaulo)!.Value, Time("2026-12-21T08:16:00Z"), Time("2026-12-21T08:18:00Z"));
    }

    [Fact]
    public void Daylight_NobodySaidWhere_IsAlways() => Assert.True(CaptureHours.Daylight.Contains(Time("2026-12-21T03:00:00Z"), Berlin, null));

    [Theory]
    [InlineData("day")]
    [InlineData("daylight, 22:00-23:00")]
    [InlineData("7-19")]
    public void TryParse_AnythingElse_IsNone(string text) => Assert.Null(CaptureHours.TryParse(text));

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
