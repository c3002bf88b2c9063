using AutoCore.Policies.Fleet;

namespace AutoCore.Policies.Tests.Fleet;

public sealed class FlapPolicyTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 60)]
    [InlineData(4, 300)]
    [InlineData(5, 900)]
    [InlineData(50, 900)]
    public void Hold_Returns_GrowsWithThem(int returns, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), FlapPolicy.Hold(returns));

    [Theory]
    [InlineData(true, false, 0, 0, true)]
    [InlineData(true, true, 2, 2, true)]
    [InlineData(false, false, 2, 0, false)]
    [InlineData(false, true, 2, 0, true)]
    [InlineData(false, true, 2, 1, true)]
    [InlineData(false, true, 2, 2, false)]
    [InlineData(false, true, 0, 0, true)]
    public void IsReturn_Connection_AsWritten(bool isFirst, bool wasDeclaredGone, int members, int renewed, bool isReturn) =>
        Assert.Equal(isReturn, FlapPolicy.IsReturn(isFirst, wasDeclaredGone, members, renewed));

    [Fact]
    public void Add_OldAndFutureReturns_AreForgotten() =>
        Assert.Equal([7000, 9000, 10_000], FlapPolicy.Add([1000, 7000, 9000, 99_999], now: 10_000));

    [Fact]
    public void Add_ManyReturns_KeepsTheNewest() =>
        Assert.Equal([.. Enumerable.Range(94, 7).Select(i => (long)i), 101], FlapPolicy.Add(Enumerable.Range(1, 100).Select(i => (long)i), now: 101));
}
