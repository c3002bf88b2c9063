using System.Globalization;

namespace AutoCore.Benchmarks.Footprint;

/// <summary>What the kernel has counted for a process so far.</summary>
/// <param name="ResidentMb">Memory present, shared files included.</param>
/// <param name="PrivateMb">Memory that only this process has and that is on no disk.</param>
/// <param name="CpuSeconds">Processor time of its present threads.</param>
/// <param name="WakeUps">How often one of its present threads had slept and ran again.</param>
internal readonly record struct ProcessFigures(double ResidentMb, double PrivateMb, double CpuSeconds, long WakeUps)
{
    public static ProcessFigures Read(int processId)
    {
        var memory = Fields($"/proc/{processId}/smaps_rollup");
        var tasks = Directory.GetDirectories($"/proc/{processId}/task");
        return new(
            memory["Rss"] / 1024.0,
            memory["Private_Dirty"] / 1024.0,
            tasks.Sum(task => long.Parse(File.ReadAllText($"{task}/schedstat").Split(' ')[0], CultureInfo.InvariantCulture)) / 1e9,
            tasks.Sum(task => Fields($"{task}/status")["voluntary_ctxt_switches"]));
    }

    /// <summary>The numbers of a file of <c>Name: 123 kB</c> lines.</summary>
    private static Dictionary<string, long> Fields(string file) =>
        File.ReadLines(file)
            .Select(line => line.Split([':', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
            .Where(parts => parts.Length > 1 && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .DistinctBy(parts => parts[0])
            .ToDictionary(parts => parts[0], parts => long.Parse(parts[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
}
