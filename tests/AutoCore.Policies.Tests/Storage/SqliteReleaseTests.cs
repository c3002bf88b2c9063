using AutoCore.Policies.Storage;

namespace AutoCore.Policies.Tests.Storage;

public sealed class SqliteReleaseTests
{
    [Theory]
    [InlineData("2.8.17", false)]
    [InlineData("3.6.23.1", false)]
    [InlineData("3.6.23", false)]
    [InlineData("3.7.0", true)]
    [InlineData("3.7.0.1", true)]
    [InlineData("3.40.1", true)]
    [InlineData("3.44.5", true)]
    [InlineData("3.44.6", false)]
    [InlineData("3.45.0", true)]
    [InlineData("3.46.1", true)]
    [InlineData("3.50.6", true)]
    [InlineData("3.50.7", false)]
    [InlineData("3.51", true)]
    [InlineData("3.51.2", true)]
    [InlineData("3.51.3", false)]
    [InlineData("3.52.0", false)]
    [InlineData("3.53.4", false)]
    [InlineData("3.100.0", false)]
    [InlineData("4.0.0", null)]
    [InlineData("3.x.1", null)]
    [InlineData("-3.40.1", null)]
    [InlineData("3", null)]
    [InlineData("", null)]
    public void HasWalResetBug_Release_AsSqliteSays(string version, bool? expected) => Assert.Equal(expected, SqliteRelease.HasWalResetBug(version));

    [Theory]
    [InlineData("\u0001\u00003.40.1\0\u0002", "3.40.1")]
    [InlineData("\u00013.53.4\0\0", "3.53.4")]
    [InlineData("\u00003.40.1\0\u00003.40.1\0", "3.40.1")]
    [InlineData("\u00003.40.1\0\u00003.51.3\0", null)]
    [InlineData("gcc 13.3.0\0SQLite format 3\0\u00003.53.4\0", "3.53.4")]
    [InlineData("gcc-13.3.0\0", null)]
    [InlineData("\u00003.14\0\u00003.\0\u00003.1.2.3.4\0", null)]
    [InlineData("3.40.1\0", null)]
    [InlineData("\u00003.40.1", null)]
    [InlineData("\u00003.1.11111111111111\0", null)]
    [InlineData("", null)]
    public void Find_BytesOfALibrary_TheOneTextThatIsARelease(string bytes, string? expected) =>
        Assert.Equal(expected, SqliteVersionText.Find(System.Text.Encoding.Latin1.GetBytes(bytes)));
}
