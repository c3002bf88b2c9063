using System.Diagnostics;
using System.Globalization;
using AutoCore.CameraFarm;

namespace AutoCore.Benchmarks.Cameras;

/// <summary>One round of 345 cameras, against the tools that people use for it: the same farm, ten at a time, one after the other.</summary>
internal static class RoundBenchmark
{
    private const int Cameras = 345;
    private const int Workers = 10;

    /// <summary>Debian's, which has Debian's packages.</summary>
    private const string Python = "/usr/bin/python3";

    /// <summary>Runs its arguments and prints wall seconds, CPU seconds and the largest resident size in MB.</summary>
    private const string Meter =
        "import resource,subprocess,sys,time\nt=time.time();subprocess.check_call(sys.argv[1:],stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL);w=time.time()-t\n"
        + "u=resource.getrusage(resource.RUSAGE_CHILDREN);print(w,u.ru_utime+u.ru_stime,u.ru_maxrss/1000)";

    private const string PythonScript =
        """
        import io, os, sys
        from concurrent.futures import ThreadPoolExecutor
        import requests
        from PIL import Image
        urls = [line.strip() for line in open(sys.argv[1])]
        session = requests.Session()
        session.mount('http://', requests.adapters.HTTPAdapter(pool_maxsize=10))
        def capture(item):
            number, url = item
            for attempt in range(3):
                answer = session.get(url, timeout=30)
                try:
                    Image.open(io.BytesIO(answer.content)).load()
                except Exception:
                    continue
                with open(os.path.join(sys.argv[2], f'{number}.jpg'), 'wb') as file:
                    file.write(answer.content)
                return True
            return False
        with ThreadPoolExecutor(10) as pool:
            print(sum(pool.map(capture, enumerate(urls))))
        """;

    public static async Task RunAsync(TextWriter section)
    {
        var folder = Directory.CreateTempSubdirectory("autocore-bench-").FullName;
        await using var farm = Farm.Start();
        farm.Pictures.Warm();
        var latencies = Enumerable.Range(0, Cameras).Select(i => i % 86 == 85 ? 10_000 : 50 + (i * 37 % 250)).ToList();
        for (var i = 0; i < Cameras; i++)
            farm.Add($"Site_{i / 3}/P{(i % 3) + 1}", new Camera { Latency = Latency.Milliseconds(latencies[i]) });
        var bound = Math.Max(latencies.Sum() / 1000.0 / Workers, latencies.Max() / 1000.0);

        var contenders = Prepare(folder, farm);
        await MeasureAsync(folder, contenders[0].Command);
        await section.WriteLineAsync("## A round of 345 cameras\n");
        await section.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"Pictures of about 100 KB; 50–300 ms to the first byte, four cameras of 10 s; ten at a time, no pauses. The bound, max(sum ÷ 10, slowest), is {bound:F1} s. One after the other in the same run, AutoCore in its"));
        await section.WriteLineAsync($"second round (latencies remembered), as a process of its own that starts, captures, checks every bit, flushes to the disk and ends. aria2c and curl check nothing. {Measured.Machine}.\n");
        await section.WriteLineAsync("| | wall s | ÷ bound | CPU s | peak MB |\n|---|---:|---:|---:|---:|");
        foreach (var (name, command) in contenders)
        {
            var (wall, cpu, peak) = await MeasureAsync(folder, command);
            await section.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| {name} | {wall:F2} | {wall / bound:F2} | {cpu:F2} | {peak:F0} |"));
        }
        Directory.Delete(folder, recursive: true);
    }

    private static (string Name, string[] Command)[] Prepare(string folder, Farm farm)
    {
        var urls = farm.Cameras.Select(c => c.Url.AbsoluteUri).ToList();
        File.WriteAllText(Path.Combine(folder, "inventory.json"), Source.ToJson(farm.Cameras.Select(c => Source.Of(c))));
        File.WriteAllText(Path.Combine(folder, "appsettings.json"),
            $$"""{ "AutoCore": { "DataDirectory": "{{folder}}/data", "Cameras": { "InventoryFile": "{{folder}}/inventory.json", "DelayBetweenCameras": "00:00:00", "FirstByteTimeout": "00:00:20" } } }""");
        File.WriteAllLines(Path.Combine(folder, "urls"), urls);
        File.WriteAllText(Path.Combine(folder, "capture.py"), PythonScript);
        File.WriteAllLines(Path.Combine(folder, "curl"), urls.SelectMany((url, i) => new[] { $"url = {url}", $"output = {folder}/curl-{i}.jpg" }));
        File.WriteAllLines(Path.Combine(folder, "aria"), urls.SelectMany((url, i) => new[] { url, $"  out=aria-{i}.jpg" }));
        Directory.CreateDirectory(Path.Combine(folder, "python"));
        return
        [
            ("`autocore capture`", [Program, "capture", "--config", $"{folder}/appsettings.json"]),
            ("Python, ThreadPoolExecutor(10), requests, Pillow", [Python, $"{folder}/capture.py", $"{folder}/urls", $"{folder}/python"]),
            ("`aria2c -j10`", ["aria2c", "-j10", "-x1", "-q", "--allow-overwrite=true", "-d", folder, "-i", $"{folder}/aria"]),
            ("`curl --parallel --parallel-max 10`", ["curl", "-s", "--parallel", "--parallel-max", "10", "-K", $"{folder}/curl"]),
        ];
    }

    /// <summary>The program as <c>make build</c> leaves it, else as it was built beside this one.</summary>
    private static string Program
    {
        get
        {
            var artifacts = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", ".."));
            var built = Path.Combine(artifacts, "autocore", "autocore");
            return File.Exists(built) ? built : Path.Combine(artifacts, "bin", "AutoCore.Daemon", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "autocore");
        }
    }

    private static async Task<(double Wall, double Cpu, double PeakMb)> MeasureAsync(string folder, string[] command)
    {
        using var meter = Process.Start(new ProcessStartInfo(Python, ["-c", Meter, .. command]) { RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = folder })!;
        var figures = (await meter.StandardOutput.ReadToEndAsync()).Trim().Split(' ').Select(f => double.Parse(f, CultureInfo.InvariantCulture)).ToArray();
        await meter.WaitForExitAsync();
        return (figures[0], figures[1], figures[2]);
    }
}
