using AutoCore.Policies.Health;

namespace AutoCore.Policies.Tests.Health;

public sealed class LatencyFiguresTests
{
    [Fact]
    public void Of_Nothing_IsUnknown() => Assert.Equal((LatencyFigures.Unknown, Rating.Unknown), (LatencyFigures.Of([]), LatencyFigures.Of([]).Rating));

    [Fact]
    public void Of_One_IsThatOne() => Assert.Equal(new LatencyFigures(1.5, 1.5, Rating.Ok), LatencyFigures.Of([1500]));

    [Fact]
    public void Of_Hundred_TakesNearestRanks()
    {
        var figures = LatencyFigures.Of([.. Enumerable.Range(1, 100).Select(ms => ms * 1000L).Reverse()]);
        Assert.Equal((50, 99), (figures.P50Ms, figures.P99Ms));
    }

    [Theory]
    [InlineData(98, 60, 0, Rating.Ok)] // A card that stalled once.
    [InlineData(40, 60, 20, Rating.Ok)]
    [InlineData(40, 500, 0, Rating.Ok)]
    public void Of_OneStallAmongMany_IsNoNews(int probes, long stallMs, int at, Rating expected) =>
        Assert.Equal(expected, LatencyFigures.Of([.. Enumerable.Range(0, probes).Select(i => (i == at ? stallMs : 3) * 1000)]).Rating);

    [Fact]
    public void Of_ACardThatBecameSlow_IsRatedByTheNewest()
    {
        var figures = LatencyFigures.Of([.. Enumerable.Repeat(3_000L, 76), .. Enumerable.Repeat(60_000L, 24)]);
        Assert.Equal((Rating.Critical, 3), (figures.Rating, figures.P50Ms));
    }

    [Fact]
    public void Of_ACardThatRecovered_IsGoodThoughItsDayWasNot() =>
        Assert.Equal(Rating.Ok, LatencyFigures.Of([.. Enumerable.Repeat(60_000L, 76), .. Enumerable.Repeat(3_000L, 24)]).Rating);
}
