using AutoCore.Policies.Configuration;

namespace AutoCore.Policies.Tests.Configuration;

/// <summary>Differences as a user reads them.</summary>
public sealed class LineDifferenceTests
{
    [Theory]
    [InlineData("a\nb\nc", "a\nb\nc", "")]
    [InlineData("a\nb\nc", "a\nx\nc", "- b|+ x")]
    [InlineData("a\nc", "a\nb\nc", "+ b")]
    [InlineData("a\nb", "b", "- a")]
    public void Between_ListsWhatWentAndWhatCame(string old, string now, string lines) =>
        Assert.Equal(lines, string.Join('|', LineDifference.Between(old, now)));
}
