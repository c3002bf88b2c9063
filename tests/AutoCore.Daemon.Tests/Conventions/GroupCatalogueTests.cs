using System.Text.Json;
using AutoCore.Core;
using AutoCore.Core.Health;
using AutoCore.Daemon.Commands;
using AutoCore.Daemon.Tests.Generated;
using AutoCore.Policies.Health;
using AutoCore.Policies.Mqtt;

namespace AutoCore.Daemon.Tests.Conventions;

/// <summary>Every health group is declared once, and what is shown of it is made of the keys that it declares.</summary>
public sealed class GroupCatalogueTests
{
    [Fact]
    public void Groups_ShowOnlyWhatTheyDeclare_InBothLanguagesTheSame()
    {
        Assert.Equal(GroupCatalogue.All.Count, GroupCatalogue.All.DistinctBy(g => g.Name).Count());
        Assert.All(GroupCatalogue.All.Append(WellGroup.Well), g =>
        {
            var spoken = g.Below.Concat(g.Headline is { } headline ? [headline] : []).ToList();
            Assert.Empty(g.Status.Concat(spoken.Select(s => s.English)).SelectMany(Sentence.Keys).Except(g.Keys.Select(k => k.Name)));
            Assert.All(spoken, s => Assert.Equal(Sentence.Keys(s.English), Sentence.Keys(s.Portuguese)));
        });
    }

    [Fact]
    public void Find_GroupOrPart_IsItsDefinition()
    {
        Assert.Equal("disk", GroupCatalogue.Find("disk/mnt-a")?.Name);
        Assert.Null(GroupCatalogue.Find("diskette"));
        Assert.True(GroupCatalogue.PlaceOf("cameras") < GroupCatalogue.PlaceOf("disk/root"));
        Assert.Equal(GroupCatalogue.All.Count, GroupCatalogue.PlaceOf("diskette"));
    }

    [Fact]
    public void Groups_SayWhatEachKeyIsAndHowTheyAreRated() => Assert.All(GroupCatalogue.All, g =>
    {
        Assert.True(g.Rated is not null || g.Keys.Any(k => k.Limit is not null), $"{g.Name} does not say how it is rated");
        Assert.All(g.Keys, k => Assert.Matches("^[a-z`][^.]*[^. ]$", k.Says));
        Assert.Equal(g.Keys.Count, g.Keys.DistinctBy(k => k.Name).Count());
    });

    [Fact]
    public void Metrics_HaveOneNameForOneKey()
    {
        var names = GroupCatalogue.All.SelectMany(g => g.Keys.Select(k => MetricsText.NameOf(g, k))).OfType<string>().ToList();

        Assert.Empty(names.GroupBy(n => n).Where(n => n.Count() > 1).Select(n => n.Key));
        Assert.All(names, n => Assert.Matches("^autocore(_[a-z0-9]+)+$", n));
    }

    /// <summary>One file holds all of it: what makes status, page, discovery, metrics and documentation knows no group by name.</summary>
    [Fact]
    public async Task NewGroup_OfOneFile_HasItsRatingStatusLineEntitiesAndMetrics()
    {
        var reading = new GroupSampler(WellGroup.Well, TimeProvider.System)
            .Read(DateTimeOffset.UnixEpoch, await new WellGroup().ReadAsync(CancellationToken.None));
        Assert.Equal(Rating.Warning, reading.Rating);

        using var json = JsonDocument.Parse(HealthJson.Of(reading));
        Assert.Equal(
            new StatusLine(Rating.Warning, "well", 3.26, "3.3 m, pump on"), StatusLine.Of(WellGroup.Well, "well", json.RootElement, DateTimeOffset.UnixEpoch));

        Assert.Equal(
            ["well_problem binary_sensor problem", "well_depth_m sensor ", "well_pump_on binary_sensor running", "well_pumped_mb sensor data_size",
                "well_checked_ts sensor timestamp"],
            HomeAssistantPolicy.Describe("well", reading.Measures.Select(m => m.Key), WellGroup.Well).Select(e => $"{e.Id} {e.Platform} {e.DeviceClass}"));

        var metrics = MetricsText.Compose(new("pi", "1", Rating.Ok, 1), [new(reading.Group, reading.Rating, reading.Measures)], [WellGroup.Well]);
        Assert.Equal(
            ["autocore_well_depth_m 3.26", "autocore_well_pump_on 1", "autocore_well_pumped_bytes_total 1500000",
                "autocore_well_checked_timestamp_seconds 1800000000"],
            metrics.Split('\n').Where(l => l.StartsWith("autocore_well", StringComparison.Ordinal)));

        Assert.Contains("| `depth_m` | how deep the water stands; ", GroupsPageTests.Describe(WellGroup.Well), StringComparison.Ordinal);
    }
}
