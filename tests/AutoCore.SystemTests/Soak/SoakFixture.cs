using System.Text.Json;
using AutoCore.CameraFarm.Pictures;
using AutoCore.CameraFarm.Serving;
using AutoCore.SystemTests.Clock;
using AutoCore.SystemTests.Disk;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Soak;

/// <summary>The daemon with all its surroundings real: a small ext4, a broker, two dozen cameras, a wall clock that can be moved.</summary>
internal sealed class SoakFixture : IAsyncDisposable
{
    private const int Cameras = 24;
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder folder = new();
    private AutoCoreProcess? daemon;

    private SoakFixture(SmallDisk disk, Farm farm, PrivateMosquitto broker) => (Disk, Farm, Broker) = (disk, farm, broker);

    public SmallDisk Disk { get; }

    public Farm Farm { get; }

    public PrivateMosquitto Broker { get; }

    public FakeClock Clock { get; } = new();

    public string Database => Disk.Combine("data/autocore.db");

    public string Pictures => Disk.Combine("data/cameras");

    public AutoCoreProcess Daemon => daemon!;

    /// <summary>When this life of the daemon began, by the monotonic clock.</summary>
    public long DaemonStarted { get; private set; }

    public static async Task<SoakFixture> CreateAsync()
    {
        var farm = Farm.Start(new FarmOptions { Pictures = new PictureOptions { Width = 640, Height = 360 } });
        farm.Pictures.Warm();
        for (var i = 0; i < Cameras; i++)
            farm.Add($"Site{i / 3}/P{(i % 3) + 1}");
        var fixture = new SoakFixture(await SmallDisk.CreateAsync("512M"), farm, await PrivateMosquitto.StartNewAsync());
        fixture.WriteSettings();
        try
        {
            await fixture.StartAsync();
            return fixture;
        }
        catch
        {
            await fixture.DisposeAsync();
            throw;
        }
    }

    public async Task StartAsync()
    {
        daemon = AutoCoreProcess.Start(["run", "--config", folder["appsettings.json"]],
            new Dictionary<string, string>(Clock.Environment) { ["RUNTIME_DIRECTORY"] = folder["run"] });
        DaemonStarted = TimeProvider.System.GetTimestamp();
        await daemon.WaitForLineAsync("Ready");
    }

    /// <summary>Ends it at once; the exit code must say so.</summary>
    public async Task KillAsync()
    {
        Daemon.Kill();
        Assert.Equal(128 + 9, await Daemon.WaitForExitAsync());
    }

    /// <summary>Stops it as systemd does; it must end well, and soon.</summary>
    public async Task StopAsync()
    {
        Daemon.Terminate();
        Assert.Equal(0, await Daemon.WaitForExitAsync(LongestStop));
    }

    public Task<CommandResult> RunAsync(params string[] command) =>
        AutoCoreProcess.RunAsync([.. command, "--config", folder["appsettings.json"]], Clock.Environment);

    /// <summary>Waits for a value of the state that the daemon keeps.</summary>
    public Task WaitForStateAsync(string group, string key, Func<JsonElement, bool> fits) => Eventually.TrueAsync(
        () => Read(group, key) is { } value && fits(value), TimeSpan.FromMinutes(1), $"{group}.{key} as it should be; it is {Read(group, key)}");

    public Task WaitForRatingAsync(string rating) => WaitForStateAsync("disk", "rating", r => r.GetString() == rating);

    /// <summary>The last round had a good picture of every camera.</summary>
    public Task WaitForFullRoundAsync() => WaitForStateAsync("cameras", "stored", stored => stored.GetInt32() == Cameras);

    /// <summary>Capture is at work: at least one more round's worth of requests arrives.</summary>
    public Task WaitForCaptureAsync()
    {
        var wanted = Farm.RequestCount + Cameras;
        return Eventually.TrueAsync(() => Farm.RequestCount >= wanted, TimeSpan.FromMinutes(1));
    }

    public JsonElement? Read(string group, string key)
    {
        using var state = JsonDocument.Parse(File.ReadAllBytes(folder["run/status.json"]));
        return state.RootElement.TryGetProperty(group, out var found) && found.TryGetProperty(key, out var value) ? value.Clone() : null;
    }

    public async ValueTask DisposeAsync()
    {
        if (daemon is not null)
            await daemon.DisposeAsync();
        await Broker.DisposeAsync();
        await Farm.DisposeAsync();
        await Disk.DisposeAsync();
        Clock.Dispose();
        folder.Dispose();
    }

    private void WriteSettings()
    {
        var sources = Farm.Cameras.Select(c => c.Name.Split('/') is var name ? new { Site = name[0], Name = name[1], Url = c.Url.ToString() } : null);
        folder.Write("appsettings.json", $$"""
            { "AutoCore": {
                "Node": "soak", "DataDirectory": "{{Disk.Combine("data")}}", "SdCard": { "Size": 16 },
                "DiskWatchdog": { "Interval": "00:00:01", "Mounts": [ "{{Disk.Path}}" ], "Cleanup": { "Steps": [ "expired-images", "oldest-images" ] } },
                "Telemetry": { "SampleInterval": "00:00:01", "FlushInterval": "00:00:02" },
                "WalCheckpoint": { "Interval": "00:00:01" },
                "Cameras": {
                    "Interval": "00:00:02", "DelayBetweenCameras": "00:00:00", "RetryBaseDelay": "00:00:00.200",
                    "ConnectTimeout": "00:00:02", "FirstByteTimeout": "00:00:02", "ImageTimeout": "00:00:04", "Sources": {{JsonSerializer.Serialize(sources)}}
                },
                "Mqtt": { "Host": "{{Broker.Host}}", "Port": {{Broker.Port}}, "PublishInterval": "00:00:02" }
            } }
            """);
    }
}
