using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace AutoCore.Benchmarks.Cameras;

/// <summary>One round of 345 cameras, against the tools that people use for it: the same farm, ten at a time, one after the other.</summary>
internal static class RoundBenchmark
{
    private const int Cameras = 345;
    private const int Workers = 10;

    /// <summary>Runs its arguments and prints wall seconds, CPU seconds and the largest resident size in MB.</summary>
    private const string Meter =
        "import resource,subprocess,sys,time\nt=time.time();subprocess.check_call(sys.argv[1:],stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL);w=time.time()-t\n"
        + "u=resource.getrusage(resource.RUSAGE_CHILDREN);print(w,u.ru_utime+u.ru_stime,u.ru_maxrss/1000)";

    public static async Task RunAsync(TextWriter section)
    {
        var mixed = Enumerable.Range(0, Cameras).Select(i => i % 86 == 85 ? 10_000 : 50 + (i * 37 % 250)).ToList();
        await section.WriteLineAsync($"""
            ## A round of {Cameras} cameras

            Pictures of about 100 KB; ten at a time, no pauses. The bound is max(sum of the latencies ÷ 10, slowest). The round is what the program says of it, from the first request to the last
            picture on the disk; the wall time is that of a process of its own that starts, captures, checks every bit, flushes to the disk and ends. {Measured.Machine}.
            `dotnet run -c Release --project tests/AutoCore.Benchmarks -- round`.

            {await EvenAsync()}

            50–300 ms to the first byte, four cameras of 10 s: the bound is {Bound(mixed).ToString("F1", CultureInfo.InvariantCulture)} s. One after the other in the same run, AutoCore in its second round (latencies
            remembered). aria2c and curl check nothing.

            {await CompareAsync(mixed)}

            {await MixedRound.MeasureAsync(Cameras, Workers)}
            """);
    }

    /// <summary>Every camera takes as long, nothing is remembered: what the program itself adds, from its first request on.</summary>
    private static async Task<string> EvenAsync()
    {
        var latencies = Enumerable.Repeat(100, Cameras).ToList();
        await using var fixture = RoundFixture.Start(latencies);
        var table = new StringBuilder("| every camera takes 100 ms | round ÷ bound | required | `curl --parallel`, wall ÷ bound |\n|---|---:|---:|---:|");
        foreach (var what in (string[])["the first round, nothing is remembered", "the second round, another process"])
        {
            await MeasureAsync(fixture.Folder, fixture.Contenders[0].Command);
            var round = fixture.RoundSeconds / Bound(latencies);
            var (wall, _, _) = await MeasureAsync(fixture.Folder, fixture.Contenders[^1].Command);
            table.Append(CultureInfo.InvariantCulture, $"\n| {what} | {round:F2} | 1.10 | {wall / Bound(latencies):F2} |");
        }
        return table.ToString();
    }

    private static async Task<string> CompareAsync(List<int> latencies)
    {
        await using var fixture = RoundFixture.Start(latencies);
        foreach (var (_, command) in Enumerable.Repeat(fixture.Contenders.Where(c => c.Command[1] == "capture"), 2).SelectMany(c => c))
            await MeasureAsync(fixture.Folder, command);
        var table = new StringBuilder("| | round ÷ bound | wall s | wall ÷ bound | CPU s | peak MB |\n|---|---:|---:|---:|---:|---:|");
        foreach (var (name, command) in fixture.Contenders)
        {
            var (wall, cpu, peak) = await MeasureAsync(fixture.Folder, command);
            var own = name == fixture.Contenders[0].Name
                ? string.Create(CultureInfo.InvariantCulture, $"{fixture.RoundSeconds / Bound(latencies):F2} (required 1.05)") : "";
            table.Append(CultureInfo.InvariantCulture, $"\n| {name} | {own} | {wall:F2} | {wall / Bound(latencies):F2} | {cpu:F2} | {peak:F0} |");
        }
        return table.ToString();
    }

    private static double Bound(List<int> latencies) => Math.Max(latencies.Sum() / 1000.0 / Workers, latencies.Max() / 1000.0);

    /// <summary>Wall and processor seconds and the largest resident size of a command.</summary>
    public static async Task<(double Wall, double Cpu, double PeakMb)> MeasureAsync(string folder, string[] command)
    {
        using var meter =
            Process.Start(
            new ProcessStartInfo(RoundFixture.Python, ["-c", Meter, .. command])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
                WorkingDirectory = folder
            })!;
        var figures = (await meter.StandardOutput.ReadToEndAsync()).Trim().Split(' ').Select(f => double.Parse(f, CultureInfo.InvariantCulture)).ToArray();
        await meter.WaitForExitAsync();
        return (figures[0], figures[1], figures[2]);
    }
}
