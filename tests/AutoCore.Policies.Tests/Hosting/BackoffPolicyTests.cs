using AutoCore.Policies.Hosting;

namespace AutoCore.Policies.Tests.Hosting;

public sealed class BackoffPolicyTests
{
    [Theory]
    [InlineData(60, 0, 60)]
    [InlineData(60, 1, 5)]
    [InlineData(60, 2, 10)]
    [InlineData(60, 3, 20)]
    [InlineData(60, 8, 640)]
    [InlineData(60, 9, 900)]
    [InlineData(60, 1000, 900)]
    [InlineData(1, 1, 1)]
    [InlineData(1, 2, 2)]
    [InlineData(21_600, 13, 20_480)]
    [InlineData(21_600, 14, 21_600)]
    [InlineData(21_600, 1000, 21_600)]
    public void NextPass_FailuresInARow_DoubleUpToTheLongest(int interval, int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), BackoffPolicy.NextPass(TimeSpan.FromSeconds(interval), failures));

    [Fact]
    public void ShouldReport_FailuresInARow_AtEachDoubling() =>
        Assert.Equal([1, 2, 4, 8, 16, 32, 64], Enumerable.Range(1, 100).Where(BackoffPolicy.ShouldReport));
}
