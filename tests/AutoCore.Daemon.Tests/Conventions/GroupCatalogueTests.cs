using System.Text.Json;
using AutoCore.Core;
using AutoCore.Daemon.Commands;
using AutoCore.Policies.Health;
using AutoCore.Policies.Mqtt;

namespace AutoCore.Daemon.Tests.Conventions;

/// <summary>Every health group is declared once, and what is shown of it is made of the keys that it declares.</summary>
public sealed class GroupCatalogueTests
{
    /// <summary>What a new group takes: this, its line in the catalogue, and a service that posts it.</summary>
    private static readonly GroupDefinition Well = new("well", new("Well", "Poço"), "depth_m", "pump_on")
    {
        Flags = [("pump_on", "running")],
        Bar = static number => number("depth_m"),
        Status = ["{depth_m:0.0} m", "{?pump_on}pump on"],
        Headline = "{depth_m:0.0} m",
        Below = [new("{?pump_on}pump on", "{?pump_on}bomba ligada")],
    };

    [Fact]
    public void Groups_ShowOnlyWhatTheyDeclare_InBothLanguagesTheSame()
    {
        Assert.Equal(GroupCatalogue.All.Count, GroupCatalogue.All.DistinctBy(g => g.Name).Count());
        Assert.All(GroupCatalogue.All.Append(Well), g =>
        {
            var spoken = g.Below.Concat(g.Headline is { } headline ? [headline] : []).ToList();
            Assert.Empty(g.Status.Concat(spoken.Select(s => s.English)).SelectMany(Sentence.Keys).Concat(g.Flags.Select(f => f.Key)).Except(g.Keys));
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
    public void NewGroup_OfOneDeclaration_HasItsStatusLineAndItsEntities()
    {
        using var json = JsonDocument.Parse("""{"ts":1,"rating":"warning","depth_m":3.26,"pump_on":1}""");
        Assert.Equal(new StatusLine(Rating.Warning, "well", 3.26, "3.3 m, pump on"), StatusLine.Of(Well, "well", json.RootElement, DateTimeOffset.UnixEpoch));

        Assert.Equal(["well_problem binary_sensor problem", "well_depth_m sensor ", "well_pump_on binary_sensor running"],
            HomeAssistantPolicy.Describe("well", ["depth_m", "pump_on"], Well).Select(e => $"{e.Id} {e.Platform} {e.DeviceClass}"));
    }
}
