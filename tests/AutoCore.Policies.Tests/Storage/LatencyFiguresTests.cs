using AutoCore.Policies.Storage;

namespace AutoCore.Policies.Tests.Storage;

public sealed class LatencyFiguresTests
{
    [Fact]
    public void Of_Nothing_IsUnknown() => Assert.Equal(LatencyFigures.Unknown, LatencyFigures.Of([]));

    [Fact]
    public void Of_One_IsThatOne() => Assert.Equal(new LatencyFigures(1.5, 1.5), LatencyFigures.Of([1500]));

    [Fact]
    public void Of_Hundred_TakesNearestRanks() => Assert.Equal(new LatencyFigures(50, 99), LatencyFigures.Of([.. Enumerable.Range(1, 100).Select(ms => ms * 1000L).Reverse()]));
}
