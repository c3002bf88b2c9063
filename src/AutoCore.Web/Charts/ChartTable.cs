using AutoCore.Web.Html;
using AutoCore.Web.Texts;

namespace AutoCore.Web.Charts;

/// <summary>A chart's values as a table: for who does not see the lines, or wants to read them out. It is coarser than the lines are.</summary>
internal static class ChartTable
{
    private const int Rows = 24;

    /// <summary>Writes it; nothing where there is no value.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="data">What the chart shows.</param>
    /// <param name="address">The values as a file.</param>
    /// <param name="words">The language.</param>
    /// <param name="zone">The zone of the times.</param>
    public static void Write(HtmlWriter html, ChartData data, string address, Words words, TimeZoneInfo zone)
    {
        if (data.Lines.All(l => l.Points.Count == 0))
            return;
        var length = (data.To - data.From) / Rows;
        html.Write(
            $"<details class=\"values\" id=\"{data.Key}-values\"><summary>{words[Text.Table]}</summary><p><a href=\"{address}\" download>CSV</a></p><table><thead><tr><th scope=\"col\">{words[Text.Time]}</th>");
        foreach (var line in data.Lines)
            html.Write($"<th scope=\"col\">{line.Name}</th>");
        html.Write($"</tr></thead><tbody>");
        for (var row = 0; row < Rows; row++)
        {
            var from = data.From + (length * row);
            var values = data.Lines.Select(l => Mean(l, from, from + length)).ToList();
            if (values.All(v => v is null))
                continue;
            var local = TimeZoneInfo.ConvertTime(from, zone).DateTime;
            html.Write($"<tr><th scope=\"row\">{words.DayAndMonth(local)}, {Words.Clock(local)}</th>");
            foreach (var value in values)
                html.Write($"<td>{(value is { } known ? words.Figure(known, data.Unit) : "\u2013")}</td>");
            html.Write($"</tr>");
        }
        html.Write($"</tbody></table></details>");
    }

    private static double? Mean(ChartLine line, DateTimeOffset from, DateTimeOffset to)
    {
        var points = line.Points.Where(p => p.At >= from && p.At < to).ToList();
        return points.Count == 0 ? null : points.Average(p => p.Mean);
    }
}
