using AutoCore.Policies.Health;

namespace AutoCore.Policies.Tests.Health;

public sealed class RatingLimitTests
{
    private static readonly RatingLimit Rising = new(Target: 10, Critical: 50);
    private static readonly RatingLimit Falling = new(Target: 100, Critical: 50);
    private static readonly RatingLimit Jumping = new(Target: 10, Critical: 50, Samples: 24);

    [Theory]
    [InlineData(9.9, Rating.Ok)]
    [InlineData(10.0, Rating.Warning)]
    [InlineData(50.0, Rating.Warning)]
    [InlineData(50.1, Rating.Critical)]
    [InlineData(null, Rating.Unknown)]
    [InlineData(double.NaN, Rating.Unknown)]
    public void Rate_HighIsBad_FollowsTheTable(double? value, Rating expected) => Assert.Equal(expected, Rising.Rate(value));

    [Theory]
    [InlineData(100.1, Rating.Ok)]
    [InlineData(100.0, Rating.Warning)]
    [InlineData(50.0, Rating.Warning)]
    [InlineData(49.9, Rating.Critical)]
    [InlineData(null, Rating.Unknown)]
    public void Rate_LowIsBad_FollowsTheTable(double? value, Rating expected) => Assert.Equal(expected, Falling.Rate(value));

    [Theory]
    [InlineData(0.0, Rating.Ok)]
    [InlineData(1.0, Rating.Warning)]
    public void Rate_Flag_IsAWarningWhileItIsSet(double value, Rating expected) => Assert.Equal(expected, RatingLimit.WhileSet(1).Rate(value));

    [Theory]
    [InlineData(23, 3, 1, 600, Rating.Ok)] // One stall of a card in a day.
    [InlineData(13, 3, 11, 60, Rating.Ok)]
    [InlineData(12, 3, 12, 60, Rating.Ok)] // Half of them is not most of them.
    [InlineData(11, 3, 13, 60, Rating.Critical)]
    [InlineData(11, 3, 13, 20, Rating.Warning)]
    [InlineData(0, 3, 1, 60, Rating.Warning)] // The first probe of a new installation.
    [InlineData(0, 3, 2, 60, Rating.Warning)]
    [InlineData(0, 3, 3, 60, Rating.Critical)]
    [InlineData(1, 3, 1, 60, Rating.Ok)]
    [InlineData(0, 3, 0, 60, Rating.Unknown)]
    public void Rate_NumbersThatJump_OnlyWhatLastsCounts(int good, double low, int bad, double high, Rating expected) =>
        Assert.Equal(expected, Jumping.Rate([.. Enumerable.Repeat(high, bad), .. Enumerable.Repeat(low, good)]));

    [Fact]
    public void Rate_OneSampleOnly_TheNewestCountsAtOnce() => Assert.Equal(Rating.Critical, Falling.Rate([200, 200, 49]));

    [Theory]
    [InlineData(100, 50, 5, "`warning` from 100 on, `critical` below 50; by the median of the last 5 samples, `critical` only with at least 3 beyond")]
    [InlineData(-80, double.NegativeInfinity, 5, "`warning` from -80 on; by the median of the last 5 samples")]
    [InlineData(1, double.PositiveInfinity, 5, "`warning` while it is 1; by the median of the last 5 samples")]
    [InlineData(40, 60, 1, "`warning` from 40 on, `critical` above 60")]
    public void Describe_Limit_SaysItInWords(double target, double critical, int samples, string words) =>
        Assert.Equal(words, new RatingLimit(target, critical, samples).Describe());
}
