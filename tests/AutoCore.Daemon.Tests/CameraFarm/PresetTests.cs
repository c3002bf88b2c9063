using AutoCore.CameraFarm.Behaviour;
using AutoCore.CameraFarm.Serving;

namespace AutoCore.Daemon.Tests.CameraFarm;

public sealed class PresetTests
{
    private static readonly string[] Reasons = ["ok", "timeout", "refused", "dns", "auth", "busy", "not-jpeg", "truncated", "corrupt", "too-large", "redirect"];

    [Fact]
    public void All_Names_AreUniqueAndMany()
    {
        var names = Presets.All.Select(preset => preset.Name).ToList();

        Assert.Equal(names, names.Distinct());
        Assert.True(names.Count >= 35, $"{names.Count}");
    }

    [Fact]
    public void All_Expectations_AreReasonsOfTheDaemon() =>
        Assert.All(
            Presets.All.SelectMany(preset => preset.AlsoRight.Prepend(preset.Expected)),
            reason =>
            Assert.True(Reasons.Contains(reason) || (reason.StartsWith("http-", StringComparison.Ordinal) && int.TryParse(reason[5..], out _)), reason));

    [Fact]
    public void All_Reasons_OccurAtLeastOnce() =>
        Assert.Empty(Reasons.Except(Presets.All.Select(preset => preset.Expected)));

    [Fact]
    public async Task All_InOneFarm_HaveTheirOwnUrls()
    {
        await using var farm = Farm.Start();

        var urls = Presets.All.Select(preset => farm.Add($"Farm/{preset.Name}", preset.Create()).Url).ToList();

        Assert.Equal(urls, urls.Distinct());
    }
}
