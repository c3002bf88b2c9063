using System.Diagnostics;
using System.Text.Json;
using AutoCore.Testing;

namespace AutoCore.Benchmarks.Footprint;

/// <summary>What each form of the program costs a machine of 512 MB: memory, idle time, time to ready, room on the card.</summary>
internal static class FootprintBenchmark
{
    private const int Cameras = 345;
    private const int Rounds = 4;
    private const int Starts = 5;
    private static readonly TimeSpan IdleAfter = TimeSpan.FromSeconds(75);
    private static readonly TimeSpan IdleFor = TimeSpan.FromMinutes(1);

    private static readonly Form[] Forms =
    [
        new("framework-dependent", "autocore", "make build", new(80, ReadyMs: 300)),
        new("trimmed", "trimmed", "make trimmed", new(60)),
        new("native", "native", "make native", new(35, PrivateMb: 13, CurrentMb: 14, ReadyMs: 60)),
    ];

    public static async Task RunAsync(TextWriter section)
    {
        await section.WriteLineAsync(
            $"""
            ## Footprint

            The 16 GB profile, a broker, {Cameras} cameras. Memory after {Rounds} rounds of {Cameras} pictures of 1280×720 (about 100 KB) with 10 workers, in a control group of its own as a unit has one:
            resident, private (on no disk), proportional (PSS: a shared page counts in part), and `memory.current`, what the kernel charges to the group, the program's files being in the cache as after an installation;
            idle over a minute, {IdleAfter.TotalSeconds} s after the start, with everything but capture at work; both for all forms at once; ready is the median of {Starts} starts until `READY=1`, in turn. {Measured.Machine}.
            `make bench`, or `dotnet run -c Release --project tests/AutoCore.Benchmarks -- footprint`.

            | form | resident MB | required | private MB | required | PSS MB | memory.current MB | required | idle resident MB | idle CPU, % of a core | wake-ups a minute | ready ms | required | ready ÷ framework-dependent | on disk MB |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
            """);
        await using var broker = await PrivateMosquitto.StartNewAsync();
        using var folder = new TemporaryFolder();
        await using var farm = await StartFarmAsync(folder);
        var installed = Forms.Where(form => File.Exists(form.Program)).Select(form => new Installation(form, folder, broker.Port)).ToList();
        await Task.WhenAll(installed.Select(async installation => (installation.AfterRounds, installation.CurrentMb) = await AfterRoundsAsync(installation)));
        await Task.WhenAll(installed.Select(async installation => installation.Idle = await IdleAsync(installation)));
        for (var start = 0; start < Starts; start++)
        {
            foreach (var installation in installed)
            {
                var (daemon, elapsed) = Start(installation, Installation.Rarely);
                await daemon.DisposeAsync();
                installation.Ready.Add(elapsed.TotalMilliseconds);
            }
        }
        foreach (var installation in installed)
            await section.WriteLineAsync(installation.Describe(Measured.Median([.. installed[0].Ready])));
        foreach (var missing in Forms.Where(form => !File.Exists(form.Program)))
            await section.WriteLineAsync($"| {missing.Name} | not built: `{missing.Build}` | | | | | | | | | | | | | |");
    }

    /// <summary>Where the native form's memory lies after the same rounds; alone, so that one change of it is tried in two minutes.</summary>
    public static async Task RunMapAsync(TextWriter section)
    {
        await section.WriteLineAsync(
            $"""
            ## Where the native form's memory lies

            As in *Footprint*, after {Rounds} rounds of {Cameras} pictures, by mapping (`/proc/PID/smaps`). What was tried to make it less: [decisions/memory.md](../decisions/memory.md).
            {Measured.Machine}. `dotnet run -c Release --project tests/AutoCore.Benchmarks -- memory-map`.

            | native, after rounds | resident MB | private MB |
            |---|---:|---:|
            """);
        await using var broker = await PrivateMosquitto.StartNewAsync();
        using var folder = new TemporaryFolder();
        await using var farm = await StartFarmAsync(folder);
        await AfterRoundsAsync(new(Forms.Single(form => form.Name == "native"), folder, broker.Port), process =>
        {
            var map = MemoryMap.Read(process);
            foreach (var (kind, residentMb, privateMb) in map.Append(("all", map.Sum(row => row.ResidentMb), map.Sum(row => row.PrivateMb))))
                section.WriteLine($"| {kind} | {residentMb:F1} | {privateMb:F1} |");
        });
    }

    private static async Task<ChildProcess> StartFarmAsync(TemporaryFolder folder)
    {
        var program = Repository.Combine("artifacts", "bin", "AutoCore.CameraFarm", "release", "camera-farm");
        var farm =
            new ChildProcess(
            new(program,
                ["--cameras", $"{Cameras}", "--size", "1280x720", "--hosts", "5", "--inventory", folder["cameras.json"], "--secrets", folder["secrets.env"]]));
        await Eventually.TrueAsync(() => File.Exists(folder["cameras.json"]) && File.Exists(folder["secrets.env"]), TimeSpan.FromMinutes(2));
        return farm;
    }

    private static async Task<(ProcessFigures Figures, double? CurrentMb)> AfterRoundsAsync(Installation installation, Action<int>? look = null)
    {
        using var group = MemoryGroup.TryCreate(installation.Form.Folder);
        var (daemon, _) = Start(installation, Installation.Often, group);
        await using (daemon)
        {
            var seen = new HashSet<long>();
            await Eventually.TrueAsync(() => LastRound(installation.Data) is { } last && seen.Add(last) && seen.Count == Rounds, TimeSpan.FromMinutes(5));
            // The state says so at the round's end; what the round used is given back right after.
            await Task.Delay(TimeSpan.FromSeconds(2));
            look?.Invoke(daemon.Id);
            return (ProcessFigures.Read(daemon.Id), group?.CurrentMb);
        }
    }

    private static async Task<(ProcessFigures Before, ProcessFigures After)> IdleAsync(Installation installation)
    {
        var (daemon, _) = Start(installation, Installation.Rarely);
        await using (daemon)
        {
            // By then each worker has made its first passes: what is compiled at run time for them is not idle time.
            await Task.Delay(IdleAfter);
            var before = ProcessFigures.Read(daemon.Id);
            await Task.Delay(IdleFor);
            return (before, ProcessFigures.Read(daemon.Id));
        }
    }

    private static (ChildProcess Daemon, TimeSpan Ready) Start(Installation installation, string interval, MemoryGroup? group = null)
    {
        using var folder = new TemporaryFolder();
        using var socket = new NotifySocket(folder["notify"]);
        var settings = installation.WriteSettings(interval);
        var started = Stopwatch.GetTimestamp();
        string[] command = [installation.Form.Program, "run", "--config", settings];
        if (group is not null)
            command = group.Wrap(command);
        var daemon = new ChildProcess(new(command[0], command[1..]) { Environment = { ["NOTIFY_SOCKET"] = folder["notify"] } });
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

    /// <summary>A form of the program.</summary>
    /// <param name="Name">What it is called.</param>
    /// <param name="Folder">Where it lies in artifacts.</param>
    /// <param name="Build">What builds it.</param>
    /// <param name="Required">What it may take at most.</param>
    private sealed record Form(string Name, string Folder, string Build, Requirement Required)
    {
        public string Program => Repository.Combine("artifacts", Folder, "autocore");
    }

    /// <summary>What a form may take at most; null: nothing is required.</summary>
    private sealed record Requirement(int ResidentMb, int? PrivateMb = null, int? CurrentMb = null, int? ReadyMs = null);

    /// <summary>A form with a data directory of its own, and what was measured of it.</summary>
    private sealed class Installation(Form form, TemporaryFolder folder, int brokerPort)
    {
        // Long enough that a round has ended, and is measured, before the next one begins, with three forms at it at once.
        public const string Often = "00:00:30";
        public const string Rarely = "06:00:00";

        public Form Form => form;

        public string Data => folder[form.Folder];

        public ProcessFigures AfterRounds { get; set; } = null!;

        /// <summary>What its control group is charged then; null where this user may make none.</summary>
        public double? CurrentMb { get; set; }

        public (ProcessFigures Before, ProcessFigures After) Idle { get; set; }

        public List<double> Ready { get; } = [];

        public string WriteSettings(string interval) => folder.Write($"{form.Folder}.json",
            $$"""
            { "AutoCore": { "DataDirectory": "{{Data}}", "Node": "{{form.Folder}}", "SecretsFile": "{{folder["secrets.env"]}}", "SdCard": { "Size": 16 }, "Mqtt": { "Host": "127.0.0.1", "Port": {{brokerPort}} },
              "Cameras": { "Interval": "{{interval}}", "DelayBetweenCameras": "00:00:00", "InventoryFile": "{{folder["cameras.json"]}}" } } }
            """);

        public string Describe(double readyOfFirst)
        {
            var onDisk = Directory.GetFiles(Path.GetDirectoryName(form.Program)!)
                .Where(file => !file.EndsWith(".pdb", StringComparison.Ordinal) && !file.EndsWith(".dbg", StringComparison.Ordinal));
            var (before, idle) = Idle;
            var ready = Measured.Median([.. Ready]);
            var required = form.Required;
            return $"| {form.Name} | {AfterRounds.ResidentMb:F1} | {required.ResidentMb} | {AfterRounds.PrivateMb:F1} | {required.PrivateMb}"
                + $" | {AfterRounds.ProportionalMb:F1} | {CurrentMb:F1} | {required.CurrentMb} | {idle.ResidentMb:F1}"
                + $" | {(idle.CpuSeconds - before.CpuSeconds) / IdleFor.TotalSeconds * 100:F2} | {idle.WakeUpsSince(before) / IdleFor.TotalMinutes:F0}"
                + $" | {ready:F0} | {required.ReadyMs} | {ready / readyOfFirst:F2} | {onDisk.Sum(file => new FileInfo(file).Length) / 1e6:F1} |";
        }
    }
}
