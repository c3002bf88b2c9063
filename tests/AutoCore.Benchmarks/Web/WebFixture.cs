using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using AutoCore.Benchmarks.Cameras;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.CameraFarm.Program;
using AutoCore.CameraFarm.Serving;
using AutoCore.Core.Storage;
using AutoCore.Testing;

namespace AutoCore.Benchmarks.Web;

/// <summary>A month of 345 cameras on the disk, the cameras themselves, and the daemon that looks after them.</summary>
internal sealed class WebFixture : IAsyncDisposable
{
    public const int Cameras = Sites * CamerasPerSite;
    public const int Days = 30;
    public const int Pictures = Cameras * Days * PicturesPerDay;

    /// <summary>The web program as its package has it.</summary>
    public static readonly string Trimmed = Built("trimmed-web/autocore-web");

    /// <summary>The one that needs .NET on the machine.</summary>
    public static readonly string FrameworkDependent = Built("autocore-web/autocore-web");

    public static readonly DateOnly FirstDay = new(2025, 12, 1);

    private const int Sites = 115;
    private const int CamerasPerSite = 3;
    private const int PicturesPerDay = 28;
    private const int MinutesBetween = 51;

    /// <summary>The most names that the file system lets one file have, with room to spare.</summary>
    private const int LinksPerFile = 30_000;

    private static readonly string Daemon = Built("autocore/autocore");

    private readonly TemporaryFolder _folder = new();
    private readonly Farm _farm = Farm.Start();
    private ChildProcess? _daemon;

    private WebFixture()
    {
    }

    /// <summary>Where the web program is found.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    private string Settings => _folder["appsettings.json"];

    /// <summary>Fills it; the daemon runs, and its first round is over.</summary>
    /// <exception cref="FileNotFoundException">A program is not built.</exception>
    public static async Task<WebFixture> StartAsync()
    {
        foreach (var program in new[] { Daemon, Trimmed, FrameworkDependent }.Where(p => !File.Exists(p)))
            throw new FileNotFoundException($"{program} is missing: make build trimmed-web");
        var fixture = new WebFixture();
        fixture._farm.Pictures.Warm();
        for (var i = 0; i < Cameras; i++)
            fixture._farm.Add(NameOf(i), new Camera { Latency = Latency.Milliseconds(50 + (i * 37 % 250)) });
        fixture.WriteSettings();
        await Console.Error.WriteLineAsync("the first round");
        await fixture.CaptureAsync();
        await Console.Error.WriteLineAsync($"a month of {Pictures} pictures");
        fixture.WriteMonth();
        await Console.Error.WriteLineAsync("the daemon's start and its round");
        fixture._daemon = new(new(Daemon, ["run", "--config", fixture.Settings]));
        await Eventually.TrueAsync(() => File.Exists(fixture._folder["data/run/status.json"]));
        await fixture.CaptureAsync();
        return fixture;
    }

    /// <summary>A camera, as URLs name it.</summary>
    public static string NameOf(int i) => $"Site_{i / CamerasPerSite % Sites}/P{(i % CamerasPerSite) + 1}";

    /// <summary>Starts a web program; it serves when this returns.</summary>
    public async Task<ChildProcess> ServeAsync(string program, params string[] before)
    {
        // With what its unit gives it.
        string[] command = ["env", .. Environment(), .. before, program, "--config", Settings];
        var web = new ChildProcess(new(command[0], command[1..]));
        await web.WaitForLineAsync("Serving at");
        return web;
    }

    /// <summary>Seconds of a round, after one that runs already.</summary>
    public async Task<double> CaptureAsync()
    {
        await using var capture = new ChildProcess(new(Daemon, ["capture", "--config", Settings]));
        if (await capture.WaitForExitAsync(TimeSpan.FromMinutes(1)) != 0)
            throw new InvalidOperationException($"autocore capture failed: {string.Join('\n', capture.Errors)}");
        return RoundFixture.RoundSecondsOf(_folder["data"]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_daemon is not null)
            await _daemon.DisposeAsync();
        await _farm.DisposeAsync();
        _folder.Dispose();
    }

    private static IEnumerable<string> Environment()
    {
        const string key = "Environment=";
        return File.ReadLines(Repository.Combine("deploy", "systemd", "autocore-web.service")).Where(line => line.StartsWith(key, StringComparison.Ordinal)).Select(line => line[key.Length..]);
    }

    private void WriteSettings()
    {
        _folder.Write("inventory.json", Source.ToJson(_farm.Cameras.Select(c => Source.Of(c))));
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        Address = new($"http://{free.LocalEndpoint}/");
        _folder.Write("appsettings.json", $$"""
            { "AutoCore": { "DataDirectory": {{JsonSerializer.Serialize(_folder["data"])}}, "Web": { "Listen": "{{free.LocalEndpoint}}" },
              "Cameras": { "InventoryFile": "{{_folder["inventory.json"]}}", "DelayBetweenCameras": "00:00:00", "RetentionDays": 36500, "Interval": "7.00:00:00" },
              "Telemetry": { "SampleInterval": "00:00:01", "FlushInterval": "00:00:10" }, "Backups": { "Enabled": false }, "DiskWatchdog": { "Cleanup": { "Enabled": false } } } }
            """);
    }

    /// <summary>One picture's bytes under many names: room for a month of them is not the question here.</summary>
    private void WriteMonth()
    {
        var picture = File.ReadAllBytes(Directory.EnumerateFiles(_folder["data/cameras"], "P1_*.jpg", SearchOption.AllDirectories).First());
        var (source, count) = ("", 0);
        for (var site = 0; site < Sites; site++)
        {
            for (var day = FirstDay; day < FirstDay.AddDays(Days); day = day.AddDays(1))
            {
                var folder = Directory.CreateDirectory(_folder[$"data/cameras/Site_{site}/{day:yyyy-MM}/{day:dd}"]).FullName;
                for (var i = 0; i < CamerasPerSite * PicturesPerDay; i++, count++)
                {
                    if (count % LinksPerFile == 0)
                        File.WriteAllBytes(source = _folder[$"source-{count}"], picture);
                    var at = TimeOnly.MinValue.AddMinutes(i / CamerasPerSite * MinutesBetween);
                    if (!Posix.TryLink(source, Path.Combine(folder, $"P{(i % CamerasPerSite) + 1}_{at:HHmmss}.jpg")))
                        throw new IOException($"no further name for {source}");
                }
            }
        }
    }

    private static string Built(string path) => Repository.Combine("artifacts", path);
}
