using AutoCore.Policies.Health;

namespace AutoCore.Policies.Tests.Health;

public sealed class BootTimeTests
{
    [Theory]
    [InlineData("31250000\n", 31.25)]
    [InlineData("0\n", null)]
    [InlineData("", null)]
    [InlineData("n/a", null)]
    [InlineData("-5", null)]
    public void Parse_Property_GivesSecondsOrNull(string text, double? seconds) => Assert.Equal(seconds, BootTime.Parse(text));
}
