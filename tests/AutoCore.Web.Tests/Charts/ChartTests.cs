using System.Xml.Linq;
using AutoCore.Web.Charts;
using AutoCore.Web.Html;
using AutoCore.Web.Texts;

namespace AutoCore.Web.Tests.Charts;

public sealed class ChartTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo Brasilia = TimeZoneInfo.CreateCustomTimeZone("Brasilia", TimeSpan.FromHours(-3), null, null);
    private static readonly Words English = Words.In(Language.English);

    [Theory]
    [InlineData(0, 100, 0, 100, 50)]
    [InlineData(31, 58, 30, 60, 10)]
    [InlineData(0.2, 0.9, 0.2, 1, 0.2)]
    [InlineData(41.02, 41.05, 41.02, 41.05, 0.01)]
    [InlineData(-4, 7, -5, 10, 5)]
    [InlineData(123_456, 987_654, 0, 1_000_000, 500_000)]
    public void ValueScale_AnyRange_IsRound(double lowest, double highest, double from, double to, double step)
    {
        var scale = ValueScale.For(lowest, highest);

        Assert.Equal((from, to, step), (Math.Round(scale.From, 6), Math.Round(scale.To, 6), Math.Round(scale.Step, 6)));
        Assert.Equal(to, scale.Ticks.Last(), 6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(-1000)]
    public void ValueScale_OneValue_HasItInside(double value) => Assert.InRange(ValueScale.For(value, value).At(value), 0.1, 0.9);

    [Fact]
    public void TimeScale_Day_TicksAtRoundLocalHours()
    {
        var step = TimeScale.StepFor(TimeSpan.FromHours(24), 7);

        Assert.Equal(TimeSpan.FromHours(6), step);
        var ticks = TimeScale.Ticks(Start, Start.AddHours(24), step, Brasilia).ToList();
        Assert.Equal(["00:00", "06:00", "12:00", "18:00"], ticks.Select(t => Words.Clock(t.Local)));
        Assert.Equal(["03:00", "09:00", "15:00", "21:00"], ticks.Select(t => Words.Clock(t.At.UtcDateTime)));
    }

    [Fact]
    public void TimeScale_DayWithAnHourLess_LeavesThatHourOut()
    {
        var rule = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new(1, 1, 1, 0, 0, 0), 11, 24),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new(1, 1, 1, 0, 0, 0), 12, 24));
        var zone = TimeZoneInfo.CreateCustomTimeZone("Spring", TimeSpan.Zero, null, null, null, [rule]);

        var ticks = TimeScale.Ticks(Start.AddHours(-1), Start.AddHours(3), TimeSpan.FromHours(1), zone).ToList();

        Assert.Equal(["23:00", "01:00", "02:00", "03:00", "04:00"], ticks.Select(t => Words.Clock(t.Local)));
        Assert.All(ticks.Zip(ticks.Skip(1)), pair => Assert.Equal(TimeSpan.FromHours(1), pair.Second.At - pair.First.At));
    }

    [Fact]
    public void LineChart_MissingValues_AreGaps()
    {
        var chart = Draw(Points(0, 1, 2, 6, 7, 12));

        var line = (string)chart.Descendants("path").Single(p => ((string?)p.Attribute("class")) == "line line-1").Attribute("d")!;
        Assert.Equal(3, line.Count(c => c == 'M'));
        Assert.EndsWith("h0", line, StringComparison.Ordinal);
    }

    [Fact]
    public void LineChart_AnyChart_TellsItsContentToThoseWhoDoNotSeeIt()
    {
        var chart = Draw(Points(0, 1, 2));

        Assert.Equal("img", (string?)chart.Attribute("role"));
        var named = ((string)chart.Attribute("aria-labelledby")!).Split(' ');
        Assert.Equal(named, chart.Elements().Where(e => e.Attribute("id") is not null).Select(e => (string)e.Attribute("id")!));
        Assert.Contains("lowest 40", chart.Element("desc")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void LineChart_LimitOutsideTheAxis_IsNotDrawn()
    {
        var chart = Draw(Points(0, 1, 2), new ChartLimit(41, IsCritical: false), new ChartLimit(900, IsCritical: true));

        Assert.Equal(["limit warning"], chart.Descendants("path").Select(p => (string)p.Attribute("class")!)
            .Where(c => c.StartsWith("limit", StringComparison.Ordinal)));
    }

    [Fact]
    public void LineChart_NoValue_SaysSo() => Assert.Equal("p", Draw([]).Name.LocalName);

    [Fact]
    public void LineChart_HostileTitle_StaysText() => Assert.Equal("</title><script>", Draw(Points(0, 1), title: "</title><script>").Element("title")!.Value);

    [Fact]
    public void DayTimeline_Pictures_HaveAMarkEach()
    {
        var html = new HtmlWriter();
        DateTime[] taken = [new(2026, 11, 24, 6, 0, 0, DateTimeKind.Unspecified), new(2026, 11, 24, 18, 0, 0, DateTimeKind.Unspecified)];

        DayTimeline.Write(html, taken, taken[1]);

        var marks = XElement.Parse(html.ToString()).Elements("line").Where(l => ((string)l.Attribute("class")!).StartsWith("mark", StringComparison.Ordinal))
            .ToList();
        Assert.Equal([("mark", "25%"), ("mark chosen", "75%")], marks.Select(m => ((string)m.Attribute("class")!, (string)m.Attribute("x1")!)));
    }

    private static ChartPoint[] Points(params int[] minutes) => [.. minutes.Select(m => new ChartPoint(Start.AddMinutes(m), 40 + m, 40 + m, 41 + m))];

    private static XElement Draw(ChartPoint[] points, params ChartLimit[] limits) => Draw(points, "Disk used", limits);

    private static XElement Draw(ChartPoint[] points, string title, params ChartLimit[] limits)
    {
        var html = new HtmlWriter();
        var data = new ChartData(
            "disk", title, "%", [new("Disk used", points)], Start, Start.AddMinutes(15), TimeSpan.FromMinutes(1), limits, []);
        LineChart.Write(html, data, English, Brasilia);
        return XElement.Parse(html.ToString());
    }
}
