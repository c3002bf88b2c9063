using AutoCore.Policies.DiskWatchdog;
using AutoCore.Policies.Storage;

namespace AutoCore.Policies.Tests.DiskWatchdog;

public sealed class CapturePressurePolicyTests
{
    private const long Megabyte = 1_000_000;
    private static readonly ExpectedRound Round = new("/data/cameras", 35 * Megabyte, 345);

    [Theory]
    [InlineData(CapturePressure.None, 200, CapturePressure.None)]
    [InlineData(CapturePressure.None, 75, CapturePressure.None)]
    [InlineData(CapturePressure.None, 74, CapturePressure.SnapshotOnly)]
    [InlineData(CapturePressure.None, 5, CapturePressure.SnapshotOnly)]
    [InlineData(CapturePressure.None, 4, CapturePressure.Paused)]
    [InlineData(CapturePressure.None, 0, CapturePressure.Paused)]
    [InlineData(CapturePressure.Paused, 5, CapturePressure.Paused)]
    [InlineData(CapturePressure.Paused, 7, CapturePressure.SnapshotOnly)]
    [InlineData(CapturePressure.SnapshotOnly, 100, CapturePressure.SnapshotOnly)]
    [InlineData(CapturePressure.SnapshotOnly, 113, CapturePressure.None)]
    [InlineData(CapturePressure.Paused, 200, CapturePressure.None)]
    public void Decide_RoomForTheNextRound_StepsBackAndForward(CapturePressure present, int availableMb, CapturePressure expected) =>
        Assert.Equal(expected, CapturePressurePolicy.Decide(present, Usage(availableMb), isReadOnly: false, isCritical: false, Round));

    [Fact]
    public void Decide_ReadOnly_IsPaused() =>
        Assert.Equal(CapturePressure.Paused, CapturePressurePolicy.Decide(CapturePressure.None, Usage(200), true, false, Round));

    [Fact]
    public void Decide_StillCriticalAfterCleanUp_KeepsNoHistory() =>
        Assert.Equal(CapturePressure.SnapshotOnly, CapturePressurePolicy.Decide(CapturePressure.None, Usage(200), false, true, Round));

    [Theory]
    [InlineData(706, CapturePressure.None)]
    [InlineData(705, CapturePressure.SnapshotOnly)]
    [InlineData(15, CapturePressure.Paused)]
    public void Decide_InodesAreShort_CountsToo(int freeFiles, CapturePressure expected) =>
        Assert.Equal(
        expected, CapturePressurePolicy.Decide(CapturePressure.None, Usage(200) with { TotalFiles = 10_000, FreeFiles = freeFiles }, false, false, Round));

    [Theory]
    [InlineData(1_000_000, 10, false, null, "")]
    [InlineData(65_535, 10, false, null, "its file system is full")]
    [InlineData(1_000_000, 0, false, null, "its file system has no inode left")]
    [InlineData(1_000_000, 10, true, null, "its file system takes no writes")]
    [InlineData(1_000_000, 10, false, "broken", "broken")]
    public void Survival_DataDirectoryTakesNothing_IsActiveWithItsReason(long available, long freeFiles, bool isReadOnly, string? problem, string reason) =>
        Assert.Equal(new SurvivalMode(reason.Length > 0, reason),
            SurvivalPolicy.Decide(new FileSystemUsage(10_000_000, available, available, 100, freeFiles), isReadOnly, problem));

    [Fact]
    public void Survival_FileSystemCannotBeReached_IsActive() => Assert.True(SurvivalPolicy.Decide(null, false, null).IsActive);

    private static FileSystemUsage Usage(int availableMb) => new(1000 * Megabyte, availableMb * Megabyte, availableMb * Megabyte, 0, 0);
}
