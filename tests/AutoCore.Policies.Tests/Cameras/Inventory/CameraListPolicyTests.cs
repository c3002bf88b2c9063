using System.Text;
using AutoCore.Policies.Cameras.Inventory;

namespace AutoCore.Policies.Tests.Cameras.Inventory;

public sealed class CameraListPolicyTests
{
    [Theory]
    [InlineData("", "Home", "P1")]
    [InlineData("Shop/Door", "Shop", "P1")]
    [InlineData("Shop/P1 Shop/p2 Shop/P4", "Shop", "P3")]
    [InlineData("Shop/P1 Depot/P1", "Home", "P1")]
    [InlineData("Shop/P1 Home/P1", "Home", "P2")]
    public void Name_NobodyGivesOne_IsTheFirstThatIsFree(string present, string site, string name)
    {
        var cameras = present.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(c => c.Split('/')).Select(c => (Site: c[0], Name: c[1])).ToList();

        Assert.Equal(site, CameraNaming.SiteOf(cameras.Select(c => c.Site)));
        Assert.Equal(name, CameraNaming.NameIn(site, cameras));
    }

    [Fact]
    public void Render_Columns_AreAsWideAsTheyNeed() => Assert.Equal(
        [
            "CAMERA     HOST           AUTH    LAST STORED       STATE",
            "Shop/Door  10.0.0.7       digest  2026-11-30 14:05  ok",
            "Shop/Till  10.0.0.8:8080  none                      not-found",
        ],
        CameraTable.Render([new("Shop/Door", "10.0.0.7", "digest", "2026-11-30 14:05", "ok"), new("Shop/Till", "10.0.0.8:8080", "none", "", "not-found")], 80));

    /// <summary>Wide letters counted as one column, marks as one, and the columns behind them were not in line.</summary>
    [Fact]
    public void Render_WideLettersAndMarks_KeepTheColumnsInLine() => Assert.Equal(
        [
            "CAMERA     HOST      AUTH  LAST STORED  STATE",
            "东京/入口  10.0.0.7  none               ok",
            "A\u0301rea/P1    10.0.0.8  none               ok",
        ],
        CameraTable.Render([new("东京/入口", "10.0.0.7", "none", "", "ok"), new("A\u0301rea/P1", "10.0.0.8", "none", "", "ok")], 80));

    [Theory]
    [InlineData(int.MaxValue, 200)]
    [InlineData(80, 80)]
    [InlineData(60, 68)]
    public void Render_LongNames_AreCutToTheWidthAndNothingElseIs(int width, int longest)
    {
        var rows = new[] { new CameraRow(new string('n', 90), new string('h', 60), "digest", "2026-11-30 14:05", "not asked yet") };

        var lines = CameraTable.Render(rows, width).ToList();

        Assert.All(lines, l => Assert.InRange(l.Length, 1, longest));
        Assert.EndsWith("digest  2026-11-30 14:05  not asked yet", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("n")]
    public void Render_CutsNoCharacterInTwo(string before)
    {
        var name = before + string.Concat(Enumerable.Repeat("😀", 60));

        var lines = CameraTable.Render([new(name, "10.0.0.7", "none", "", "ok")], 80).ToList();

        Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(lines[1])));
        Assert.Contains("😀…", lines[1], StringComparison.Ordinal);
    }
}
