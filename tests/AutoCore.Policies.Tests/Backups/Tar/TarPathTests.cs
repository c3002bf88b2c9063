using System.Text;
using AutoCore.Policies.Backups.Tar;

namespace AutoCore.Policies.Tests.Backups.Tar;

public sealed class TarPathTests
{
    [Theory]
    [InlineData("a", "a")]
    [InlineData("./a/", "a")]
    [InlineData("././/a", "a")]
    [InlineData("./", "")]
    [InlineData(".", "")]
    [InlineData("ro/.", "ro")]
    [InlineData("a/./b//c", "a/b/c")]
    [InlineData("a/.b/..", "a/.b/..")]
    [InlineData("/a", "/a")]
    [InlineData("/./a", "/a")]
    [InlineData("../a", "../a")]
    [InlineData(".a", ".a")]
    public void Plain_PathOfAnArchive_LosesWhatLeadsNowhere(string path, string plain) =>
        Assert.Equal(plain, Encoding.UTF8.GetString(TarPath.Plain(Encoding.UTF8.GetBytes(path))));

    [Theory]
    [InlineData('0', "a", TarKind.File)]
    [InlineData('0', "a/", TarKind.Folder)]
    [InlineData('\0', "a", TarKind.File)]
    [InlineData('7', "a/", TarKind.File)]
    [InlineData('S', "a/", TarKind.File)]
    [InlineData('5', "a", TarKind.Folder)]
    [InlineData('2', "a", TarKind.Link)]
    [InlineData('1', "a", TarKind.HardLink)]
    [InlineData('3', "a", TarKind.Special)]
    [InlineData('4', "a", TarKind.Special)]
    [InlineData('6', "a", TarKind.Special)]
    [InlineData('M', "a", TarKind.Other)]
    public void Kind_Letter_SaysWhatItIs(char type, string name, TarKind kind) =>
        Assert.Equal(kind, new TarBlock(type, Encoding.UTF8.GetBytes(name), [], 0, 0, 0, 0, 0).Kind);

    [Fact]
    public void TimeOf_SecondsThatNoCalendarHas_AreItsEnds()
    {
        Assert.Equal(1, TarPath.TimeOf(decimal.MinValue).Year);
        Assert.Equal(9999, TarPath.TimeOf(decimal.MaxValue).Year);
        Assert.Equal(new(1969, 12, 31, 23, 59, 58, 500, TimeSpan.Zero), TarPath.TimeOf(-1.5m));
    }
}
