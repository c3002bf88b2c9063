using System.Text.Json;
using AutoCore.Policies.Health;
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
        Assert.Equal(
            (name, main, more), HealthTiles.Describe(Well, "well", Words.In(language), DateTimeOffset.FromUnixTimeSeconds(1_800_003_599), json.RootElement));
    }

    [Fact]
    public void GroupWithoutADeclaration_ShowsItsFirstNumber()
    {
        using var json = JsonDocument.Parse("""{"ts":1,"rating":"ok","depth_m":3}""");
        Assert.Equal(("well", "3.0 depth_m", ""), HealthTiles.Describe(null, "well", Words.In(Language.English), default, json.RootElement));
    }
}
