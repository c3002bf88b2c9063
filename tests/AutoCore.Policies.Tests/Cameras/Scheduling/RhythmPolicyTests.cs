using System.Globalization;
using AutoCore.Policies.Cameras.Scheduling;
using AutoCore.Policies.Configuration;

namespace AutoCore.Policies.Tests.Cameras.Scheduling;

public sealed class RhythmPolicyTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-11-20T13:30:00Z", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(null, false, 0)]
    [InlineData(-4, false, 1)]
    [InlineData(-5, false, 0)]
    [InlineData(-60, false, -55)]
    // A clock that went back must not let a camera wait for the time that it believed.
    [InlineData(1, false, 0)]
    [InlineData(-1, true, 0)]
    [InlineData(0, true, 5)]
    public void DueAt_ByLastTurn(int? lastMinutes, bool isShared, int dueInMinutes) =>
        Assert.Equal(Now.AddMinutes(dueInMinutes), RhythmPolicy.DueAt(lastMinutes is { } m ? Now.AddMinutes(m) : null, TimeSpan.FromMinutes(5), Now, isShared));

    [Theory]
    [InlineData("06:00:00", null, 4)]
    [InlineData("06:00:00", "07:00-19:00", 2)]
    [InlineData("07:00:00", "07:00-19:00", 2)]
    [InlineData("00:05:00", "07:00-19:00", 144)]
    [InlineData("1.00:00:00", "07:00-19:00", 1)]
    [InlineData("2.00:00:00", "07:00-19:00", 0.5)]
    [InlineData("01:00:00", "22:00-02:00", 4)]
    [InlineData("01:00:00", "07:00-12:00, 10:00-13:00", 6)]
    [InlineData("00:00:01", "00:00-24:00", 86_400)]
    public void PicturesPerDay_AsTheSchedulerTakesThem(string interval, string? hours, double expected) =>
        Assert.Equal(
        expected, RhythmPolicy.PicturesPerDay(TimeSpan.Parse(interval, CultureInfo.InvariantCulture), hours is null ? null : DayHours.TryParse(hours)), 0.01);
}
