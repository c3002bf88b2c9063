using System.Collections;
using AutoCore.Core;
using AutoCore.Core.Cameras;
using AutoCore.Policies.Cameras;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Cameras;

/// <summary>Names of cameras and sites are one to one with their topics and folders.</summary>
public sealed class OneToOneTests
{
    [Fact]
    public void Topics_SitesThatLookAlike_HaveTopicsOfTheirOwn_AndWhoHasNoNamesakeTheOldOne()
    {
        var groups = CameraGroups.Of([Camera("A+B", "P1"), Camera("A#B", "P1"), Camera("A_B", "P1"), Camera("C+D", "P/2")]);

        Assert.Equal(4, groups.Values.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal("cameras/A_B/P1", groups["A_B/P1"]);
        Assert.Equal("cameras/C_D/P_2", groups["C+D/P/2"]);
        Assert.All(groups.Values, g => Assert.Equal(2, g.Count(c => c == '/')));
        Assert.All(groups.Values, g => Assert.False(g.Contains('+', StringComparison.Ordinal) || g.Contains('#', StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("S\u00e3o", "Sa\u0303o", "P2", "spelled in 2 ways")]
    [InlineData("S\u00e3o", "Sa\u0303o", "P1", "would be kept as")]
    [InlineData("S\u00e3o", "S\u00e3o", "P2", null)]
    public void Sites_ThatLookTheSameButAreNot_AreRefusedWithTheReason(string one, string other, string camera, string? problem)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("appsettings.json", $$"""
            { "AutoCore": { "DataDirectory": "{{folder.Path}}", "Cameras": { "Sources": [
                { "Site": "{{one}}", "Name": "P1", "Url": "http://127.0.0.1/1" }, { "Site": "{{other}}", "Name": "{{camera}}", "Url": "http://127.0.0.1/2" } ] } } }
            """);

        var errors = LoadedSettings.Load(file, new Hashtable()).Report.Errors;

        Assert.Equal(problem is null, errors.Count == 0);
        Assert.True(problem is null || errors.Any(e => e.Contains(problem, StringComparison.Ordinal)), string.Join('\n', errors));
    }

    [Fact]
    public void Folders_OfTheOtherSpelling_AreStillRead() => Assert.True(PictureNames.TryParse("Sa\u0303o/2026-03/19/P1_060000.jpg", out _));

    private static CameraOptions Camera(string site, string name) => new(site, name, new Uri("http://127.0.0.1/x"), CameraAuth.None, null, null);
}
