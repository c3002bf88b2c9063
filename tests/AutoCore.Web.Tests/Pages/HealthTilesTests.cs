using System.Text.Json;
using AutoCore.Core;
using AutoCore.Policies.Health;
using AutoCore.Web.Html;
using AutoCore.Web.Pages;
using AutoCore.Web.Texts;

namespace AutoCore.Web.Tests.Pages;

public sealed class HealthTilesTests
{
    private static readonly GroupDefinition Well =
        new("well", new("Well", "Poço"), GroupKey.Gauge("depth_m", ""), GroupKey.Flag("pump_on", ""), GroupKey.Gauge("last_ts", ""))
        {
            Headline = "{depth_m:0.0} m|{last_ts:age}",
            Below = [new("{?pump_on}pump on", "{?pump_on}bomba ligada"), new("{=pump_on}{last_ts:age}", "{=pump_on}{last_ts:age}")],
        };

    [Theory]
    [InlineData(Language.English, """{"ts":1,"rating":"ok","depth_m":3.26,"pump_on":1,"last_ts":1800000000}""", "Well", "3.3 m", "pump on · 59 min ago")]
    [InlineData(Language.Portuguese, """{"ts":1,"rating":"ok","depth_m":3.26,"pump_on":0,"last_ts":1800000000}""", "Poço", "3,3 m", "há 59 min")]
    [InlineData(Language.English, """{"ts":1,"rating":"ok","last_ts":1800000000}""", "Well", "59 min ago", "")]
    public void NewGroup_OfOneDeclaration_HasItsTileInBothLanguages(Language language, string reading, string name, string main, string more)
    {
        using var json = JsonDocument.Parse(reading);
        Assert.Equal(new(name, main, more, null),
            HealthTiles.Describe(Well, "well", Rating.Ok, Words.In(language), DateTimeOffset.FromUnixTimeSeconds(1_800_003_599), json.RootElement));
    }

    [Fact]
    public void GroupWithoutADeclaration_ShowsItsFirstNumber()
    {
        using var json = JsonDocument.Parse("""{"ts":1,"rating":"ok","depth_m":3}""");
        Assert.Equal(new("well", "3.0 depth_m", "", null),
            HealthTiles.Describe(null, "well", Rating.Ok, Words.In(Language.English), default, json.RootElement));
    }

    [Theory]
    [InlineData("disk", Rating.Warning, """{"used_percent":50,"hours_to_critical":9}""", "full in 9 h", "cheio em 9 h")]
    [InlineData("disk", Rating.Critical, """{"used_percent":93,"hours_to_critical":0}""", "93 % used", "93 % em uso")]
    [InlineData("cameras", Rating.Warning, """{"failed":3,"total":9}""", "3 without a picture", "3 sem imagem")]
    [InlineData("memory", Rating.Warning, """{"failure":"no such file"}""", "no such file", "no such file")]
    [InlineData("mqtt", Rating.Warning, """{"connected":0}""", "not connected", "não conectado")]
    [InlineData("disk", Rating.Ok, """{"used_percent":50,"hours_to_critical":90}""", null, null)]
    [InlineData("uptime", Rating.Critical, """{"days":0.1}""", null, null)]
    public void Group_ThatIsNotGood_SaysWhyInOneLine(string group, Rating rating, string reading, string? english, string? portuguese)
    {
        using var json = JsonDocument.Parse(reading);
        string? Why(Language language) =>
            HealthTiles.Describe(GroupCatalogue.Find(group), group, rating, Words.In(language), default, json.RootElement).Why?.Replace('\u00A0', ' ');

        Assert.Equal((english, portuguese), (Why(Language.English), Why(Language.Portuguese)));
    }

    [Theory]
    [InlineData("uptime", """{"days":0.1}""", false)]
    [InlineData("boot", """{"seconds":90}""", false)]
    [InlineData("clock", """{"synchronized":0,"believed":1}""", false)]
    [InlineData("clock", """{"synchronized":1,"believed":1}""", true)]
    [InlineData("disk", """{"used_percent":4}""", true)]
    public void Rating_OfWhatIsNeitherGoodNorBad_OrUnsure_IsNotShown(string group, string reading, bool isShown)
    {
        using var json = JsonDocument.Parse(reading);
        var html = new HtmlWriter();

        HealthTiles.WriteRating(html, Words.In(Language.English), group, Rating.Ok, json.RootElement);

        Assert.Equal(isShown, html.ToString().Contains("Good", StringComparison.Ordinal));
    }

    [Fact]
    public void EveryGroup_ThatCanBeBad_HasWordsForIt() =>
        Assert.Empty(GroupCatalogue.All.Where(g => HealthPolicy.CountsForWhole(g.Name) && g.Why is null && g.Name != "shrinking").Select(g => g.Name));
}
