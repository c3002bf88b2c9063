using AutoCore.Policies.Health;
using AutoCore.Web.Charts;
using AutoCore.Web.Data;
using AutoCore.Web.Html;
using AutoCore.Web.Texts;

namespace AutoCore.Web.Pages;

/// <summary>The course of the most telling figures over a day, a week or a month.</summary>
internal sealed class HealthCharts(TelemetrySource telemetry)
{
    /// <summary>As many as a wide screen has points for.</summary>
    private const int PointsOnALine = 240;

    private static readonly (string Word, Spoken Name, TimeSpan Length)[] Ranges =
        [("day", Text.RangeDay, TimeSpan.FromDays(1)), ("week", Text.RangeWeek, TimeSpan.FromDays(7)), ("month", Text.RangeMonth, TimeSpan.FromDays(30))];

    /// <summary>One chart: what it shows, in which unit, against which limits (A3, A7).</summary>
    private sealed record Course(string Key, Spoken Title, string Unit, (string Column, Spoken Name)[] Lines, ChartLimit[] Limits, double[] Always);

    private static readonly Course[] Courses =
    [
        new("success", Text.ChartSuccess, "%", [("cameras_success_percent", Text.ChartSuccess)], [new(95, IsCritical: false)], [0, 100]),
        new("disk", Text.ChartDisk, "%", [("disk_used_percent", Text.ChartDisk)], [new(80, IsCritical: false), new(90, IsCritical: true)], [0, 100]),
        new("memory", Text.ChartMemory, "MB", [("memory_available_mb", Text.ChartMemory)], [new(100, IsCritical: false), new(50, IsCritical: true)], [0]),
        new("temperature", Text.ChartTemperature, "°C", [("cpu_temperature_celsius", Text.ChartTemperature)],
            [new(70, IsCritical: false), new(80, IsCritical: true)], []),
        new("sqlite", Text.ChartSqlite, "ms", [("sqlite_p50_ms", Text.Median), ("sqlite_p99_ms", Text.Slowest)],
            [new(10, IsCritical: false), new(50, IsCritical: true)], [0]),
        new("load", Text.ChartLoad, "", [("cpu_load_1m", Text.ChartLoad)], [], [0]),
    ];

    public void Write(HtmlWriter html, Visit visit)
    {
        var words = visit.Words;
        var range = Array.Find(Ranges, r => r.Word == visit.Query["range"]) is { Word: not null } asked ? asked : Ranges[0];
        html.Write($"<div class=\"bar\"><h2 id=\"course\">{words[Text.Course]}</h2>");
        html.WriteChoice(words[Text.Range], Ranges.Select(r => (words[r.Name], Links.HealthOf(r.Word), r == range, (int?)null)));
        html.Write($"</div>\n<div class=\"charts\" id=\"charts\" data-live>\n");
        foreach (var course in Courses)
            WriteCourse(html, visit, course, range.Length);
        html.Write($"</div>\n");
    }

    private void WriteCourse(HtmlWriter html, Visit visit, Course course, TimeSpan length)
    {
        var words = visit.Words;
        var step = TelemetrySource.StepFor(visit.Now - length, visit.Now, PointsOnALine);
        List<ChartLine> lines = [.. course.Lines.Select(l => new ChartLine(words[l.Name],
            [.. (telemetry.Read(l.Column, visit.Now - length, visit.Now, step) ?? []).Select(p => new ChartPoint(p.At, p.Mean, p.Minimum, p.Maximum))]))];
        html.Write($"<section class=\"course\" id=\"chart-{course.Key}\"><h3>{words[course.Title]}</h3><p class=\"legend\">");
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines.Count > 1)
                html.Write($"<span class=\"key key-{i + 1}\">{lines[i].Name}</span>");
            if (lines[i].Points.Count > 0)
                html.Write($"<strong data-line=\"{i}\">{words.Figure(lines[i].Points[^1].Mean, course.Unit)}</strong>");
        }
        html.Write($"</p>");
        var data = new ChartData(
            course.Key, words[course.Title], course.Unit, lines, visit.Now - length, visit.Now, step, course.Limits, course.Always);
        LineChart.Write(html, data, words, visit.Zone);
        ChartTable.Write(html, data, Links.SeriesTable(course.Lines[0].Column, data.From, data.To), words, visit.Zone);
        html.Write($"</section>\n");
    }
}
