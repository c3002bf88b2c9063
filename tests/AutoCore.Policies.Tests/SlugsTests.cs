using AutoCore.Policies.Mqtt;

namespace AutoCore.Policies.Tests;

public sealed class SlugsTests
{
    private const string Letters = "aA_-./+# é";

    [Theory]
    [InlineData("A+B", "A_B")]
    [InlineData("A#B", "A_B")]
    [InlineData("A_B", "A_B")]
    public void Assign_NoNamesake_IsCalledAsEver(string name, string slug) => Assert.Equal(slug, Slugs.Assign([name, "C"], Plain)[name]);

    [Fact]
    public void Assign_Namesakes_TheOneThatIsCalledSoKeepsIt_WhateverTheOrder()
    {
        var slugs = Slugs.Assign(["A+B", "A#B", "A_B"], Plain);

        Assert.Equal("A_B", slugs["A_B"]);
        Assert.Equal(3, slugs.Values.Distinct(StringComparer.Ordinal).Count());
        Assert.Equivalent(slugs, Slugs.Assign(["A_B", "A#B", "A+B"], Plain));
    }

    [Fact]
    public void Assign_ANameThatLooksLikeAHash_IsNotTakenTwice()
    {
        var hashed = Slugs.Assign(["A+B", "A_B"], Plain)["A+B"];
        var slugs = Slugs.Assign(["A+B", "A_B", hashed], Plain);

        Assert.Equal(hashed, slugs[hashed]);
        Assert.Equal(3, slugs.Values.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Assign_RandomNames_AreOneToOne()
    {
        var random = new Random(20261129);
        for (var round = 0; round < 300; round++)
        {
            var names = Enumerable.Range(0, 30)
                .Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Letters[random.Next(Letters.Length)])))
                .Distinct(StringComparer.Ordinal).ToList();
            var slugs = Slugs.Assign(names, Plain);
            Assert.Equal(names.Count, slugs.Values.Distinct(StringComparer.Ordinal).Count());
            Assert.All(slugs, s => Assert.StartsWith(Plain(s.Key), s.Value, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void HomeAssistant_MountsAndKeysThatLookAlike_HaveIdsOfTheirOwn_AndTheOthersTheirOldOnes()
    {
        string[] groups = ["disk/mnt-a-b", "disk/mnt-a_b", "disk/mnt-a.b", "disk/x", "disk/x-used", "disk/root"];
        var entities = HomeAssistantPolicy.Distinct([.. groups.SelectMany(g => HomeAssistantPolicy.Describe(g, ["used_percent", "percent"], null))]);

        Assert.Equal(18, entities.Select(e => e.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal("disk_root_used_percent", entities.Single(e => e is { Group: "disk/root", Key: "used_percent" }).Id);
        Assert.Equal("disk_mnt_a_b_problem", entities.Single(e => e is { Group: "disk/mnt-a-b", Key: "rating" }).Id);
    }

    private static string Plain(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
}
