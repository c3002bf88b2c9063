using AutoCore.Policies.Hosting;

namespace AutoCore.Policies.Tests.Hosting;

/// <summary>What a terminal makes of letters that are wider than others, or none of their own.</summary>
public sealed class TextWidthTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("Shop", 4)]
    [InlineData("Águas", 5)]
    [InlineData("A\u0301guas", 5)]
    [InlineData("东京", 4)]
    [InlineData("ｶﾒﾗ", 3)]
    [InlineData("ＡＢ", 4)]
    [InlineData("한글", 4)]
    [InlineData("\u1112\u1161\u11AB", 2)]
    [InlineData("😀", 2)]
    [InlineData("e\u20DD", 1)]
    [InlineData("Ж…", 2)]
    public void Of_IsWhatATerminalTakes(string text, int columns) => Assert.Equal(columns, TextWidth.Of(text));

    [Theory]
    [InlineData("Shop", 4, "Shop")]
    [InlineData("Shops", 4, "Sho…")]
    [InlineData("东京都", 6, "东京都")]
    [InlineData("东京都", 5, "东京…")]
    [InlineData("东京都", 4, "东…")]
    [InlineData("abce\u0301f", 4, "abc…")]
    [InlineData("ae\u0301bcd", 3, "ae\u0301…")]
    [InlineData("n😀😀", 4, "n😀…")]
    public void Fit_CutsToTheColumns_AndNoLetterInTwo(string text, int columns, string fitted)
    {
        Assert.Equal(fitted, TextWidth.Fit(text, columns));
        Assert.InRange(TextWidth.Of(fitted), 0, columns);
    }

    [Fact]
    public void Pad_FillsTheColumns() => Assert.Equal(["东京  ", "e\u0301     ", "toolong"], new[] { "东京", "e\u0301", "toolong" }.Select(t => TextWidth.Pad(t, 6)));
}
