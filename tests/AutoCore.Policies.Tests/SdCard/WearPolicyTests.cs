using AutoCore.Policies.Health;
using AutoCore.Policies.SdCard;

namespace AutoCore.Policies.Tests.SdCard;

public sealed class WearPolicyTests
{
    private static readonly DateOnly Monday = new(2026, 11, 16);

    [Theory]
    [InlineData(100, 150, true, 50)]
    [InlineData(100, 100, true, 0)]
    [InlineData(100, 30, true, 30)]
    [InlineData(100, 150, false, 150)]
    public void Gained_CounterOfTheKernel_StartsAnewWithIt(long before, long now, bool sameStart, long gained) =>
        Assert.Equal(gained, WearPolicy.Gained(before, now, sameStart));

    [Fact]
    public void Add_OverMidnight_BeginsTheDayFromZeroAndKeepsTheTotal()
    {
        var count = WearPolicy.Add(WearCount.From(Monday), Monday, 1000, 10);
        count = WearPolicy.Add(count, Monday, 500, 5);
        Assert.Equal(new(Monday, Monday, 1500, 15, 1500), count);
        count = WearPolicy.Add(count, Monday.AddDays(1), 200, 2);
        Assert.Equal(new(Monday, Monday.AddDays(1), 200, 2, 1700), count);
    }

    [Fact]
    public void LifeYears_TenGigabytesADayOnCardOf100Tbw_IsTwentySevenYears()
    {
        var count = new WearCount(Monday, Monday.AddDays(9), 10_000_000_000, 0, 100_000_000_000);
        Assert.Equal(10e9, WearPolicy.BytesPerDay(count));
        Assert.Equal(100e12 / 10e9 / 365.25, WearPolicy.LifeYears(count, 100)!.Value, 3);
    }

    [Fact]
    public void LifeYears_UnknownEnduranceOrFirstDayOrNothingWritten_IsUnknown()
    {
        Assert.Null(WearPolicy.LifeYears(new(Monday, Monday.AddDays(9), 1, 0, 1_000_000), null));
        Assert.Null(WearPolicy.LifeYears(new(Monday, Monday, 1_000_000, 0, 1_000_000), 100));
        Assert.Null(WearPolicy.LifeYears(new(Monday, Monday.AddDays(9), 0, 0, 0), 100));
    }

    [Theory]
    [InlineData(0L, null, Rating.Ok)]
    [InlineData(1L, 50.0, Rating.Critical)]
    [InlineData(0L, 0.9, Rating.Warning)]
    [InlineData(0L, 1.0, Rating.Ok)]
    [InlineData(null, null, Rating.Unknown)]
    [InlineData(null, 5.0, Rating.Ok)]
    public void Rate_ErrorsAndLife_WorstCounts(long? errors, double? years, Rating rating) => Assert.Equal(rating, CardPolicy.Rate(errors, years));
}
