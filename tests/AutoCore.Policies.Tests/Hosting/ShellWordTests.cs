using AutoCore.Policies.Hosting;

namespace AutoCore.Policies.Tests.Hosting;

public sealed class ShellWordTests
{
    [Theory]
    [InlineData("/var/lib/autocore", "/var/lib/autocore")]
    [InlineData("", "''")]
    [InlineData("/srv/shop data", "'/srv/shop data'")]
    [InlineData("/data/x'; id; '", @"'/data/x'\''; id; '\'''")]
    [InlineData("/data/$(id)`id`", "'/data/$(id)`id`'")]
    public void Of_NameThatAnotherChose_IsOneWord(string text, string word) => Assert.Equal(word, ShellWord.Of(text));
}
