using AutoCore.Policies.Cameras.Unusual;
using AutoCore.Web.Charts;
using AutoCore.Web.Html;
using AutoCore.Web.Texts;

namespace AutoCore.Web.Tests.Charts;

public sealed class UnusualMarksTests
{
    [Fact]
    public void Write_CellsOfAllStrengths_AreOneShapeEach()
    {
        var cells = new byte[PictureGrid.Cells];
        (cells[0], cells[1], cells[2], cells[3], cells[15], cells[16]) = (10, 20, 100, 255, 84, 85);
        var html = new HtmlWriter();

        UnusualMarks.Write(html, cells, "20261124T180000");

        Assert.Contains("data-only=\"20261124T180000\"", html.ToString(), StringComparison.Ordinal);
        Assert.Contains("<path class=\"slight\" d=\"M0 0h2v1h-2zM15 0h1v1h-1z\"/>", html.ToString(), StringComparison.Ordinal);
        Assert.Contains("<path class=\"clear\" d=\"M2 0h1v1h-1zM0 1h1v1h-1z\"/>", html.ToString(), StringComparison.Ordinal);
        Assert.Contains("<path class=\"strong\" d=\"M3 0h1v1h-1z\"/>", html.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_RunOverTheEndOfARow_IsTwoRectangles()
    {
        var cells = new byte[PictureGrid.Cells];
        cells.AsSpan(14, 4).Fill(255);
        var html = new HtmlWriter();

        UnusualMarks.Write(html, cells, "");

        Assert.Contains("d=\"M14 0h2v1h-2zM0 1h2v1h-2z\"", html.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, PicturePlace.TopLeft)]
    [InlineData(8, PicturePlace.Top)]
    [InlineData(15, PicturePlace.TopRight)]
    [InlineData(96, PicturePlace.Left)]
    [InlineData(104, PicturePlace.Middle)]
    [InlineData(111, PicturePlace.Right)]
    [InlineData(176, PicturePlace.BottomLeft)]
    [InlineData(184, PicturePlace.Bottom)]
    [InlineData(191, PicturePlace.BottomRight)]
    public void PlaceOf_OneCell_IsItsThird(int cell, PicturePlace place)
    {
        var cells = new byte[PictureGrid.Cells];
        cells[cell] = 1;

        Assert.Equal(place, UnusualMarks.PlaceOf(cells));
    }

    [Fact]
    public void PlaceOf_WholePicture_IsTheMiddle()
    {
        var cells = new byte[PictureGrid.Cells];
        Assert.Equal(PicturePlace.Middle, UnusualMarks.PlaceOf(cells));
        cells.AsSpan().Fill(255);
        Assert.Equal(PicturePlace.Middle, UnusualMarks.PlaceOf(cells));
    }
}
