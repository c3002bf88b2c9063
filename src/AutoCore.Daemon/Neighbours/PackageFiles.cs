using AutoCore.Core.Storage;
using AutoCore.Policies.Neighbours;

namespace AutoCore.Daemon.Neighbours;

/// <summary>Which packages of an environment lack files, or parts of them. Each pass looks at a share of the packages, a file at a time; what it found stands
/// until their next turn.</summary>
/// <param name="passes">Passes until each package had its turn.</param>
internal sealed class PackageFiles(int passes)
{
    /// <summary>No list of a package's files is larger: what is was put there to be read for ever.</summary>
    private const int MostBytes = 16_000_000;

    private readonly HashSet<string> _damaged = new(StringComparer.Ordinal);
    private int _pass;

    /// <summary>Makes the next pass.</summary>
    /// <param name="packages">The folder of each package's own data, by its name.</param>
    /// <returns>The names of those that are damaged.</returns>
    public IReadOnlyList<string> Look(IReadOnlyDictionary<string, string> packages)
    {
        _damaged.IntersectWith(packages.Keys);
        foreach (var ((name, folder), place) in packages.OrderBy(p => p.Key, StringComparer.Ordinal).Zip(Enumerable.Range(0, packages.Count)))
        {
            if (place % passes != _pass)
                continue;
            if (IsDamaged(folder))
                _damaged.Add(name);
            else
                _damaged.Remove(name);
        }
        _pass = (_pass + 1) % passes;
        return [.. _damaged.Order(StringComparer.Ordinal)];
    }

    private static bool IsDamaged(string folder)
    {
        var lines = ReadLines(Path.Combine(folder, "RECORD"));
        // A list names itself at least, and no name holds a zero byte: one that is empty, or zeros instead of text, a power loss has left so.
        if (lines is [""] || lines.Any(l => l.Contains('\0')))
            return true;
        var above = Path.GetDirectoryName(folder)!;
        return lines.Select(RecordedFile.Parse).OfType<RecordedFile>()
            .Any(f => f.IsDamaged(new FileInfo(Path.GetFullPath(f.Path, above)) is { Exists: true } file ? file.Length : null));
    }

    /// <summary>The lines of a small file; none if it cannot be read.</summary>
    internal static string[] ReadLines(string file) =>
        FileAttempt.OrElse<string[]>([], () => PlainFile.ReadSmallText(file, MostBytes).Split('\n', StringSplitOptions.TrimEntries));
}
