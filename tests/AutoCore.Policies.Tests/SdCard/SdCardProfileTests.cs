using AutoCore.Policies.SdCard;

namespace AutoCore.Policies.Tests.SdCard;

/// <summary>The table of A1, pinned key by key.</summary>
public sealed class SdCardProfileTests
{
    [Theory]
    [InlineData(8, 10, 3, 7, 5_000, 3, 512, CleanupRhythm.DailyAggressive, 2000, 300, 512)]
    [InlineData(16, 50, 7, 14, 10_000, 7, 1024, CleanupRhythm.Weekly, 2000, 500, 1000)]
    [InlineData(32, 200, 30, 30, 25_000, 14, 2048, CleanupRhythm.Monthly, 2000, 1000, 2000)]
    [InlineData(64, 1000, 60, 90, 50_000, 30, 2048, CleanupRhythm.OnlyAboveWarning, 2000, 2000, 2000)]
    public void Find_Size_GivesTheRowOfTheTable(
        int size, int databaseMb, int telemetryDays, int logDays, int cacheKb, int backups, int swapMb, CleanupRhythm cleanup, int osMb, int autoCoreMb,
        int usedSwapMb) =>
        Assert.Equal(
            new SdCardProfile(size, databaseMb, telemetryDays, logDays, cacheKb, backups, swapMb, cleanup, osMb, autoCoreMb, usedSwapMb),
            SdCardPolicy.Find(size));

    [Fact]
    public void All_Profiles_AreTheFourOfTheTable() => Assert.Equal([8, 16, 32, 64], SdCardProfile.All.Select(p => p.SizeGb));

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(128)]
    public void Find_OtherSize_IsNone(int size) => Assert.Null(SdCardPolicy.Find(size));
}
