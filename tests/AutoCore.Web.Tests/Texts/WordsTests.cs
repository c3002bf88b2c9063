using System.Text.RegularExpressions;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Freshness;
using AutoCore.Policies.Health;
using AutoCore.Web.Texts;

namespace AutoCore.Web.Tests.Texts;

public sealed partial class WordsTests
{
    private static readonly Words English = Words.In(Language.English);
    private static readonly Words Portuguese = Words.In(Language.Portuguese);

    public static TheoryData<string> All => [.. typeof(Text).GetProperties().Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public void EveryText_InBothLanguages_HasTheSamePlaces(string name)
    {
        var text = (Spoken)typeof(Text).GetProperty(name)!.GetValue(null)!;
        Assert.NotEqual("", English[text]);
        Assert.NotEqual("", Portuguese[text]);
        Assert.Equal(Places(English[text]), Places(Portuguese[text]));
    }

    [Theory]
    [InlineData("http-429", "too many requests (429)", "pedidos demais (429)")]
    [InlineData("http-418", "answer of an error (418)", "resposta de erro (418)")]
    [InlineData("http-x", "http-x", "http-x")]
    public void EveryStatusOfACamera_HasWordsInBothLanguages(string word, string english, string portuguese) =>
        Assert.Equal((english, portuguese), (SpokenWords.Reason(Language.English, word), SpokenWords.Reason(Language.Portuguese, word)));

    [Theory]
    [InlineData(1234.5, 1, "1,234.5", "1.234,5")]
    [InlineData(-3, 0, "−3", "−3")]
    [InlineData(0.25, 2, "0.25", "0,25")]
    public void Number_AnyValue_IsWrittenAsTheLanguageDoes(double value, int digits, string english, string portuguese)
    {
        Assert.Equal(english, English.Number(value, digits));
        Assert.Equal(portuguese, Portuguese.Number(value, digits));
    }

    [Theory]
    [InlineData(0, "less than a minute")]
    [InlineData(61, "1 min")]
    [InlineData(7200, "2 h")]
    public void Span_NeverSaysZeroMinutes(int seconds, string expected) =>
        Assert.Equal(expected, English.Lasting(TimeSpan.FromSeconds(seconds)).Replace('\u00A0', ' '));

    [Theory]
    [InlineData(812.4, "812 MB")]
    [InlineData(45.27, "45.3 MB")]
    [InlineData(3.456, "3.46 MB")]
    [InlineData(7, "7 MB")]
    public void Figure_AnyValue_HasThePrecisionOfItsSize(double value, string expected) =>
        Assert.Equal(expected.Replace(' ', '\u00A0'), English.Figure(value, "MB"));

    [Theory]
    [InlineData(0, "just now", "agora mesmo")]
    [InlineData(59, "59 min ago", "há 59 min")]
    [InlineData(60, "1 h ago", "há 1 h")]
    [InlineData(37 * 60, "yesterday", "ontem")]
    [InlineData(49 * 60, "2 days ago", "há 2 dias")]
    public void Ago_AnyAge_IsOneUnit(int minutes, string english, string portuguese)
    {
        Assert.Equal(english, English.Ago(TimeSpan.FromMinutes(minutes)));
        Assert.Equal(portuguese, Portuguese.Ago(TimeSpan.FromMinutes(minutes)));
    }

    [Fact]
    public void Day_InBothLanguages_IsSpelledOut()
    {
        Assert.Equal("Tuesday, 24 November 2026", English.Day(new(2026, 11, 24)));
        Assert.Equal("terça-feira, 24 de novembro de 2026", Portuguese.Day(new(2026, 11, 24)));
        Assert.Equal("7 fev", Portuguese.DayAndMonth(new(2026, 2, 7, 0, 0, 0, DateTimeKind.Unspecified)));
    }

    [Fact]
    public void Count_One_HasItsOwnText()
    {
        Assert.Equal("1 camera", English.Count(1, Text.CamerasOne, Text.CamerasMany));
        Assert.Equal("1.345 câmeras", Portuguese.Count(1345, Text.CamerasOne, Text.CamerasMany));
    }

    [Fact]
    public void SpokenWords_EveryWordOfTheDaemon_IsTranslated()
    {
        foreach (var (_, word) in PictureOddityNames.All)
            Assert.NotEqual(SpokenWords.Flag(Language.English, word), SpokenWords.Flag(Language.Portuguese, word));
        foreach (var fault in Enum.GetValues<CaptureFault>().Except([CaptureFault.None, CaptureFault.Http]))
        {
            Assert.NotEqual(SpokenWords.Reason(Language.English, new CaptureReason(fault).Word),
                SpokenWords.Reason(Language.Portuguese, new CaptureReason(fault).Word));
        }
    }

    [Fact]
    public void SpokenWords_UnknownWord_StaysAsItIs() => Assert.Equal("teapot", SpokenWords.Reason(Language.Portuguese, "teapot"));

    [Fact]
    public void SpokenWords_StatusWithoutWordsOfItsOwn_IsAnErrorWithItsNumber() =>
        Assert.Equal("resposta de erro (418)", SpokenWords.Reason(Language.Portuguese, "http-418"));

    [Theory]
    [InlineData(null, Language.English)]
    [InlineData("", Language.English)]
    [InlineData("pt-BR,pt;q=0.9,en;q=0.8", Language.Portuguese)]
    [InlineData("PT", Language.Portuguese)]
    [InlineData("de-DE,de;q=0.9,pt;q=0.4,en;q=0.3", Language.Portuguese)]
    [InlineData("en;q=0.5, pt;q=0.4", Language.English)]
    [InlineData("pt;q=0, en;q=0.1", Language.English)]
    [InlineData("fr, *;q=0.5", Language.English)]
    [InlineData("pt;q=huge, en;q=0.2;;;,=,", Language.English)]
    public void Prefer_AcceptLanguage_GivesTheHeavierOfTheTwo(string? header, Language expected) => Assert.Equal(expected, LanguageChoice.Prefer(header));

    [Fact]
    public void FromCode_OfCode_IsTheLanguage()
    {
        foreach (var language in Enum.GetValues<Language>())
            Assert.Equal(language, LanguageChoice.FromCode(LanguageChoice.CodeOf(language)));
        Assert.Null(LanguageChoice.FromCode("de"));
    }

    private static IEnumerable<string> Places(string text) => PlaceForm().Matches(text).Select(m => m.Value).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex PlaceForm();
}
