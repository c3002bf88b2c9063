using System.Globalization;
using System.Text.RegularExpressions;

namespace AutoCore.Benchmarks.Footprint;

/// <summary>Where a process's memory lies: its mappings by kind, as <c>/proc/PID/smaps</c> counts them.</summary>
internal static partial class MemoryMap
{
    private const ulong ArenaSize = 64 << 20;
    private const ulong ReservedByTheCollector = 1UL << 30;

    private const string Code = "program: code";
    private const string ReadOnly = "program: read-only data";
    private const string Written = "program: data that was relocated or written";
    private const string Hydrated = "program: data made at the start";
    private const string Heap = "collected heap";
    private const string Stacks = "thread stacks";
    private const string Malloc = "malloc";
    private const string Other = "other memory without a file";
    private const string Sqlite = "SQLite";
    private const string LibC = "C library";
    private const string Files = "other files";

    private static readonly string[] Kinds = [Code, ReadOnly, Written, Hydrated, Heap, Stacks, Malloc, Other, Sqlite, LibC, Files];

    /// <summary>The kinds in the order of a table, each with its MB resident and MB private (on no disk).</summary>
    public static IReadOnlyList<(string Kind, double ResidentMb, double PrivateMb)> Read(int processId)
    {
        var program = File.ResolveLinkTarget($"/proc/{processId}/exe", returnFinalTarget: false)!.FullName;
        var mappings = Parse($"/proc/{processId}/smaps");
        var stacks = StackPointers(processId);
        var reserved = Chains(mappings).Where(chain => chain[^1].End - chain[0].Start >= ReservedByTheCollector).SelectMany(chain => chain).ToHashSet();
        var byKind = mappings.Zip(mappings.Prepend(null)).ToLookup(pair => KindOf(pair.First, pair.Second), pair => pair.First);
        return [.. Kinds.Select(kind => (kind, byKind[kind].Sum(m => m.ResidentKb) / 1024.0, byKind[kind].Sum(m => m.DirtyKb) / 1024.0))];

        string KindOf(Mapping mapping, Mapping? before) => mapping.File switch
        {
            _ when mapping.File == program => mapping.Rights[2] == 'x' ? Code : mapping.Rights[1] == 'w' || mapping.DirtyKb > 0 ? Written : ReadOnly,
            "[heap]" => Malloc,
            "[stack]" => Stacks,
            "" when before?.File == program && before.End == mapping.Start => Hydrated,
            "" when stacks.Exists(pointer => pointer >= mapping.Start && pointer < mapping.End) => Stacks,
            "" when reserved.Contains(mapping) => Heap,
            "" when mapping.Start % ArenaSize == 0 => Malloc,
            "" => Other,
            var file when Path.GetFileName(file).StartsWith("libe_sqlite3", StringComparison.Ordinal) => Sqlite,
            var file when LibraryOfC().IsMatch(Path.GetFileName(file)) => LibC,
            _ => Files,
        };
    }

    private static List<Mapping> Parse(string file)
    {
        var mappings = new List<Mapping>();
        foreach (var line in File.ReadLines(file))
        {
            if (Head().Match(line) is { Success: true } head)
                mappings.Add(new(Hex(head.Groups["start"].Value), Hex(head.Groups["end"].Value), head.Groups["rights"].Value, head.Groups["file"].Value));
            else if (line.StartsWith("Rss:", StringComparison.Ordinal))
                mappings[^1] = mappings[^1] with { ResidentKb = Number(line) };
            else if (line.StartsWith("Private_Dirty:", StringComparison.Ordinal))
                mappings[^1] = mappings[^1] with { DirtyKb = Number(line) };
        }
        return mappings;
    }

    /// <summary>Neighbours without a file: what one reservation was divided into.</summary>
    private static List<List<Mapping>> Chains(IEnumerable<Mapping> mappings)
    {
        var chains = new List<List<Mapping>>();
        foreach (var mapping in mappings.Where(mapping => mapping.File.Length == 0))
        {
            if (chains.Count > 0 && chains[^1][^1].End == mapping.Start)
                chains[^1].Add(mapping);
            else
                chains.Add([mapping]);
        }
        return chains;
    }

    /// <summary>Of the threads that wait in the kernel, which is nearly all of them: its last words are stack and instruction.</summary>
    private static List<ulong> StackPointers(int processId) =>
    [
        .. Directory.GetDirectories($"/proc/{processId}/task")
            .Select(task => File.ReadAllText($"{task}/syscall").Split(' '))
            .Where(words => words.Length > 2)
            .Select(words => Hex(words[^2][2..])),
    ];

    private static ulong Hex(string text) => ulong.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static long Number(string line) => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);

    [GeneratedRegex("^(?<start>[0-9a-f]+)-(?<end>[0-9a-f]+) (?<rights>[rwxps-]{4}) [0-9a-f]+ [0-9a-f:]+ [0-9]+ *(?<file>.*)$",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Head();

    [GeneratedRegex("^(libc|libm|libdl|libpthread|ld-linux.*)[.]so", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LibraryOfC();

    private sealed record Mapping(ulong Start, ulong End, string Rights, string File, long ResidentKb = 0, long DirtyKb = 0);
}
