using System.Globalization;
using System.Text.RegularExpressions;

namespace AutoCore.Testing.Benchmarks;

/// <summary>
/// One page of figures out of several that were written by the same benchmark. A number that was not the same in all runs becomes its median with the smallest
/// and the largest in brackets; of a table's cell whose words differ, each wording is told once.
/// </summary>
public static partial class MergedPage
{
    /// <summary>Merges pages of Markdown.</summary>
    /// <param name="pages">At least one; an odd number has a true median.</param>
    /// <exception cref="ArgumentException">The pages have different lines.</exception>
    public static string Of(IReadOnlyList<string> pages)
    {
        var lines = pages.Select(page => page.Split('\n')).ToList();
        if (lines.Exists(l => l.Length != lines[0].Length))
            throw new ArgumentException("the pages have different numbers of lines", nameof(pages));
        return string.Join('\n', Enumerable.Range(0, lines[0].Length).Select(i => MergeLine(lines.ConvertAll(l => l[i]))));
    }

    private static string MergeLine(List<string> lines)
    {
        var cells = lines.ConvertAll(line => line.Split('|'));
        return cells.TrueForAll(c => c.Length == cells[0].Length)
            ? string.Join('|', Enumerable.Range(0, cells[0].Length).Select(i => MergeCell(cells.ConvertAll(c => c[i]))))
            : throw new ArgumentException($"a table has rows of different lengths: {lines[0]}", nameof(lines));
    }

    private static string MergeCell(List<string> cells)
    {
        var words = Number().Split(cells[0]);
        if (!cells.TrueForAll(c => Number().Split(c).SequenceEqual(words)))
            return $" {string.Join(" / ", cells.Select(c => c.Trim()).Distinct(StringComparer.Ordinal))} ";
        var numbers = cells.ConvertAll(c => Number().Matches(c).Select(m => m.Value).ToList());
        var next = 0;
        return Number().Replace(cells[0], _ => MergeNumber(numbers.ConvertAll(n => n[next]), ref next));
    }

    private static string MergeNumber(List<string> values, ref int next)
    {
        next++;
        var sorted = values.OrderBy(v => double.Parse(v, CultureInfo.InvariantCulture)).ToList();
        return sorted[0] == sorted[^1] ? sorted[0] : $"{sorted[sorted.Count / 2]} ({sorted[0]}–{sorted[^1]})";
    }

    [GeneratedRegex(@"(?<![\w.])-?[0-9]+(?:\.[0-9]+)?")]
    private static partial Regex Number();
}
