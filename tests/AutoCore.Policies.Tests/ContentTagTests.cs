namespace AutoCore.Policies.Tests;

public sealed class ContentTagTests
{
    /// <summary>The published values of FNV-1a.</summary>
    [Theory]
    [InlineData("", "cbf29ce484222325")]
    [InlineData("a", "af63dc4c8601ec8c")]
    [InlineData("foobar", "85944171f73967e8")]
    public void Of_KnownContent_ReturnsItsHash(string content, string tag) => Assert.Equal(tag, ContentTag.Of(System.Text.Encoding.UTF8.GetBytes(content)));
}
