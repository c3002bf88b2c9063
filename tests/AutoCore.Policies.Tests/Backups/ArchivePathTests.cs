using AutoCore.Policies.Backups;

namespace AutoCore.Policies.Tests.Backups;

public sealed class ArchivePathTests
{
    [Theory]
    [InlineData("a", true)]
    [InlineData("a/b c/ü.txt", true)]
    [InlineData("a/", true)]
    [InlineData("..a/b..", true)]
    [InlineData("", false)]
    [InlineData("/etc/passwd", false)]
    [InlineData("..", false)]
    [InlineData("a/../../b", false)]
    [InlineData("a//b", false)]
    [InlineData("./a", false)]
    [InlineData("a\0b", false)]
    public void IsSafe_Path_StaysBelowTheFolder(string path, bool safe) => Assert.Equal(safe, ArchivePath.IsSafe(path));

    [Theory]
    [InlineData("cache", true)]
    [InlineData("cache/a/b", true)]
    [InlineData("cached", false)]
    [InlineData("media/thumbs/1.jpg", true)]
    [InlineData("media", false)]
    public void IsBelow_Path_IsExcludedWithAllBelow(string path, bool below) => Assert.Equal(below, ArchivePath.IsBelow(path, ["cache/", "media/thumbs"]));
}
