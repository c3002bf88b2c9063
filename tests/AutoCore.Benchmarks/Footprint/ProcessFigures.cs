using System.Globalization;

namespace AutoCore.Benchmarks.Footprint;

/// <summary>What the kernel has counted for a process so far.</summary>
/// <param name="ResidentMb">Memory present, shared files included.</param>
/// <param name="PrivateMb">Memory that only this process has and that is on no disk.</param>
/// <param name="ProportionalMb">Memory present, each shared page divided among those that share it.</param>
/// <param name="CpuSeconds">Processor time, in steps of 10 ms.</param>
/// <param name="Switches">By thread, how often it has slept and run again.</param>
internal sealed record ProcessFigures(double ResidentMb, double PrivateMb, double ProportionalMb, double CpuSeconds, IReadOnlyDictionary<string, long> Switches)
{
    private const double TicksPerSecond = 100;
    private const int UserTicks = 11;
    private const int SystemTicks = 12;

    public static ProcessFigures Read(int processId)
    {
        var memory = Fields($"/proc/{processId}/smaps_rollup");
        var stat = File.ReadAllText($"/proc/{processId}/stat");
        var counts = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return new(
            memory["Rss"] / 1024.0,
            memory["Private_Dirty"] / 1024.0,
            memory["Pss"] / 1024.0,
            (Number(counts[UserTicks]) + Number(counts[SystemTicks])) / TicksPerSecond,
            Directory.GetDirectories($"/proc/{processId}/task").ToDictionary(task => task, task => Fields($"{task}/status")["voluntary_ctxt_switches"]));
    }

    /// <summary>The most that was resident since the start, or since <see cref="ForgetPeak"/>; MB.</summary>
    public static double PeakMb(int processId) => Fields($"/proc/{processId}/status")["VmHWM"] / 1024.0;

    /// <summary>Lets the peak begin anew at what is resident now: proc(5), <c>clear_refs</c>.</summary>
    public static void ForgetPeak(int processId) => File.WriteAllText($"/proc/{processId}/clear_refs", "5");

    /// <summary>Wake-ups since an earlier look; those of threads that began and ended between are lost.</summary>
    public long WakeUpsSince(ProcessFigures earlier) => Switches.Sum(thread => thread.Value - earlier.Switches.GetValueOrDefault(thread.Key));

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>The numbers of a file of <c>Name: 123 kB</c> lines.</summary>
    private static Dictionary<string, long> Fields(string file) =>
        File.ReadLines(file)
            .Select(line => line.Split([':', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
            .Where(parts => parts.Length > 1 && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .DistinctBy(parts => parts[0])
            .ToDictionary(parts => parts[0], parts => long.Parse(parts[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
}
