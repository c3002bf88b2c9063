using AutoCore.Policies.Hosting;

namespace AutoCore.Policies.Tests.Hosting;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("syslog.1.gz", "syslog.1.gz")]
    [InlineData("câmera às 3 – 日本 🎥", "câmera às 3 – 日本 🎥")]
    [InlineData("", "")]
    [InlineData("a\nb\r\tc", @"a\x0Ab\x0D\x09c")]
    [InlineData("\u001b[31mred\u001b]0;title\a", @"\x1B[31mred\x1B]0;title\x07")]
    [InlineData("nul\0del\u007f", @"nul\x00del\x7F")]
    [InlineData("\u0085next \u009b31m", @"\u0085next \u009B31m")]
    [InlineData("line\u2028and\u2029paragraph", @"line\u2028and\u2029paragraph")]
    [InlineData("gpj\u202e.exe \u2066x\u2069 \u200bhidden\ufeff", @"gpj\u202E.exe \u2066x\u2069 \u200Bhidden\uFEFF")]
    [InlineData("tag\U000E0041", @"tag\U000E0041")]
    public void Of_Text_SteersNothing(string text, string expected) => Assert.Equal(expected, SafeText.Of(text, 200));

    [Fact]
    public void Of_HalvesOfPairs_AreTheirCodes()
    {
        // As values and not as attributes, which are UTF-8 in the assembly and would lose them.
        Assert.Equal(@"a\uD83Dz", SafeText.Of("a\ud83dz", 200));
        Assert.Equal(@"\uDFA5", SafeText.Of("\udfa5", 200));
    }

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdefg", 6, "abcde…")]
    [InlineData("abcd\n", 8, @"abcd\x0A")]
    [InlineData("abcd\ne", 8, "abcd…")]
    [InlineData("abc🎥", 4, "abc…")]
    [InlineData("abc🎥", 5, "abc🎥")]
    [InlineData("\n", 1, "…")]
    [InlineData("ab", 1, "…")]
    public void Of_LongerThanAllowed_IsCutBetweenCharacters(string text, int most, string expected) => Assert.Equal(expected, SafeText.Of(text, most));

    [Theory]
    [InlineData(new byte[] { (byte)'n', (byte)'\n', 0xC3, 0xA9 }, @"n\x0Aé")]
    [InlineData(new byte[] { (byte)'c', 0xE9, (byte)'d' }, @"c\xE9d")]
    [InlineData(new byte[] { 0xED, 0xA0, 0xBD }, @"\xED\xA0\xBD")]
    [InlineData(new byte[] { 0xC0, 0xAF }, @"\xC0\xAF")]
    [InlineData(new byte[] { 0xE2, 0x80 }, @"\xE2\x80")]
    [InlineData(new byte[0], "")]
    public void Of_Bytes_ShowWhatIsNoText(byte[] name, string expected) => Assert.Equal(expected, SafeText.Of(name, 200));

    [Fact]
    public void Of_LongBytes_AreCut() => Assert.Equal(@"\xE9\xE9…", SafeText.Of([0xE9, 0xE9, 0xE9], 11));

    [Fact]
    public void Of_NoRoom_IsAMistake() => Assert.Throws<ArgumentOutOfRangeException>(() => SafeText.Of("a", 0));
}
