using AutoCore.Core.Storage;

namespace AutoCore.Daemon.Neighbours;

/// <summary>What the kernel accounts to a unit; null where it does not tell (a Pi's kernel has memory accounting switched off unless asked).</summary>
/// <param name="IsRunning">Whether the unit has processes; null if systemd's groups are not there.</param>
/// <param name="MemoryBytes">Memory charged to it, page cache included.</param>
/// <param name="SwapBytes">Swap that it occupies.</param>
internal readonly record struct UnitFigures(bool? IsRunning, long? MemoryBytes, long? SwapBytes);

/// <summary>Reads units' figures from the control groups, version 1, 2 and both mixed.</summary>
/// <param name="root">Where the groups are mounted; another folder in tests.</param>
internal sealed class ControlGroups(string root = "/sys/fs/cgroup")
{
    private const int DeepestSlice = 4;

    /// <summary>Reads a unit's figures now.</summary>
    public UnitFigures Read(string unit)
    {
        var isUnified = File.Exists(Path.Combine(root, "cgroup.controllers"));
        var memory = isUnified ? root : Path.Combine(root, "memory");
        var groups = isUnified ? root : Path.Combine(root, "systemd");
        if (!Directory.Exists(Path.Combine(groups, "system.slice")))
            return default;
        if (FindUnit(groups, unit, DeepestSlice) is not { } group || !HasProcesses(group))
            return new(false, null, null);
        var charged = isUnified ? group : Path.Combine(memory, Path.GetRelativePath(groups, group));
        return isUnified
            ? new(true, ReadNumber(Path.Combine(charged, "memory.current")), ReadNumber(Path.Combine(charged, "memory.swap.current")))
            : new(true, ReadNumber(Path.Combine(charged, "memory.usage_in_bytes")), ReadField(Path.Combine(charged, "memory.stat"), "total_swap"));
    }

    /// <summary>The processes of a unit and of the groups that it made; no more than anybody would look through.</summary>
    public IReadOnlyList<int> ReadProcesses(string unit)
    {
        const int most = 64;
        var groups = File.Exists(Path.Combine(root, "cgroup.controllers")) ? root : Path.Combine(root, "systemd");
        return Directory.Exists(groups) && FindUnit(groups, unit, DeepestSlice) is { } group
            ? [.. Directory.EnumerateDirectories(group, "*", SearchOption.AllDirectories).Prepend(group)
                .SelectMany(g => FileAttempt.ReadText(Path.Combine(g, "cgroup.procs")).Split('\n', StringSplitOptions.RemoveEmptyEntries)).Take(most)
                .Select(p => int.Parse(p, CultureInfo.InvariantCulture))]
            : [];
    }

    /// <summary>A unit's folder: usually below <c>system.slice</c>, else in a slice of its own or of a user.</summary>
    private static string? FindUnit(string folder, string unit, int depth)
    {
        var here = Path.Combine(folder, unit);
        if (Directory.Exists(here))
            return here;
        if (depth == 0)
            return null;
        return Directory.EnumerateDirectories(folder)
            .Where(d => d.EndsWith(".slice", StringComparison.Ordinal) || Path.GetFileName(d).StartsWith("user@", StringComparison.Ordinal))
            .OrderBy(d => !d.EndsWith("/system.slice", StringComparison.Ordinal))
            .Select(d => FindUnit(d, unit, depth - 1))
            .FirstOrDefault(found => found is not null);
    }

    /// <summary>A unit that makes groups of its own has its processes in those.</summary>
    private static bool HasProcesses(string group) =>
        ReadField(Path.Combine(group, "cgroup.events"), "populated") is { } populated
            ? populated == 1
            : FileAttempt.ReadText(Path.Combine(group, "cgroup.procs")).Length > 0 || Directory.EnumerateDirectories(group).Any(HasProcesses);

    private static long? ReadNumber(string file) =>
        long.TryParse(FileAttempt.ReadText(file), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static long? ReadField(string file, string name) =>
        FileAttempt.ReadText(file).Split('\n').Select(l => l.Split(' ')).FirstOrDefault(f => f.Length == 2 && f[0] == name) is [_, var value]
        && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
