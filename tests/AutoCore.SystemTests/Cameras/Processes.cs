using System.Globalization;

namespace AutoCore.SystemTests.Cameras;

/// <summary>What runs at present.</summary>
internal static class Processes
{
    /// <summary>The command line of each process, its words with blanks between them.</summary>
    public static IEnumerable<string> CommandLines() => Numbers().Select(static n => Read(n, "cmdline").Replace('\0', ' ')).Where(static c => c.Length > 0);

    /// <summary>The command lines of those that a process has started and that still run.</summary>
    public static IReadOnlyList<string> ChildrenOf(int parent) =>
        [.. Numbers().Where(n => ParentOf(n) == parent).Select(static n => Read(n, "cmdline").Replace('\0', ' '))];

    /// <summary>The numbers of those whose program has a name.</summary>
    public static IReadOnlyList<int> Named(string name) => [.. Numbers().Where(n => Read(n, "comm").Trim() == name)];

    /// <summary>Its parent, or null: it has ended.</summary>
    public static int? ParentOf(int process)
    {
        var stat = Read(process, "stat");
        return stat.LastIndexOf(')') is > 0 and var end && stat[(end + 2)..].Split(' ') is [_, var parent, ..]
            ? int.Parse(parent, CultureInfo.InvariantCulture) : null;
    }

    private static IEnumerable<int> Numbers() => Directory.EnumerateDirectories("/proc")
        .Select(static f => int.TryParse(Path.GetFileName(f), CultureInfo.InvariantCulture, out var number) ? number : 0).Where(static n => n > 0);

    private static string Read(int process, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/{file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
