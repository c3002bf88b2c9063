using System.Globalization;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;

namespace AutoCore.Testing.Benchmarks;

/// <summary>Draws one column of a page's table: a bar for each row's median, a line from the smallest to the largest run.</summary>
public static partial class BarChart
{
    private const int Width = 760;
    private const int LabelWidth = 330;
    private const int BarWidth = 300;
    private const int RowHeight = 26;
    private const int Top = 34;

    private const string Style =
        "text{font:13px sans-serif;fill:#24292f}.t{font-weight:bold}.b{fill:#4c8dd6}.s{stroke:#24292f;stroke-width:1.5}.m{stroke:#c0392b;stroke-dasharray:4 3}.r{fill:#c0392b}"
        + "@media (prefers-color-scheme:dark){text{fill:#e6edf3}.s{stroke:#e6edf3}.r{fill:#ff7b72}}";

    private sealed record Row(string Label, double Median, double Least, double Most, string Text);

    /// <summary>Draws the first table that has the column. A row called <c>required</c>, or <paramref name="mark"/>, becomes a line across all bars.</summary>
    /// <param name="page">Markdown, as <see cref="MergedPage"/> leaves it.</param>
    /// <param name="column">The column's title.</param>
    /// <param name="mark">A value to draw a line at, or null.</param>
    /// <returns>An SVG image.</returns>
    /// <exception cref="ArgumentException">There is no such column, or it holds no figure.</exception>
    public static string Draw(string page, string column, double? mark = null)
    {
        var rows = Read(page, column);
        if (rows.Find(r => r.Label == "required") is { } required)
        {
            mark ??= required.Median;
            rows.Remove(required);
        }
        if (rows.Count == 0)
            throw new ArgumentException($"no table has figures in a column \"{column}\"", nameof(column));
        var scale = BarWidth / Math.Max(rows.Max(r => r.Most), mark ?? 0);
        var bottom = Top + (rows.Count * RowHeight);
        var height = bottom + (mark is null ? 6 : 24);
        var svg = new StringBuilder(string.Create(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{height}\" viewBox=\"0 0 {Width} {height}\" role=\"img\"><title>{SecurityElement.Escape(column)}</title><style>{Style}</style>\n"));
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"t\" x=\"{LabelWidth}\" y=\"18\">{SecurityElement.Escape(column)}</text>\n");
        for (var i = 0; i < rows.Count; i++)
            Append(svg, rows[i], Top + (i * RowHeight), scale);
        if (mark is { } at)
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line class=\"m\" x1=\"{X(at, scale)}\" y1=\"{Top - 8}\" x2=\"{X(at, scale)}\" y2=\"{bottom + 4}\"/><text class=\"r\" x=\"{X(at, scale)}\" y=\"{bottom + 18}\" text-anchor=\"middle\">{at}</text>\n");
        }
        return svg.Append("</svg>\n").ToString();
    }

    private static void Append(StringBuilder svg, Row row, int y, double scale)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{LabelWidth - 8}\" y=\"{y + 14}\" text-anchor=\"end\">{SecurityElement.Escape(row.Label)}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"b\" x=\"{LabelWidth}\" y=\"{y + 2}\" width=\"{row.Median * scale:0.#}\" height=\"16\"/>");
        if (row.Most > row.Least)
        {
            svg.Append(
                CultureInfo.InvariantCulture, $"<line class=\"s\" x1=\"{X(row.Least, scale)}\" y1=\"{y + 10}\" x2=\"{X(row.Most, scale)}\" y2=\"{y + 10}\"/>");
        }
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{LabelWidth + (row.Most * scale) + 6:0.#}\" y=\"{y + 14}\">{row.Text}</text>\n");
    }

    private static string X(double value, double scale) => (LabelWidth + (value * scale)).ToString("0.#", CultureInfo.InvariantCulture);

    private static List<Row> Read(string page, string column)
    {
        var lines = page.Split('\n');
        var head = Array.FindIndex(lines, line => PageTable.Cells(line).Contains(column));
        if (head < 0)
            throw new ArgumentException($"no table has a column \"{column}\"", nameof(column));
        var at = PageTable.Cells(lines[head]).ToList().IndexOf(column);
        var rows = new List<Row>();
        foreach (var cells in lines.Skip(head + 2).TakeWhile(line => line.StartsWith('|')).Select(PageTable.Cells))
        {
            if (Figure().Match(cells.ElementAtOrDefault(at) ?? "") is not { Success: true } figure)
                continue;
            var median = Value(figure.Groups["median"]);
            var (least, most) = figure.Groups["least"].Success ? (Value(figure.Groups["least"]), Value(figure.Groups["most"])) : (median, median);
            rows.Add(new(cells[0].Replace("`", "", StringComparison.Ordinal), median, least, most, figure.Groups["median"].Value));
        }
        return rows;
    }

    private static double Value(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<median>[0-9]+(\.[0-9]+)?)( \((?<least>[0-9]+(\.[0-9]+)?)–(?<most>[0-9]+(\.[0-9]+)?)\))?")]
    private static partial Regex Figure();
}
