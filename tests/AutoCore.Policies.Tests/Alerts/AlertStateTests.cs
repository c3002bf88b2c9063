using AutoCore.Policies.Alerts;
using AutoCore.Policies.Health;

namespace AutoCore.Policies.Tests.Alerts;

public sealed class AlertStateTests
{
    private static readonly Condition Camera = new("camera", "camera", "site", "camera");
    private static readonly Condition Flags = new("flags", "the picture of", "camera");
    private static readonly Condition Card = new("card", "the card");

    [Theory]
    [InlineData("Shop/P1", "", "camera Shop/P1 is no longer there")]
    [InlineData("Shop/P1", "Shop/P1", "camera Shop/P1 is well again")]
    [InlineData("Shop/P1", null, "camera Shop/P1 is well again")]
    public void Over_WhatIsNotWrongAnyMore_InWords(string name, string? known, string expected)
    {
        var state = new AlertState(Camera, new HashSet<string>(), known is null ? null : new HashSet<string>([known]));
        var (keys, text) = Assert.Single(state.Describe(state.Over(["camera/" + name, "flags/Shop/P1", "cards"])));
        Assert.Equal(("camera/" + name, expected), (Assert.Single(keys), text));
    }

    [Fact]
    public void Untold_OnlyWhatASumReportedAndStaysWrong()
    {
        var stays = new HashSet<string>(["x1", "x2", "x3"]);
        var state = new AlertState(Card, stays, stays, Rating.Warning) { Summed = new HashSet<string>(["x2", "x9"]) };

        Assert.Equal([Card.Prefix + "x2"], state.Untold([]));
        Assert.Empty(state.Untold([Card.Prefix + "x2"]));
    }

    [Fact]
    public void WellAndGone_AreAboutTheOneThingOnly()
    {
        Assert.Equal(["card"], AlertState.Well(Card, "").Over(["card", "cards", "camera/A/1"]));
        var gone = AlertState.Gone(Flags, "A/1");
        Assert.Equal("the picture of A/1 is no longer there", Assert.Single(gone.Describe(gone.Over(["flags/A/1", "flags/A/11"]))).Text);
    }

    [Fact]
    public void Over_ElevenAtOnce_OneTextClosesAll()
    {
        var state = new AlertState(Flags, new HashSet<string>(["Shop/P12"]));
        var (keys, text) = Assert.Single(state.Describe(state.Over(Enumerable.Range(1, 12).Select(n => $"flags/Shop/P{n}"))));
        Assert.Equal(11, keys.Count);
        Assert.Equal("11 are well again or no longer there: the picture of Shop/P1, the picture of Shop/P10, the picture of Shop/P11 and 8 more", text);
    }

    [Theory]
    [InlineData(Rating.Warning, 1)]
    [InlineData(null, 0)]
    public void Untold_OnlyWhereASumMayHaveToldIt(Rating? severity, int count) =>
        Assert.Equal(count, new AlertState(Flags, new HashSet<string>(["A/1", "A/2"]), Severity: severity).Untold(["flags/A/1"]).Count());
}
