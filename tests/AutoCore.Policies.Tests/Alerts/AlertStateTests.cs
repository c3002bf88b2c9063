using AutoCore.Policies.Alerts;
using AutoCore.Policies.Health;

namespace AutoCore.Policies.Tests.Alerts;

public sealed class AlertStateTests
{
    [Fact]
    public void Families_KeysAndEvents_AreOneToOne()
    {
        var prefixes = AlertFamily.All.Select(f => f.Prefix).ToList();
        Assert.All(prefixes, p => Assert.Equal(p, Assert.Single(prefixes, q => AlertRole.Closes(q).IsAbout(p + (p.EndsWith('/') ? "x" : "")))));
        var events = AlertFamily.All.SelectMany(f => f.Openings.Union(f.Ends).Concat(f.Sums)).Concat(AlertFamily.Moments).ToList();
        Assert.Equal(events.Distinct(StringComparer.Ordinal), events);
    }

    [Fact]
    public void Families_EveryOpening_HasItsEnd() => Assert.All(AlertFamily.All, f =>
    {
        var opened = AlertPolicy.Classify(f.Openings[0], Rating.Warning, Fact);
        Assert.Equal(AlertKind.Opens, opened.Kind);
        Assert.All(f.Ends, end => Assert.Equal(new AlertRole(AlertKind.Closes, opened.Key), AlertPolicy.Classify(end, Rating.Ok, Fact)));
        Assert.NotEmpty(f.Ends);
    });

    [Theory]
    [InlineData("camera/", "Shop/P1", "", "camera/Shop/P1: camera Shop/P1 is no longer there")]
    [InlineData("camera/", "Shop/P1", "Shop/P1", "camera/Shop/P1: camera Shop/P1 is well again")]
    [InlineData("card", "", null, "card: the card is well again")]
    [InlineData("rating/images", "", "", "rating/images: the group images is no longer there")]
    public void Over_WhatIsNotWrongAnyMore_InWords(string family, string name, string? known, string expected)
    {
        var state = new AlertState(family, new HashSet<string>(), known is null ? null : new HashSet<string>([known]));
        if (family == "rating/images")
            state = state with { Known = new HashSet<string>() };
        var (keys, text) = Assert.Single(state.Describe(state.Over([family + name, "flags/Shop/P1", "cards"])));
        Assert.Equal(expected, $"{Assert.Single(keys)}: {text}");
    }

    [Fact]
    public void Over_ElevenAtOnce_OneTextClosesAll()
    {
        var state = new AlertState(AlertFamily.Flags, new HashSet<string>(["Shop/P12"]));
        var (keys, text) = Assert.Single(state.Describe(state.Over(Enumerable.Range(1, 12).Select(n => $"flags/Shop/P{n}"))));
        Assert.Equal(11, keys.Count);
        Assert.Equal("11 are well again or no longer there: the picture of Shop/P1, the picture of Shop/P10, the picture of Shop/P11 and 8 more", text);
    }

    [Theory]
    [InlineData(Rating.Warning, 1)]
    [InlineData(null, 0)]
    public void Untold_OnlyWhereASumMayHaveToldIt(Rating? severity, int count) =>
        Assert.Equal(count, new AlertState(AlertFamily.Flags, new HashSet<string>(["A/1", "A/2"]), Severity: severity).Untold(["flags/A/1"]).Count());

    private static string? Fact(string key) => key;
}
