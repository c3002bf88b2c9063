using System.Globalization;
using AutoCore.Policies.Health;

namespace AutoCore.Policies.Tests.Health;

public sealed class SentenceTests
{
    private static readonly Measure[] Facts =
        [new("name", "P1"), new("bytes", 102_344), new("percent", 91.26), new("none", (double?)null), new("zero", 0.0), new("length", TimeSpan.FromMinutes(5))];

    [Theory]
    [InlineData("nothing to fill", "nothing to fill")]
    [InlineData("{name}: {bytes}", "P1: 102344")]
    [InlineData("{bytes:N0} bytes, {bytes:size}", "102,344 bytes, 102 KB")]
    [InlineData("{percent:0.0} % in {length}", "91.3 % in 00:05:00")]
    [InlineData("{none} and {stranger}", "? and ?")]
    [InlineData("<[{bytes}/{none}] >{name} failed< in {length}>", "P1 failed in 00:05:00")]
    [InlineData("{name}< ({none})>", "P1")]
    public void Fill_Facts_AsTheirPlacesSay(string sentence, string expected) => Assert.Equal(expected, Sentence.Fill(sentence, Find));

    [Theory]
    [InlineData("{percent:0.0} %< of {none}>", "91,3 %")]
    [InlineData("{name}: {none}", null)]
    public void TryFill_AFactIsMissing_IsNullUnlessItsClauseCanGo(string sentence, string? expected) =>
        Assert.Equal(
        expected, Sentence.TryFill(sentence, Find, (number, format) => number.ToString(format, new NumberFormatInfo { NumberDecimalSeparator = "," })));

    [Theory]
    [InlineData("{?bytes}many|{!bytes}none", "many")]
    [InlineData("{?zero}many|{!zero}none", "none")]
    [InlineData("{?none}many|{!none}none", null)]
    [InlineData("{=bytes}known|else", "known")]
    [InlineData("{=none}known|else", "else")]
    [InlineData("{name}<, {?zero}many>", "P1")]
    public void Choose_TheFirstWhoseTestsHold(string choices, string? expected) => Assert.Equal(expected, Sentence.Choose(choices, Find, Sentence.Write));

    [Fact]
    public void Keys_InTheirOrder() => Assert.Equal(["a", "b", "a"], Sentence.Keys("<[{a}] >{b:0.0} and {?a}"));

    private static Measure Find(string key) => Facts.FirstOrDefault(f => f.Key == key);
}
