using AutoCore.Policies.Cameras.Unusual;
using AutoCore.Web.Html;
using AutoCore.Web.Texts;

namespace AutoCore.Web.Charts;

/// <summary>
/// Draws over a picture where it is unlike its camera's usual looks: three strengths, each one shape, on a sheet that is stretched over the picture; what it
/// shows is said in words beside it.
/// </summary>
internal static class UnusualMarks
{
    private static readonly (byte From, string Class)[] Strengths = [(1, "slight"), (85, "clear"), (170, "strong")];

    /// <summary>Writes the sheet.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="cells">How far each cell deviates, 0 to 255, rows from the top; <see cref="PictureGrid.Cells"/> of them.</param>
    /// <param name="picture">The picture that it belongs to.</param>
    public static void Write(HtmlWriter html, ReadOnlySpan<byte> cells, string picture)
    {
        html.Write(
            $"<svg class=\"over unusual\" data-only=\"{picture}\" viewBox=\"0 0 {PictureGrid.Columns} {PictureGrid.Rows}\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
        for (var i = 0; i < Strengths.Length; i++)
        {
            var below = i + 1 < Strengths.Length ? Strengths[i + 1].From : byte.MaxValue + 1;
            if (ShapeOf(cells, Strengths[i].From, below) is { Length: > 0 } shape)
                html.Write($"<path class=\"{Strengths[i].Class}\" d=\"{shape}\"/>");
        }
        html.Write($"</svg>");
    }

    /// <summary>Where most of it is: the middle of all that deviates, in thirds of the picture.</summary>
    public static PicturePlace PlaceOf(ReadOnlySpan<byte> cells)
    {
        var (all, right, down) = (0.0, 0.0, 0.0);
        for (var i = 0; i < cells.Length; i++)
        {
            all += cells[i];
            right += cells[i] * ((i % PictureGrid.Columns) + 0.5) / PictureGrid.Columns;
            down += cells[i] * ((i / PictureGrid.Columns) + 0.5) / PictureGrid.Rows;
        }
        return all == 0 ? PicturePlace.Middle : (PicturePlace)((Third(down / all) * 3) + Third(right / all));
    }

    private static int Third(double part) => Math.Min(2, (int)(part * 3));

    /// <summary>One rectangle for each run of neighbours in a row.</summary>
    private static string ShapeOf(ReadOnlySpan<byte> cells, int from, int below)
    {
        var shape = "";
        for (var start = 0; start < cells.Length;)
        {
            var (row, column) = Math.DivRem(start, PictureGrid.Columns);
            var length = RunOf(cells[start..Math.Min(cells.Length, (row + 1) * PictureGrid.Columns)], from, below);
            if (length > 0)
                shape += $"M{column} {row}h{length}v1h-{length}z";
            start += Math.Max(1, length);
        }
        return shape;
    }

    private static int RunOf(ReadOnlySpan<byte> cells, int from, int below)
    {
        var length = 0;
        while (length < cells.Length && cells[length] >= from && cells[length] < below)
            length++;
        return length;
    }
}
