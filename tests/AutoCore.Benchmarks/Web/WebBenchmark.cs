using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using AutoCore.Benchmarks.Footprint;
using AutoCore.CameraFarm;
using AutoCore.Testing;

namespace AutoCore.Benchmarks.Web;

/// <summary>The web program over a month of 345 cameras: how fast it answers, what it holds, how many it serves, and what the daemon beside it notices.</summary>
internal static class WebBenchmark
{
    private const int Sites = 115;
    private const int CamerasPerSite = 3;
    private const int Days = 30;
    private const int PicturesPerDay = 28;
    private const int Clients = 64;

    /// <summary>The most names that the file system lets one file have, with room to spare.</summary>
    private const int LinksPerFile = 30_000;

    private static readonly TimeSpan LoadFor = TimeSpan.FromSeconds(60);

    /// <summary>Sixty-four people who look around, not sixty-four machines that do nothing else.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private static readonly DateOnly FirstDay = new(2025, 12, 1);

    private static readonly (string Name, string Folder, string Build)[] Forms = [("framework-dependent", "autocore-web", "make build"), ("trimmed", "trimmed-web", "make trimmed-web")];

    private static string Artifacts => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", ".."));

    public static async Task RunAsync(TextWriter section)
    {
        using var folder = new TemporaryFolder();
        await using var farm = Farm.Start();
        farm.Pictures.Warm();
        for (var i = 0; i < Sites * CamerasPerSite; i++)
            farm.Add($"Site_{i / CamerasPerSite}/P{(i % CamerasPerSite) + 1}", new Camera { Latency = Latency.Milliseconds(50 + (i * 37 % 250)) });
        var settings = WriteSettings(folder, farm);
        var pictures = WritePictures(folder);
        await CaptureAsync(settings);
        await using var daemon = new ChildProcess(new(Path.Combine(Artifacts, "autocore", "autocore"), ["run", "--config", settings.File]));
        await Eventually.TrueAsync(() => File.Exists(folder["data/run/status.json"]));
        await section.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"""
            ## The web page over a month of pictures

            {pictures} pictures of {Sites * CamerasPerSite} cameras, as seen by a client on the same machine. A first request comes to a process that has just started, the others are medians of 51;
            resident memory after 1,000 requests of all kinds, one after the other; then {Clients} clients at once for {LoadFor.TotalSeconds:F0} s, each with a pause of {Pause.TotalMilliseconds:F0} ms between two requests. {Measured.Machine}.
            `dotnet run -c Release --project tests/AutoCore.Benchmarks -- web`.

            | form | start to first answer, ms | wall of pictures, first, ms | again | a camera's day, first, ms | again | all cameras (REST) | resident MB after 1,000 | private MB | {Clients} clients: requests | errors | p50 ms | p99 ms | resident MB |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
            """));
        foreach (var (name, form, build) in Forms)
        {
            var program = Path.Combine(Artifacts, form, "autocore-web");
            await section.WriteLineAsync($"| {name} | {(File.Exists(program) ? await MeasureAsync(program, settings) : $"not built: `{build}`")} |");
        }
        await section.WriteLineAsync($"\nRequired: first page 300 ms, a camera's day 100 ms, 60 MB, no error.\n\n{await BesideARoundAsync(settings)}");
    }

    private static async Task<string> MeasureAsync(string program, Settings settings)
    {
        var started = Stopwatch.GetTimestamp();
        await using var web = Start(program, settings);
        using var client = new HttpClient { BaseAddress = settings.Address };
        await Eventually.TrueAsync(() => CanConnect(settings.Address));
        await client.GetByteArrayAsync("/api/v1/openapi.json").ConfigureAwait(false);
        var start = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var (wallFirst, wall) = await TimeAsync(client, "/");
        var (dayFirst, day) = await TimeAsync(client, Day(7, 12));
        var (_, cameras) = await TimeAsync(client, "/api/v1/cameras");
        for (var i = 0; i < 1000; i++)
            await client.GetByteArrayAsync(Request(i));
        var after = ProcessFigures.Read(web.Id);
        var (requests, errors, times) = await LoadAsync(settings.Address, LoadFor);
        var loaded = ProcessFigures.Read(web.Id);
        return string.Create(CultureInfo.InvariantCulture,
            $"{start:F0} | {wallFirst:F0} | {wall:F1} | {dayFirst:F0} | {day:F1} | {cameras:F1} | {after.ResidentMb:F1} | {after.PrivateMb:F1} | {requests} | {errors} | {times[times.Count / 2]:F1} | {times[times.Count * 99 / 100]:F1} | {loaded.ResidentMb:F1}");
    }

    /// <summary>Three rounds without and three with the clients, in turn; the medians.</summary>
    private static async Task<string> BesideARoundAsync(Settings settings)
    {
        // As under its unit: behind whatever else there is to do.
        await using var web = new ChildProcess(new("nice", ["-n", "10", Path.Combine(Artifacts, "autocore-web", "autocore-web"), "--config", settings.File]));
        await Eventually.TrueAsync(() => CanConnect(settings.Address));
        List<double> alone = [], beside = [];
        for (var i = 0; i < 3; i++)
        {
            alone.Add(await CaptureAsync(settings));
            using var ending = new CancellationTokenSource();
            var load = LoadAsync(settings.Address, TimeSpan.FromMinutes(5), ending.Token);
            beside.Add(await CaptureAsync(settings));
            await ending.CancelAsync();
            await load;
        }
        alone.Sort();
        beside.Sort();
        return string.Create(CultureInfo.InvariantCulture,
            $"A round of {Sites * CamerasPerSite} cameras (50–300 ms each, ten at a time, `autocore capture`), medians of three in turn: {alone[1]:F2} s alone, {beside[1]:F2} s beside {Clients} such clients and the program that plays them: {(beside[1] / alone[1] - 1) * 100:F1} % longer (required: 5).");
    }

    private static async Task<(double First, double Median)> TimeAsync(HttpClient client, string url)
    {
        var times = new List<double>();
        for (var i = 0; i <= 51; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await client.GetByteArrayAsync(url);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        var first = times[0];
        times.RemoveAt(0);
        times.Sort();
        return (first, times[times.Count / 2]);
    }

    private static async Task<(int Requests, int Errors, List<double> Times)> LoadAsync(Uri address, TimeSpan duration, CancellationToken ending = default)
    {
        var errors = 0;
        var times = new List<double>();
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async number =>
        {
            using var client = new HttpClient { BaseAddress = address };
            for (var i = number * 97; Stopwatch.GetElapsedTime(started) < duration && !ending.IsCancellationRequested; i++)
            {
                var from = Stopwatch.GetTimestamp();
                try
                {
                    await client.GetByteArrayAsync(Request(i), CancellationToken.None);
                }
                catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
                {
                    Interlocked.Increment(ref errors);
                }
                lock (times)
                    times.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
                await Task.Delay(Pause, CancellationToken.None);
            }
        }));
        times.Sort();
        return (times.Count, errors, times);
    }

    private static string Request(int i) => (i % 8) switch
    {
        0 => "/",
        1 => "/api/v1/cameras",
        2 => "/api/v1/health",
        3 => "/api/v1/telemetry?key=disk_used_percent",
        4 => "/api/v1/events",
        5 => $"{Camera(i)}/latest.jpg",
        6 => $"/thumbnails/{NameOf(i)}/latest.jpg",
        _ => Day(i, 1 + (i % Days)),
    };

    private static string Day(int camera, int day) => $"{Camera(camera)}/images?from={FirstDay.AddDays(day - 1):yyyy-MM-dd}&to={FirstDay.AddDays(day):yyyy-MM-dd}";

    private static string Camera(int i) => $"/api/v1/cameras/{NameOf(i)}";

    private static string NameOf(int i) => $"Site_{i * 31 % Sites}/P{(i % CamerasPerSite) + 1}";

    private static ChildProcess Start(string program, Settings settings) => new(new(program, ["--config", settings.File]));

    private static bool CanConnect(Uri address)
    {
        try
        {
            using var client = new TcpClient(address.Host, address.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task<double> CaptureAsync(Settings settings)
    {
        var started = Stopwatch.GetTimestamp();
        await using var capture = new ChildProcess(new(Path.Combine(Artifacts, "autocore", "autocore"), ["capture", "--config", settings.File]));
        if (await capture.WaitForExitAsync(TimeSpan.FromMinutes(5)) != 0)
            throw new InvalidOperationException($"autocore capture failed: {string.Join('\n', capture.Errors)}");
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static Settings WriteSettings(TemporaryFolder folder, Farm farm)
    {
        folder.Write("inventory.json", Source.ToJson(farm.Cameras.Select(c => Source.Of(c))));
        using var free = new TcpListener(System.Net.IPAddress.Loopback, 0);
        free.Start();
        var file = folder.Write("appsettings.json", $$"""
            { "AutoCore": { "DataDirectory": {{JsonSerializer.Serialize(folder["data"])}}, "Web": { "Listen": "{{free.LocalEndpoint}}" },
              "Cameras": { "InventoryFile": "{{folder["inventory.json"]}}", "DelayBetweenCameras": "00:00:00", "RetentionDays": 36500, "Interval": "10.00:00:00" },
              "Telemetry": { "SampleInterval": "00:00:01", "FlushInterval": "00:00:10" }, "Backups": { "Enabled": false }, "DiskWatchdog": { "Cleanup": { "Enabled": false } } } }
            """);
        return new(file, new($"http://{free.LocalEndpoint}/"));
    }

    /// <summary>One picture's bytes under many names: room for a month of them is not the question here.</summary>
    private static int WritePictures(TemporaryFolder folder)
    {
        var picture = new byte[100_000];
        var source = "";
        var count = 0;
        for (var site = 0; site < Sites; site++)
        {
            for (var day = 0; day < Days; day++)
            {
                var days = Directory.CreateDirectory(folder[$"data/cameras/Site_{site}/{FirstDay.AddDays(day):yyyy-MM}/{FirstDay.AddDays(day):dd}"]).FullName;
                for (var i = 0; i < CamerasPerSite * PicturesPerDay; i++, count++)
                {
                    if (count % LinksPerFile == 0)
                        File.WriteAllBytes(source = folder[$"source-{count}"], picture);
                    var at = TimeOnly.MinValue.AddMinutes(i / CamerasPerSite * 51);
                    AutoCore.Daemon.Storage.Posix.TryLink(source, Path.Combine(days, $"P{(i % CamerasPerSite) + 1}_{at:HHmmss}.jpg"));
                }
            }
        }
        return count;
    }

    private sealed record Settings(string File, Uri Address);
}
