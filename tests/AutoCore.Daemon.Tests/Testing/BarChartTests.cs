using System.Xml.Linq;
using AutoCore.Testing.Benchmarks;

namespace AutoCore.Daemon.Tests.Testing;

public sealed class BarChartTests
{
    private const string Page =
        """
        ## Rounds

        | | wall s | wall ÷ bound |
        |---|---:|---:|
        | required | | 1.05 |
        | `autocore capture` <b> | 10.8 | 1.00 (0.90–1.10) |
        | curl | 17.3 | 2.00 |
        | aria2c | not there | |

        """;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Draw_ColumnWithSpread_HasABarForEachFigureAndALineForWhatVaried()
    {
        var chart = XElement.Parse(BarChart.Draw(Page, "wall ÷ bound"));

        var bars = chart.Elements(Svg + "rect").Select(r => (double)r.Attribute("width")!).ToList();
        Assert.Equal(2, bars.Count);
        Assert.Equal(2.0, bars[1] / bars[0], 3);
        Assert.Single(chart.Elements(Svg + "line"), l => (string)l.Attribute("class")! == "s");
        Assert.Single(chart.Elements(Svg + "line"), l => (string)l.Attribute("class")! == "m");
        Assert.Contains(chart.Elements(Svg + "text"), t => t.Value == "autocore capture <b>");
        Assert.DoesNotContain(chart.Elements(Svg + "text"), t => t.Value is "aria2c" or "required");
    }

    [Fact]
    public void Draw_Mark_IsALineAcross() =>
        Assert.Single(XElement.Parse(BarChart.Draw(Page, "wall s", mark: 5)).Elements(Svg + "line"));

    [Theory]
    [InlineData("CPU s")]
    [InlineData("")]
    public void Draw_NoFigures_SaysSo(string column) => Assert.Throws<ArgumentException>(() => BarChart.Draw(Page, column));
}
