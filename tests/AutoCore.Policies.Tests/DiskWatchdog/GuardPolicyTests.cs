using AutoCore.Policies.DiskWatchdog;
using AutoCore.Policies.Storage;

namespace AutoCore.Policies.Tests.DiskWatchdog;

public sealed class GuardPolicyTests
{
    private const long Gigabyte = 1_000_000_000;
    private static readonly DiskLevels Levels = new(60, 80, 90);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    [Theory]
    [InlineData(0, 500)]
    [InlineData(50, 100)]
    [InlineData(89, 10)]
    [InlineData(95, 10)]
    public void NextLook_LessRoom_LooksMoreOften(int usedPercent, int milliseconds)
    {
        var size = usedPercent == 0 ? 100 * Gigabyte : Gigabyte;
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), GuardPolicy.NextLook(Usage(size, usedPercent), Levels));
    }

    [Theory]
    [InlineData(50, 50, false)]
    [InlineData(89, 89, false)]
    [InlineData(89, 90.1, true)]
    [InlineData(88, 89, true)]
    [InlineData(89, 88, false)]
    public void MustStop_AtThisRate_StopsBeforeTheCriticalLevel(double before, double now, bool expected) =>
        Assert.Equal(expected, GuardPolicy.MustStop(Usage(Gigabyte, before), Usage(Gigabyte, now), Look, Levels));

    [Fact]
    public void MustStop_InodesRunOut_StopsToo()
    {
        var before = Usage(Gigabyte, 10) with { TotalFiles = 1000, FreeFiles = 150 };
        Assert.True(GuardPolicy.MustStop(before, before with { FreeFiles = 110 }, TimeSpan.FromSeconds(1), new(60, 80, 88)));
    }

    [Theory]
    [InlineData(91, false)]
    [InlineData(92.4, false)]
    [InlineData(92.6, true)]
    public void MustKill_FillsOnWhileItShouldEnd_IsKilledBefore95(double used, bool expected) =>
        Assert.Equal(expected, GuardPolicy.MustKill(Usage(Gigabyte, used), Levels));

    [Theory]
    [InlineData(500, 2, 1_000_000_000, 0)]
    [InlineData(501, 2, 1_002_000_000, 2_000_000)]
    [InlineData(1000, 1, 1_000_000_000, 0)]
    public void Preflight_Decide_NeedsTheFactor(int needMb, double factor, long needed, long missing) =>
        Assert.Equal(new PreflightVerdict(needed, missing), PreflightVerdict.Decide(new(2 * Gigabyte, Gigabyte, Gigabyte, 0, 0), needMb * 1_000_000L, factor));

    private static FileSystemUsage Usage(long size, double usedPercent)
    {
        var free = (long)(size * (100 - usedPercent) / 100);
        return new(size, free, free, 0, 0);
    }
}
