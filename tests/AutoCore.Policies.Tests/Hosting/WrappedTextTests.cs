using AutoCore.Policies.Hosting;

namespace AutoCore.Policies.Tests.Hosting;

/// <summary>Lines for a terminal.</summary>
public sealed class WrappedTextTests
{
    [Theory]
    [InlineData("", 10, "", "")]
    [InlineData("one two", 10, "", "one two")]
    [InlineData("one two three", 10, "", "one two|  three")]
    [InlineData("one two three four", 11, "> ", "> one two|>   three|>   four")]
    [InlineData("unbreakable-and-long word", 10, "", "unbreakable-and-long|  word")]
    [InlineData("1234567890 x", 10, "", "1234567890|  x")]
    public void Lines_AreBrokenBetweenWords(string text, int width, string indent, string expected) =>
        Assert.Equal(expected, string.Join('|', WrappedText.Of(text, width, indent)));
}
