using System.Text.Json;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.CameraFarm.Pictures;
using AutoCore.CameraFarm.Serving;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Crash;

/// <summary>The real daemon killed while it captures: every picture that has its name is whole.</summary>
public sealed class CaptureKillTests : IDisposable
{
    private const int Kills = 50;
    private const int Cameras = 80;
    private const int LongestLifeMilliseconds = 1200;

    private readonly TemporaryFolder folder = new();
    private readonly HashSet<string> judged = [];

    private string Database => folder["data/autocore.db"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Capture_KilledAtRandomMoments_LeavesOnlyWholePicturesAndAWholeDatabase()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        await using var farm = Farm.Start(new FarmOptions { Pictures = new PictureOptions { Width = 640, Height = 360 } });
        farm.Pictures.Warm();
        for (var i = 0; i < Cameras; i++) farm.Add($"Site{i / 4}/P{i % 4}", new Camera { Latency = Latency.Milliseconds(20) });
        var settings = WriteSettings(farm);

        for (var kill = 0; kill < Kills; kill++)
        {
            await using var daemon = await StartAsync(settings, farm);
            await Task.Delay(random.Next(LongestLifeMilliseconds), CancellationToken.None);
            daemon.Kill();
            await daemon.WaitForExitAsync();
            await AssertWholeAsync($"kill {kill} of seed {seed}");
        }

        await using var last = await StartAsync(settings, farm);
        await last.WaitForLineAsync("Ready");
        last.Terminate();
        Assert.Equal(0, await last.WaitForExitAsync());
        await AssertWholeAsync($"the end of seed {seed}");
        Assert.True(judged.Count > Kills, $"only {judged.Count} pictures were stored");
        TestContext.Current.SendDiagnosticMessage($"seed {seed}: {Kills} kills, {judged.Count} pictures judged");
    }

    private static async Task<AutoCoreProcess> StartAsync(string settings, Farm farm)
    {
        var asked = farm.RequestCount;
        var daemon = AutoCoreProcess.Start(["run", "--config", settings]);
        await Eventually.TrueAsync(() => farm.RequestCount > asked || daemon.HasExited);
        Assert.False(daemon.HasExited, string.Join('\n', daemon.Errors));
        return daemon;
    }

    private async Task AssertWholeAsync(string moment)
    {
        foreach (var file in Directory.EnumerateFiles(folder["data/cameras"], "*", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/.incoming/", StringComparison.Ordinal)))
        {
            if (!judged.Add(file)) continue;
            var fault = TurboJpeg.FindFault(await File.ReadAllBytesAsync(file));
            Assert.True(fault is null, $"{moment}: {file}: {fault}");
        }
        await DatabaseProbe.AssertWholeAsync(Database);
    }

    private string WriteSettings(Farm farm)
    {
        var sources = farm.Cameras.Select(c => c.Name.Split('/') is var name ? new { Site = name[0], Name = name[1], Url = c.Url.ToString() } : null);
        return folder.Write("appsettings.json", $$"""
            { "AutoCore": {
                "DataDirectory": "{{folder["data"]}}",
                "SdCard": { "Size": 16 },
                "Telemetry": { "SampleInterval": "00:00:01", "FlushInterval": "00:00:01" },
                "Cameras": { "Interval": "00:00:01", "DelayBetweenCameras": "00:00:00", "Sources": {{JsonSerializer.Serialize(sources)}} }
            } }
            """);
    }
}
