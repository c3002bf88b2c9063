using AutoCore.Policies.Health;

namespace AutoCore.Policies.Tests.Health;

public sealed class HealthPolicyTests
{
    [Fact]
    public void RateWhole_SeveralGroups_TakesTheWorst() =>
        Assert.Equal(Rating.Warning, HealthPolicy.RateWhole([("disk", Rating.Ok), ("memory", Rating.Warning), ("cpu", Rating.Unknown)]));

    [Fact]
    public void RateWhole_UnknownAndOk_UnknownCountsLessThanWarningButMoreThanOk() =>
        Assert.Equal(Rating.Unknown, HealthPolicy.RateWhole([("disk", Rating.Ok), ("cpu", Rating.Unknown)]));

    [Fact]
    public void RateWhole_UptimeAndBootCritical_DoNotCount() =>
        Assert.Equal(Rating.Ok, HealthPolicy.RateWhole([("disk", Rating.Ok), ("uptime", Rating.Critical), ("boot", Rating.Critical)]));

    [Fact]
    public void RateWhole_Nothing_IsUnknown() => Assert.Equal(Rating.Unknown, HealthPolicy.RateWhole([]));
}
