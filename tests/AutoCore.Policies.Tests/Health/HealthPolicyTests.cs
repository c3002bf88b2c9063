using AutoCore.Policies.Health;

namespace AutoCore.Policies.Tests.Health;

public sealed class HealthPolicyTests
{
    [Theory]
    [InlineData(100.1, Rating.Ok)]
    [InlineData(100.0, Rating.Warning)]
    [InlineData(50.0, Rating.Warning)]
    [InlineData(49.9, Rating.Critical)]
    [InlineData(null, Rating.Unknown)]
    [InlineData(double.NaN, Rating.Unknown)]
    public void RateMemory_Megabytes_FollowsTheTable(double? megabytes, Rating expected) => Assert.Equal(expected, HealthPolicy.RateMemory(megabytes));

    [Theory]
    [InlineData(39.9, Rating.Ok)]
    [InlineData(40.0, Rating.Warning)]
    [InlineData(60.0, Rating.Warning)]
    [InlineData(60.1, Rating.Critical)]
    [InlineData(null, Rating.Unknown)]
    public void RateBoot_Seconds_FollowsTheTable(double? seconds, Rating expected) => Assert.Equal(expected, HealthPolicy.RateBoot(seconds));

    [Theory]
    [InlineData(9.9, Rating.Ok)]
    [InlineData(10.0, Rating.Warning)]
    [InlineData(50.0, Rating.Warning)]
    [InlineData(50.1, Rating.Critical)]
    [InlineData(null, Rating.Unknown)]
    public void RateSqliteLatency_Milliseconds_FollowsTheTable(double? milliseconds, Rating expected) => Assert.Equal(expected, HealthPolicy.RateSqliteLatency(milliseconds));

    [Theory]
    [InlineData(30.1, Rating.Ok)]
    [InlineData(30.0, Rating.Warning)]
    [InlineData(1.0, Rating.Warning)]
    [InlineData(0.9, Rating.Critical)]
    [InlineData(null, Rating.Unknown)]
    public void RateUptime_Days_FollowsTheTable(double? days, Rating expected) => Assert.Equal(expected, HealthPolicy.RateUptime(days));

    [Theory]
    [InlineData(0.5, 48.0, false, Rating.Ok)]
    [InlineData(0.5, null, null, Rating.Ok)]
    [InlineData(null, 48.0, null, Rating.Ok)]
    [InlineData(0.5, 48.0, true, Rating.Warning)]
    [InlineData(null, null, null, Rating.Unknown)]
    public void RateCpu_LoadTemperatureThrottling_WarnsWhileThrottled(double? load, double? celsius, bool? throttled, Rating expected) =>
        Assert.Equal(expected, HealthPolicy.RateCpu(load, celsius, throttled));

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
