using AutoCore.Policies.DiskWatchdog;

namespace AutoCore.Policies.Tests.DiskWatchdog;

public sealed class HiddenSpacePolicyTests
{
    private const long Mb = 1_000_000;

    [Theory]
    [InlineData(14_000, 6_000, true, 8_000L)]
    [InlineData(14_000, 13_500, true, null)] // The file system's own tables.
    [InlineData(100, 60, true, null)]
    [InlineData(14_000, 6_000, false, null)]
    [InlineData(14_000, 15_000, true, null)]
    public void Find_UsedAndFiles_TellsWhatNoFileAccountsFor(long used, long files, bool isWhole, long? hidden) =>
        Assert.Equal(hidden * Mb, HiddenSpacePolicy.Find(used * Mb, new(files * Mb, 0, isWhole)));

    [Theory]
    [InlineData(64, 1_000, true)]
    [InlineData(63, 1_000, false)]
    [InlineData(300, 16_000, false)]
    [InlineData(320, 16_000, true)]
    public void IsMuch_DeletedFiles_AreOnceTheyAreAFiftieth(long bytes, long total, bool expected) =>
        Assert.Equal(expected, HiddenSpacePolicy.IsMuch(bytes * Mb, total * Mb));

    [Theory]
    [InlineData(1000, 50, 5.0)]
    [InlineData(1000, 10, null)]
    [InlineData(0, 0, null)]
    public void ReservedPercent_Blocks_AreToldFromOneAndAHalfPercentOn(long total, long reserved, double? percent) =>
        Assert.Equal(percent, HiddenSpacePolicy.ReservedPercent(total, reserved));
}
