using System.Collections;
using AutoCore.Core;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Mqtt;

public sealed class MqttOptionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""[ "Shop/P1" ]""", "", "")]
    [InlineData("""[ "Shop/P1", "Shop/P1" ]""", "", "")]
    [InlineData("""[ "Shop/P2" ]""", "", "no camera Shop/P2 is captured here; did you mean Shop/P1?")]
    [InlineData("""[ "Depot/Gate" ]""", "", "no camera Depot/Gate is captured here; take it out, or add the camera")]
    [InlineData("""[ "P1" ]""", "SITE/NAME of a camera", "")]
    [InlineData("""[ "Shop/" ]""", "SITE/NAME of a camera", "")]
    public void PictureCameras_AreCamerasOfTheSettings(string list, string error, string warning)
    {
        var report = Load(list).Report;

        Assert.Equal(error.Length > 0 ? 1 : 0, report.Errors.Count);
        Assert.Contains(error, string.Join('\n', report.Errors), StringComparison.Ordinal);
        Assert.Equal(warning.Length > 0 ? 1 : 0, report.Warnings.Count);
        Assert.Contains(warning, string.Join('\n', report.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(32, 0)]
    [InlineData(33, 1)]
    public void PictureCameras_AreThirtyTwoAtMost(int count, int errors)
    {
        var report = Load($"[ {string.Join(", ", Enumerable.Range(0, count).Select(i => $"\"Shop/P{i}\""))} ]").Report;

        Assert.Equal(errors, report.Errors.Count(e => e.Contains("at most 32", StringComparison.Ordinal)));
    }

    private LoadedSettings Load(string list) => LoadedSettings.Load(_folder.Write("appsettings.json", $$"""
        { "AutoCore": { "DataDirectory": "{{_folder.Path}}", "Mqtt": { "PictureCameras": {{list}} },
            "Cameras": { "Sources": [ { "Site": "Shop", "Name": "P1", "Url": "http://10.0.0.7/" } ] } } }
        """), new Hashtable());
}
