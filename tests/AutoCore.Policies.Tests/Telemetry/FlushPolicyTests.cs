using AutoCore.Policies.Telemetry;

namespace AutoCore.Policies.Tests.Telemetry;

public sealed class FlushPolicyTests
{
    [Theory]
    [InlineData(0, 60, false, false)]
    [InlineData(0, 1, true, false)]
    [InlineData(1, 1, false, false)]
    [InlineData(1, 15, false, true)]
    [InlineData(1, 1, true, true)]
    [InlineData(FlushPolicy.FlushAt, 0, false, true)]
    public void IsDue_GivenBuffer_WritesBeforeAnythingIsLost(int buffered, int minutes, bool memoryTurnedCritical, bool due) =>
        Assert.Equal(due, FlushPolicy.IsDue(buffered, TimeSpan.FromMinutes(minutes), TimeSpan.FromMinutes(15), memoryTurnedCritical));
}
