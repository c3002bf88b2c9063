using AutoCore.Policies.Cameras;
using AutoCore.Policies.Cameras.Keeping;
using AutoCore.Policies.Cameras.Shrinking;
using AutoCore.Policies.DiskWatchdog;

namespace AutoCore.Policies.Tests.Cameras;

public sealed class ShrinkPolicyTests
{
    [Theory]
    [InlineData(60.0, false, CapturePressure.None, false, false)]
    [InlineData(null, false, CapturePressure.None, false, false)]
    [InlineData(70.0, false, CapturePressure.None, false, true)]
    [InlineData(66.0, false, CapturePressure.None, false, false)]
    [InlineData(66.0, false, CapturePressure.None, true, true)]
    [InlineData(64.9, false, CapturePressure.None, true, false)]
    [InlineData(40.0, true, CapturePressure.None, false, true)]
    [InlineData(40.0, false, CapturePressure.SnapshotOnly, false, true)]
    public void FindPause_HotSlowedOrFull_Pauses(double? celsius, bool throttled, CapturePressure pressure, bool paused, bool expected) =>
        Assert.Equal(expected, ShrinkPolicy.FindPause(celsius, 70, throttled, pressure, paused) is not null);

    [Theory]
    [InlineData(1, 100, 0)]
    [InlineData(1, 50, 1)]
    [InlineData(1, 25, 3)]
    [InlineData(2, 10, 18)]
    [InlineData(300, 1, 60)]
    public void Rest_Share_OfOneCore(double worked, int percent, double rest) =>
        Assert.Equal(TimeSpan.FromSeconds(rest), ShrinkPolicy.Rest(TimeSpan.FromSeconds(worked), percent));

    [Theory]
    [InlineData(100_000, 80_000, true)]
    [InlineData(100_000, 98_000, true)]
    [InlineData(100_000, 98_001, false)]
    [InlineData(100_000, 100_001, false)]
    [InlineData(100_000, 0, false)]
    public void IsWorthIt_TwoPercentAndMore(long original, long shrunk, bool expected) => Assert.Equal(expected, ShrinkPolicy.IsWorthIt(original, shrunk));

    [Theory]
    [InlineData("Shop/2026-11/01/P1_120000.jxl", StorageMode.Organized, 1)]
    [InlineData("Shop/2026-11/01/P1_120000-2.jxl", StorageMode.Organized, 2)]
    [InlineData("Shop/P1_Shop_20261101_120000.jxl", StorageMode.Timestamped, 1)]
    public void PictureName_JpegXl_IsReadAndWrittenBack(string path, StorageMode mode, int copy)
    {
        Assert.True(PictureNames.TryParse(path, out var name));
        Assert.Equal(new PictureName(mode, "Shop", "P1", new DateTime(2026, 11, 1, 12, 0, 0), copy, PictureForm.JpegXl), name);
        Assert.Equal(path, name.Path);
        Assert.Equal(path.Replace(".jxl", ".jpg", StringComparison.Ordinal), (name with { Form = PictureForm.Jpeg }).Path);
    }

    [Theory]
    [InlineData("2026-10-31", DayFate.Keep)]
    [InlineData("2026-11-01", DayFate.Delete)]
    [InlineData("2026-11-04", DayFate.Delete)]
    [InlineData("2026-11-05", DayFate.Keep)]
    public void FateOf_NotBefore_LeavesEarlierDaysAlone(string day, DayFate expected)
    {
        var rule = new RetentionRule(new DateOnly(2026, 11, 5)) { NotBefore = new DateOnly(2026, 11, 1) };
        Assert.Equal(expected, rule.FateOf(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));
    }
}
