using AutoCore.Policies.Telemetry;

namespace AutoCore.Policies.Tests.Telemetry;

public sealed class RollupPolicyTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 1, 2)]
    [InlineData(7, 2, 4)]
    [InlineData(30, 5, 15)]
    [InlineData(60, 10, 30)]
    public void For_ProfilesDays_KeepsLevelsWithinThem(int days, int raw, int minutes) =>
        Assert.Equal(new RollupPolicy(raw, minutes, days), RollupPolicy.For(days));
}
