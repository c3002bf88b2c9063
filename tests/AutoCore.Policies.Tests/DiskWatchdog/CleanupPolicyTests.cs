using AutoCore.Policies.DiskWatchdog;
using AutoCore.Policies.Storage;

namespace AutoCore.Policies.Tests.DiskWatchdog;

public sealed class CleanupPolicyTests
{
    private static readonly DiskLevels Levels = new(60, 80, 90);

    [Theory]
    [InlineData("expired-images", 10, true)]
    [InlineData("journal", 60, false)]
    [InlineData("journal", 61, true)]
    [InlineData("containers", 61, true)]
    [InlineData("telemetry", 79, false)]
    [InlineData("telemetry", 81, true)]
    [InlineData("oldest-images", 79, false)]
    [InlineData("oldest-images", 81, true)]
    public void RunsByHand_Step_HasItsThreshold(string step, int usedPercent, bool expected) =>
        Assert.Equal(expected, CleanupPolicy.RunsByHand(step, new FileSystemUsage(100, 100 - usedPercent, 100 - usedPercent, 100, 100), Levels));

    [Fact]
    public void RunsByHand_InodesOverTheTarget_CountsToo() => Assert.True(CleanupPolicy.RunsByHand("rotated-logs", new(100, 90, 90, 100, 30), Levels));

    [Theory]
    [InlineData(9, 2, false)]
    [InlineData(10, 0.9, false)]
    [InlineData(10, 1, true)]
    public void IsEmergencyDue_FillsOn_IsTriedAgainSoon(int secondsSinceLast, double grownPoints, bool expected) =>
        Assert.Equal(expected, CleanupPolicy.IsEmergencyDue(TimeSpan.FromSeconds(secondsSinceLast), 3, grownPoints));

    [Theory]
    [InlineData(null, 0, true)]
    [InlineData(0, 0, true)]
    [InlineData(4, 1, false)]
    [InlineData(5, 1, true)]
    [InlineData(9, 2, false)]
    [InlineData(10, 2, true)]
    [InlineData(59, 9, false)]
    [InlineData(60, 9, true)]
    [InlineData(60, 60, true)]
    public void IsEmergencyDue_AfterFailures_PausesLonger(int? minutesSinceLast, int failedInRow, bool expected) =>
        Assert.Equal(expected, CleanupPolicy.IsEmergencyDue(minutesSinceLast is { } m ? TimeSpan.FromMinutes(m) : null, failedInRow, grownPoints: 0));
}
