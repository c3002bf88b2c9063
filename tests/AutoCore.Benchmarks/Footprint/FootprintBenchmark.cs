using System.Diagnostics;
using System.Text.Json;
using AutoCore.Testing;

namespace AutoCore.Benchmarks.Footprint;

/// <summary>What each form of the program costs a machine of 512 MB: memory, idle time, time to ready, room on the card.</summary>
internal static class FootprintBenchmark
{
    private const int Cameras = 345;
    private const int Rounds = 4;
    private const int Starts = 9;
    private static readonly TimeSpan IdleAfter = TimeSpan.FromSeconds(75);
    private static readonly TimeSpan IdleFor = TimeSpan.FromMinutes(1);

    /// <summary>Name, folder in artifacts, how it is built, and what is required of it: resident MB and milliseconds to ready.</summary>
    private static readonly (string Name, string Folder, string Build, int ResidentMb, int? ReadyMs)[] Forms =
    [
        ("framework-dependent", "autocore", "make build", 72, 300),
        ("trimmed", "trimmed", "make trimmed", 52, null),
        ("native", "native", "make native", 26, 60),
    ];

    public static async Task RunAsync(TextWriter section)
    {
        await section.WriteLineAsync(
            $"""
            ## Footprint

            The 16 GB profile, a broker, {Cameras} cameras. Resident and private memory after {Rounds} rounds of {Cameras} pictures of 1280×720 (about 100 KB) with 10 workers;
            idle over a minute, {IdleAfter.TotalSeconds} s after the start, with everything but capture at work; ready is the fastest of {Starts} starts until `READY=1`. {Measured.Machine}.
            `make bench`, or `dotnet run -c Release --project tests/AutoCore.Benchmarks -- footprint`.

            | form | resident MB | required | private MB | idle resident MB | idle CPU, % of a core | wake-ups a minute | ready ms | required | on disk MB |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|
            """);
        await using var broker = await PrivateMosquitto.StartNewAsync();
        using var folder = new TemporaryFolder();
        await using var farm = await StartFarmAsync(folder);
        foreach (var form in Forms)
        {
            var program = Repository.Combine("artifacts", form.Folder, "autocore");
            await section.WriteLineAsync(File.Exists(program)
                ? $"| {form.Name} | {await MeasureAsync(program, broker, folder, form.ResidentMb, form.ReadyMs)} |"
                : $"| {form.Name} | not built: `{form.Build}` | | | | | | | | |");
        }
    }

    private static async Task<ChildProcess> StartFarmAsync(TemporaryFolder folder)
    {
        var program = Repository.Combine("artifacts", "bin", "AutoCore.CameraFarm", "release", "camera-farm");
        var farm = new ChildProcess(new(program, ["--cameras", $"{Cameras}", "--size", "1280x720", "--hosts", "5", "--inventory", folder["cameras.json"], "--secrets", folder["secrets.env"]]));
        await Eventually.TrueAsync(() => File.Exists(folder["cameras.json"]) && File.Exists(folder["secrets.env"]), TimeSpan.FromMinutes(2));
        return farm;
    }

    private static async Task<string> MeasureAsync(string program, PrivateMosquitto broker, TemporaryFolder folder, int residentMb, int? readyMs)
    {
        var data = folder[Path.GetRandomFileName()];
        var afterRounds = await AfterRoundsAsync(program, data, WriteSettings("00:00:15"));
        var settings = WriteSettings("06:00:00");
        var (before, idle) = await IdleAsync(program, settings);
        var ready = double.MaxValue;
        for (var start = 0; start < Starts; start++)
        {
            var (daemon, elapsed) = Start(program, settings);
            await daemon.DisposeAsync();
            ready = Math.Min(ready, elapsed.TotalMilliseconds);
        }

        var onDisk = Directory.GetFiles(Path.GetDirectoryName(program)!).Where(file => !file.EndsWith(".pdb", StringComparison.Ordinal) && !file.EndsWith(".dbg", StringComparison.Ordinal));
        return $"{afterRounds.ResidentMb:F1} | {residentMb} | {afterRounds.PrivateMb:F1} | {idle.ResidentMb:F1} | {(idle.CpuSeconds - before.CpuSeconds) / IdleFor.TotalSeconds * 100:F2} | {idle.WakeUpsSince(before) / IdleFor.TotalMinutes:F0}"
            + $" | {ready:F0} | {readyMs?.ToString() ?? ""} | {onDisk.Sum(file => new FileInfo(file).Length) / 1e6:F1}";

        string WriteSettings(string interval) => folder.Write("appsettings.json",
            $$"""
            { "AutoCore": { "DataDirectory": "{{data}}", "SecretsFile": "{{folder["secrets.env"]}}", "SdCard": { "Size": 16 }, "Mqtt": { "Host": "127.0.0.1", "Port": {{broker.Port}} },
              "Cameras": { "Interval": "{{interval}}", "DelayBetweenCameras": "00:00:00", "InventoryFile": "{{folder["cameras.json"]}}" } } }
            """);
    }

    private static async Task<ProcessFigures> AfterRoundsAsync(string program, string data, string settings)
    {
        var (daemon, _) = Start(program, settings);
        await using (daemon)
        {
            var seen = new HashSet<long>();
            await Eventually.TrueAsync(() => LastRound(data) is { } last && seen.Add(last) && seen.Count == Rounds, TimeSpan.FromMinutes(5));
            // The state says so at the round's end; what the round used is given back right after.
            await Task.Delay(TimeSpan.FromSeconds(2));
            return ProcessFigures.Read(daemon.Id);
        }
    }

    private static async Task<(ProcessFigures Before, ProcessFigures After)> IdleAsync(string program, string settings)
    {
        var (daemon, _) = Start(program, settings);
        await using (daemon)
        {
            // By then each worker has made its first passes: what is compiled at run time for them is not idle time.
            await Task.Delay(IdleAfter);
            var before = ProcessFigures.Read(daemon.Id);
            await Task.Delay(IdleFor);
            return (before, ProcessFigures.Read(daemon.Id));
        }
    }

    private static (ChildProcess Daemon, TimeSpan Ready) Start(string program, string settings)
    {
        using var folder = new TemporaryFolder();
        using var socket = new NotifySocket(folder["notify"]);
        var started = Stopwatch.GetTimestamp();
        var daemon = new ChildProcess(new(program, ["run", "--config", settings]) { Environment = { ["NOTIFY_SOCKET"] = folder["notify"] } });
        socket.WaitForReady();
        return (daemon, Stopwatch.GetElapsedTime(started));
    }

    private static long? LastRound(string data)
    {
        var file = Path.Combine(data, "run", "status.json");
        if (!File.Exists(file)) return null;
        using var state = JsonDocument.Parse(File.ReadAllBytes(file));
        return state.RootElement.TryGetProperty("cameras", out var cameras) && cameras.TryGetProperty("last_round_ts", out var at) ? at.GetInt64() : null;
    }
}
