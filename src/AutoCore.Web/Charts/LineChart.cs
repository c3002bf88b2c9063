using AutoCore.Web.Html;
using AutoCore.Web.Texts;

namespace AutoCore.Web.Charts;

/// <summary>A value of a step of time, with the extremes of that step.</summary>
internal readonly record struct ChartPoint(DateTimeOffset At, double Mean, double Lowest, double Highest);

/// <summary>One line of a chart.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">In order of time; a step without a value is left out.</param>
internal sealed record ChartLine(string Name, IReadOnlyList<ChartPoint> Points);

/// <summary>A value that a reader should see the line against.</summary>
internal readonly record struct ChartLimit(double Value, bool IsCritical);

/// <summary>What a chart shows.</summary>
/// <param name="Key">A name for ids, unique on the page: letters and dashes.</param>
/// <param name="Step">The step of the points: a longer pause between two of them is a gap.</param>
/// <param name="Always">Always part of the axis, as 0 and 100 of a percentage.</param>
internal sealed record ChartData(
    string Key, string Title, string Unit, IReadOnlyList<ChartLine> Lines, DateTimeOffset From, DateTimeOffset To, TimeSpan Step,
    IReadOnlyList<ChartLimit> Limits, IReadOnlyList<double> Always);

/// <summary>
/// Draws lines as SVG without any style of its own. Lines stretch with the page and text does not: positions are percentages, and the lines are in an inner
/// picture of their own that may be distorted.
/// </summary>
internal static class LineChart
{
    /// <summary>Width and height of the inner picture.</summary>
    private const int Side = 1000;

    /// <summary>How much of the height the lines have, in percent; the hours stand below.</summary>
    private const double Plot = 86;

    private const int MostTimeTicks = 7;
    private const int AboveTheLine = -5;
    private const int BelowTheLine = 13;

    public static void Write(HtmlWriter html, ChartData data, Words words, TimeZoneInfo zone)
    {
        var points = data.Lines.SelectMany(l => l.Points).ToList();
        if (points.Count == 0)
        {
            html.Write($"<p class=\"empty\">{words[Text.ChartEmpty]}</p>");
            return;
        }
        var scale = ValueScale.For(points.Min(p => p.Lowest), points.Max(p => p.Highest));
        if (data.Always.Count > 0)
            scale = ValueScale.For(Math.Min(scale.From, data.Always.Min()), Math.Max(scale.To, data.Always.Max()));

        html.Write(
            $"<svg class=\"chart\" data-from=\"{data.From.ToUnixTimeSeconds()}\" data-to=\"{data.To.ToUnixTimeSeconds()}\" data-unit=\"{data.Unit}\" data-points=\"{string.Join('|', data.Lines.Select(l => PointsOf(data, l)))}\" role=\"img\" aria-labelledby=\"{data.Key}-title {data.Key}-desc\"><title id=\"{data.Key}-title\">{data.Title}</title><desc id=\"{data.Key}-desc\">{Describe(data, words)}</desc>");
        html.Write($"<svg width=\"100%\" height=\"{Plot}%\" viewBox=\"0 0 {Side} {Side}\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
        WriteGrid(html, data, scale);
        for (var i = 0; i < data.Lines.Count; i++)
            WriteLine(html, data, scale, i);
        html.Write($"</svg>");
        WriteLabels(html, data, scale, words, zone);
        html.Write($"</svg>");
    }

    /// <summary>The values for the script that tells the one under the pointer: seconds since the beginning, a colon, the mean.</summary>
    private static string PointsOf(ChartData data, ChartLine line) =>
        string.Join(' ', line.Points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{(p.At - data.From).TotalSeconds:0}:{p.Mean:0.##}")));

    /// <summary>What a reader who does not see the picture hears.</summary>
    private static string Describe(ChartData data, Words words) => string.Join(" ", data.Lines.Where(l => l.Points.Count > 0).Select(line => words.Format(
        Text.ChartSummary, line.Name, words.Figure(line.Points.Min(p => p.Lowest), data.Unit), words.Figure(line.Points.Max(p => p.Highest), data.Unit),
        words.Figure(line.Points[^1].Mean, data.Unit))));

    private static void WriteGrid(HtmlWriter html, ChartData data, ValueScale scale)
    {
        html.Write($"<path class=\"grid\" d=\"");
        foreach (var tick in scale.Ticks)
            html.Write($"M0 {Y(scale, tick):0.##}H{Side}");
        html.Write($"\"/>");
        foreach (var limit in data.Limits.Where(l => scale.At(l.Value) is >= 0 and <= 1))
            html.Write($"<path class=\"{(limit.IsCritical ? "limit critical" : "limit warning")}\" d=\"M0 {Y(scale, limit.Value):0.##}H{Side}\"/>");
    }

    private static void WriteLine(HtmlWriter html, ChartData data, ValueScale scale, int index)
    {
        var runs = RunsOf(data.Lines[index].Points, data.Step);
        if (data.Lines.Count == 1)
        {
            html.Write($"<path class=\"band\" d=\"");
            foreach (var run in runs.Where(r => r.Count > 1))
                html.Write($"M{Path(data, scale, run, p => p.Highest)}L{Path(data, scale, [.. run.Reverse()], p => p.Lowest)}Z");
            html.Write($"\"/>");
        }
        html.Write($"<path class=\"line line-{index + 1}\" d=\"");
        foreach (var run in runs)
        {
            // A point alone is drawn by its round ends.
            html.Write($"M{Path(data, scale, run, p => p.Mean)}");
            if (run.Count == 1)
                html.Write($"h0");
        }
        html.Write($"\"/>");
    }

    private static List<IReadOnlyList<ChartPoint>> RunsOf(IReadOnlyList<ChartPoint> points, TimeSpan step)
    {
        var runs = new List<IReadOnlyList<ChartPoint>>();
        var start = 0;
        for (var i = 1; i <= points.Count; i++)
        {
            if (i < points.Count && points[i].At - points[i - 1].At <= step * 1.5)
                continue;
            runs.Add([.. points.Skip(start).Take(i - start)]);
            start = i;
        }
        return runs;
    }

    private static string Path(ChartData data, ValueScale scale, IReadOnlyList<ChartPoint> points, Func<ChartPoint, double> value) =>
        string.Join('L', points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(data, p.At):0.#} {Y(scale, value(p)):0.#}")));

    private static void WriteLabels(HtmlWriter html, ChartData data, ValueScale scale, Words words, TimeZoneInfo zone)
    {
        foreach (var tick in scale.Ticks)
        {
            var y = Y(scale, tick) * Plot / Side;
            html.Write(
                $"<text class=\"value\" x=\"0\" y=\"{y:0.##}%\" dy=\"{(y < 1 ? BelowTheLine : AboveTheLine)}\">{words.Number(tick, scale.Digits)}</text>");
        }
        var step = TimeScale.StepFor(data.To - data.From, MostTimeTicks);
        foreach (var (at, local) in TimeScale.Ticks(data.From, data.To, step, zone))
        {
            var x = X(data, at) * 100 / Side;
            var label = step >= TimeSpan.FromDays(1) ? words.DayAndMonth(local) : Words.Clock(local);
            if (x is > 4 and < 96)
                html.Write($"<text class=\"time\" x=\"{x:0.##}%\" y=\"100%\" dy=\"-4\">{label}</text>");
        }
    }

    private static double X(ChartData data, DateTimeOffset at) => (at - data.From) / (data.To - data.From) * Side;

    private static double Y(ValueScale scale, double value) => (1 - scale.At(value)) * Side;
}
