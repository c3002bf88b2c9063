using AutoCore.Policies.Telemetry;

namespace AutoCore.Policies.Tests.Telemetry;

public sealed class IngestPolicyTests
{
    [Theory]
    [InlineData(0, 10, 0, 0)]
    [InlineData(0, 10, 1.5, 15)]
    [InlineData(599.5, 10, 60, 600)]
    [InlineData(0, 10, 1e9, 600)]
    [InlineData(1, 1, 59, 60)]
    public void Refill_TimePassed_AllowsTheRateAndAMinuteOfItAtMost(double allowed, int perSecond, double seconds, double expected) =>
        Assert.Equal(expected, IngestPolicy.Refill(allowed, perSecond, TimeSpan.FromSeconds(seconds)), 6);

    [Theory]
    [InlineData(21.5, 64)]
    [InlineData("ON", 52)]
    [InlineData("é", 52)]
    public void CostOf_Value_IsItsRowTwice(object value, int bytes) => Assert.Equal(bytes, IngestPolicy.CostOf(value));
}
