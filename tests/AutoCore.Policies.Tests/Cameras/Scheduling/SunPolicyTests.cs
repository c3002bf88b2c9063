using System.Globalization;
using AutoCore.Policies.Cameras.Scheduling;

namespace AutoCore.Policies.Tests.Cameras.Scheduling;

/// <summary>Against the equations of NOAA's solar calculator, whose series is another one.</summary>
public sealed class SunPolicyTests
{
    private static readonly GeoPlace Tromso = new(69.65, 18.96);

    [Theory]
    [InlineData(52.52, 13.405, "2026-06-21T02:43:05Z", "2026-06-21T19:33:18Z")]
    [InlineData(52.52, 13.405, "2026-12-21T07:14:54Z", "2026-12-21T14:53:57Z")]
    [InlineData(-23.55, -46.633, "2026-12-21T08:16:55Z", "2026-12-21T21:52:25Z")]
    [InlineData(-23.55, -46.633, "2026-06-21T09:47:52Z", "2026-06-21T20:28:53Z")]
    [InlineData(0, -78.5, "2026-03-20T11:18:06Z", "2026-03-20T23:24:37Z")]
    [InlineData(-36.85, 174.76, "2026-08-31T18:42:28Z", "2026-09-01T06:00:18Z")]
    [InlineData(21.3, -157.86, "2026-07-04T15:54:11Z", "2026-07-05T05:17:39Z")]
    [InlineData(69.65, 18.96, "2026-03-01T06:10:11Z", "2026-03-01T15:44:31Z")]
    public void Sun_RisesAndSets_ToTheMinute(double latitude, double longitude, string rise, string set)
    {
        var place = new GeoPlace(latitude, longitude);
        var (rises, sets) = (Time(rise), Time(set));

        Assert.InRange((SunPolicy.NextRise(rises.AddHours(-3), place)!.Value - rises).TotalMinutes, -1, 1);
        Assert.Equal((false, true), (SunPolicy.IsUp(rises.AddMinutes(-1), place), SunPolicy.IsUp(rises.AddMinutes(1), place)));
        Assert.Equal((true, false), (SunPolicy.IsUp(sets.AddMinutes(-1), place), SunPolicy.IsUp(sets.AddMinutes(1), place)));
    }

    [Fact]
    public void PolarNight_IsNight_UntilTheSunComesBack()
    {
        for (var hour = 0; hour < 24; hour++)
            Assert.False(SunPolicy.IsUp(Time("2026-12-21T00:00:00Z").AddHours(hour), Tromso));
        var rise = SunPolicy.NextRise(Time("2026-12-21T12:00:00Z"), Tromso)!.Value;
        Assert.InRange((rise - Time("2027-01-15T10:35:00Z")).TotalMinutes, -5, 5);
    }

    [Fact]
    public void PolarDay_IsDay()
    {
        for (var hour = 0; hour < 24; hour++)
            Assert.True(SunPolicy.IsUp(Time("2026-06-21T00:00:00Z").AddHours(hour), Tromso));
    }

    [Fact]
    public void Poles_HaveOneDayAYear()
    {
        Assert.False(SunPolicy.IsUp(Time("2026-06-21T12:00:00Z"), new(-90, 0)));
        Assert.True(SunPolicy.IsUp(Time("2026-06-21T12:00:00Z"), new(90, 0)));
        Assert.InRange(SunPolicy.NextRise(Time("2026-06-21T12:00:00Z"), new(-90, 0))!.Value, Time("2026-09-18T00:00:00Z"), Time("2026-09-23T00:00:00Z"));
        Assert.InRange(SunPolicy.NextRise(Time("2026-09-30T12:00:00Z"), new(90, 0))!.Value, Time("2027-03-16T00:00:00Z"), Time("2027-03-21T00:00:00Z"));
    }

    [Theory]
    [InlineData("1970-01-01T00:00:30Z")]
    [InlineData("2099-12-31T23:59:59Z")]
    public void ClocksThatLie_AreReckonedWith(string at) => Assert.InRange(SunPolicy.Elevation(Time(at), new(-23.55, -46.633)), -90, 90);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
