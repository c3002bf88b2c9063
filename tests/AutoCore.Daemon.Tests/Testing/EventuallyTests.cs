using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Testing;

public sealed class EventuallyTests
{
    [Fact]
    public async Task TrueAsync_ConditionBecomesTrue_Returns()
    {
        var looks = 0;

        await Eventually.TrueAsync(() => ++looks == 3);

        Assert.Equal(3, looks);
    }

    [Fact]
    public async Task TrueAsync_ConditionStaysFalse_ThrowsAndQuotesIt()
    {
        var open = false;

        var failure = await Assert.ThrowsAsync<TimeoutException>(() => Eventually.TrueAsync(() => open, TimeSpan.FromMilliseconds(20)));

        Assert.Contains("() => open", failure.Message, StringComparison.Ordinal);
    }
}
