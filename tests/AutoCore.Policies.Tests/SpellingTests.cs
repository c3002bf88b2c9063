namespace AutoCore.Policies.Tests;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("Sa\u0303o Paulo", "S\u00E3o Paulo")]
    [InlineData("S\u00E3o Paulo", "S\u00E3o Paulo")]
    [InlineData("Ko\u0308ln", "K\u00F6ln")]
    [InlineData("\u0141o\u0301dz\u0301", "\u0141\u00F3d\u017A")]
    [InlineData("\u0303x", "\u0303x")]
    [InlineData("", "")]
    public void Compose_LetterAndMark_AreOneCharacter(string text, string expected) => Assert.Equal(expected, Spelling.Compose(text));
}
