using System.Collections;
using AutoCore.Core;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Configuration;

/// <summary>Hours of the day are read alike wherever settings have them.</summary>
public sealed class HoursEverywhereTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("22:00-07:00", true)]
    [InlineData("22:00 - 7:00", true)]
    [InlineData(" 7:00-24:00 ", true)]
    [InlineData("00:00-24:00", true)]
    [InlineData("07:00-12:00, 14:00-19:00", true)]
    [InlineData("22:00\u201307:00", true)]
    [InlineData("22-7", false)]
    [InlineData("22:00-25:00", false)]
    [InlineData("07:00-07:00", false)]
    public void EveryKey_TakesTheSameForms(string hours, bool isGood)
    {
        foreach (var section in new[]
        {
            $$""" "Alerts": { "QuietHours": "{{hours}}" } """,
            $$""" "Alerts": { "Channels": [ { "Name": "a", "Type": "ntfy", "UrlKey": "U", "QuietHours": "{{hours}}" } ] } """,
            $$""" "Cameras": { "Sources": [ { "Site": "S", "Name": "P", "Url": "http://127.0.0.1/", "Hours": "{{hours}}" } ] } """,
            $$""" "SecondPlace": { "Remotes": [ { "Name": "r", "Remote": "r:pi", "Hours": "{{hours}}" } ] } """,
        })
        {
            var file = _folder.Write("appsettings.json", $$"""{ "AutoCore": { "DataDirectory": "{{_folder.Path}}", {{section}} } }""");
            var errors = LoadedSettings.Load(file, new Hashtable()).Report.Errors;
            Assert.True(errors.Count == 0 == isGood, $"{section}: {string.Join('\n', errors)}");
        }
    }
}
