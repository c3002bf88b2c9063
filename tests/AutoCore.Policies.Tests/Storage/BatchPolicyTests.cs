using AutoCore.Policies.Storage;

namespace AutoCore.Policies.Tests.Storage;

public sealed class BatchPolicyTests
{
    [Theory]
    [InlineData(100, 5, 100)]
    [InlineData(100, 1, 150)]
    [InlineData(100, 10, 50)]
    [InlineData(100, 500, 25)]
    [InlineData(1, 500, 1)]
    [InlineData(5_000, 1, 5_000)]
    public void Next_GivenLastTransaction_AimsAtFiveMilliseconds(int rows, int tookMs, int next) =>
        Assert.Equal(next, BatchPolicy.Next(rows, TimeSpan.FromMilliseconds(tookMs), othersWrite: false));

    [Fact]
    public void Next_ClockTooCoarseToMeasure_GrowsBoundedly() => Assert.Equal(48, BatchPolicy.Next(BatchPolicy.First, TimeSpan.Zero, othersWrite: false));

    [Theory]
    [InlineData(0, 10)]
    [InlineData(5, 20)]
    [InlineData(1000, 250)]
    public void Pause_GivenHeldLock_LeavesItAloneLonger(int tookMs, int pauseMs) =>
        Assert.Equal(TimeSpan.FromMilliseconds(pauseMs), BatchPolicy.Pause(TimeSpan.FromMilliseconds(tookMs), othersWrite: false));

    [Fact]
    public void Next_BesideAnotherWriter_AimsAtTwoMilliseconds() => Assert.Equal(50, BatchPolicy.Next(100, TimeSpan.FromMilliseconds(4), othersWrite: true));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(30)]
    public void Pause_BesideAWriterThatDoesNotWait_LeavesTheLockFreeForAllButAHundredth(int heldMs) =>
        Assert.True(heldMs / (heldMs + BatchPolicy.Pause(TimeSpan.FromMilliseconds(heldMs), othersWrite: true).TotalMilliseconds) < 0.01);
}
