using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AutoCore.CameraFarm.Behaviour;
using AutoCore.CameraFarm.Pictures;
using AutoCore.CameraFarm.Program;
using AutoCore.CameraFarm.Serving;
using AutoCore.Testing;

namespace AutoCore.SystemTests.Web;

/// <summary>A farm of cameras, the daemon and the web program over some days of history, as a visitor of a running system finds them; and a browser.</summary>
public sealed class Demo : IAsyncLifetime
{
    private const int Sites = 12;
    private const int PicturesADay = 28;

    private readonly TemporaryFolder _folder = new();
    private readonly Farm _farm = Farm.Start(new FarmOptions { Pictures = new PictureOptions { Scenes = 36, Frames = PicturesADay, Quality = 60 } });
    private AutoCoreProcess? _daemon;
    private ChildProcess? _web;
    private Browser? _browser;

    private static readonly string[] SiteNames =
    [
        "Aguas_Claras_Castaneiras", "Taguatinga_Centro", "Ceilandia_Norte", "Guara_II", "Samambaia_Sul", "Gama_Leste", "Sobradinho_Serra", "Planaltina_Lago",
        "Vicente_Pires", "Recanto_das_Emas", "Nucleo_Bandeirante", "Sao_Sebastiao",
    ];

    /// <summary>The cameras that misbehave, by their number.</summary>
    private static readonly Dictionary<int, string> Faults =
        new() { [4] = "truncated", [9] = "status-404", [11] = "frozen", [17] = "html-page", [22] = "low-contrast" };

    internal Browser Browser => _browser ?? throw new InvalidOperationException("the demo has not started");

    /// <summary>Where the web program serves.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    public async ValueTask InitializeAsync()
    {
        for (var i = 0; i < Sites * 3; i++)
            _farm.Add($"{SiteNames[i / 3]}/P{(i % 3) + 1}", Faults.TryGetValue(i, out var fault) ? Presets.Named(fault).Create() : new Camera());
        await StorePastAsync();
        Address = new Uri($"http://127.0.0.1:{PrivateMosquitto.FreePort()}/");
        _folder.Write("cameras.json", Source.ToJson(_farm.Cameras.Select(c => Source.Of(c))));
        _folder.Write("appsettings.json", $$"""
            { "AutoCore": {
                "Node": "pi-shop", "DataDirectory": "{{_folder["data"]}}", "SdCard": { "Size": 64 },
                "Cameras": { "Interval": "00:00:20", "DelayBetweenCameras": "00:00:00", "RetryBaseDelay": "00:00:00.200", "InventoryFile": "{{_folder["cameras.json"]}}" },
                "Telemetry": { "SampleInterval": "00:00:05", "FlushInterval": "00:01:00" },
                "Mqtt": { "PublishInterval": "00:00:05" },
                "Web": { "Listen": "{{Address.Authority}}" }
            } }
            """);
        _daemon = AutoCoreProcess.Start(["run", "--config", _folder["appsettings.json"]]);
        await _daemon.WaitForLineAsync("Round finished", TimeSpan.FromMinutes(2));
        await WritePastAsync();
        _web = new ChildProcess(new ProcessStartInfo(WebProgramPath, ["--config", _folder["appsettings.json"]]));
        await _web.WaitForLineAsync("Serving at", TimeSpan.FromMinutes(1));
        _browser = new Browser(Address, _folder["browser"]);
    }

    /// <summary>When the newest picture of the wall's first camera was stored, Unix seconds.</summary>
    public async Task<long> NewestAsync()
    {
        using var client = new HttpClient();
        using var answer = JsonDocument.Parse(await client.GetStringAsync(new Uri(Address, "/api/v1/cameras")));
        return answer.RootElement.GetProperty("cameras")[0].GetProperty("last_stored_ts").GetInt64();
    }

    /// <summary>The same of the address of a picture on the wall.</summary>
    public static long StoredAt(string address) => long.Parse(address[(address.LastIndexOf("v=", StringComparison.Ordinal) + 2)..], CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        _browser?.Dispose();
        if (_web is not null)
            await _web.DisposeAsync();
        if (_daemon is not null)
            await _daemon.DisposeAsync();
        await _farm.DisposeAsync();
        _folder.Dispose();
    }

    private static string WebProgramPath => AutoCoreProcess.ProgramPath.Replace("AutoCore.Daemon", "AutoCore.Web", StringComparison.Ordinal) + "-web";

    /// <summary>Two days of pictures of the first site and what has passed of today, from the cameras themselves.</summary>
    private async Task StorePastAsync()
    {
        using var client = new HttpClient();
        foreach (var camera in _farm.Cameras.Take(3))
        {
            foreach (var at in PastTimes(TimeProvider.System.GetLocalNow().DateTime))
            {
                var path = string.Create(
                    CultureInfo.InvariantCulture, $"data/cameras/{camera.Name.Split('/')[0]}/{at:yyyy-MM}/{at:dd}/{camera.Name.Split('/')[1]}_{at:HHmmss}.jpg");
                Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
                await File.WriteAllBytesAsync(_folder[path], await client.GetByteArrayAsync(camera.Url));
            }
        }
    }

    /// <summary>From five in the morning on the days before; spread over today, which has pictures to step between however early it is.</summary>
    private static IEnumerable<DateTime> PastTimes(DateTime now)
    {
        for (var at = now.Date.AddDays(-2); at < now.Date; at += TimeSpan.FromMinutes(40))
        {
            if (at.Hour >= 5)
                yield return at;
        }
        for (var i = 0; i < PicturesADay; i++)
            yield return now.Date + ((now - now.Date) * i / PicturesADay);
    }

    /// <summary>A week of samples with a pause in it, as a Pi that was switched off leaves them.</summary>
    private async Task WritePastAsync()
    {
        var memory = (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1_000_000 * 9 / 10).ToString(CultureInfo.InvariantCulture);
        var samples = $"""
            WITH RECURSIVE step(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM step WHERE n < 2016)
            INSERT OR IGNORE INTO sample (at, doubted, disk_used_percent, memory_available_mb, sqlite_p50_ms, sqlite_p99_ms, cameras_success_percent, cpu_temperature_celsius, cpu_load_1m)
            SELECT (unixepoch() - n * 300) * 1000, 0, 47 - n * 0.006 + (n % 72) * 0.05, {memory} * (1 + 0.02 * sin(n / 21.0)), 1.4 + abs(random() % 60) / 100.0,
                4 + 2 * sin(n / 40.0) + abs(random() % 300) / 100.0, min(100, 95 + 3 * sin(n / 13.0) + abs(random() % 200) / 100.0), 51 + 7 * sin((n + 60) / 45.8) + abs(random() % 200) / 100.0,
                0.3 + 0.2 * sin(n / 9.0) + abs(random() % 40) / 100.0
            FROM step WHERE n NOT BETWEEN 90 AND 122;
            """;
        await using var shell = new ChildProcess(new ProcessStartInfo("sqlite3", ["-cmd", ".timeout 10000", _folder["data/autocore.db"], samples]));
        Assert.Equal(0, await shell.WaitForExitAsync());
    }
}
