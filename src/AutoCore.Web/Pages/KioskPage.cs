using AutoCore.Web.Data;
using AutoCore.Web.Html;
using AutoCore.Web.Texts;

namespace AutoCore.Web.Pages;

/// <summary>The wall for a screen that nobody touches: no menu, all of the width, who failed first, page after page by itself.</summary>
internal sealed class KioskPage(SiteCatalog catalog, Layout layout)
{
    /// <summary>More columns would be stamps.</summary>
    private const int MostColumns = 10;

    /// <summary>Up to so many cameras are large.</summary>
    private const int Few = 12;

    private const int ShortestTurn = 5;
    private const int LongestTurn = 3600;

    /// <summary>Rows for each column that fit a screen of 16:9.</summary>
    private const double RowsAColumn = 0.9;

    /// <summary>Whether an address asks for it.</summary>
    public static bool IsWanted(IQueryCollection query) => query["kiosk"] == "1";

    public HtmlWriter Write(Visit visit)
    {
        var filter = WallFilter.Read(visit.Query["show"], visit.Query["site"], visit.Query["q"]);
        var cameras = catalog.Cameras.Where(filter.Takes).OrderBy(c => c.HasFailed ? 0 : c.Flags.Count > 0 ? 1 : 2).ToList();
        var given = Read(visit, "columns", 1, MostColumns);
        var columns = given ?? ColumnsFor(cameras.Count);
        var onAPage = columns * RowsOf(columns);
        var turn = Read(visit, "rotate", ShortestTurn, LongestTurn);
        var pages = Math.Max(1, (cameras.Count + onAPage - 1) / onAPage);
        var page = turn is null ? 1 : Math.Clamp(Read(visit, "page", 1, int.MaxValue) ?? 1, 1, pages);
        var shown = turn is null ? cameras : [.. cameras.Skip((page - 1) * onAPage).Take(onAPage)];
        var next = turn is not null && pages > 1 ? Links.Kiosk(filter, given, turn.Value, (page % pages) + 1) : null;
        return layout.WriteKiosk(visit, next is null ? null : (next, turn!.Value), html =>
        {
            html.Write($"<div id=\"wall\" class=\"kiosk columns-{columns}\" data-live>");
            var number = 0;
            if (catalog.Sites.Count == 0)
                html.WriteNothing(visit.Words[Text.WallEmpty], visit.Words[Text.WallEmptyHint]);
            else if (shown.Count == 0)
                html.WriteNothing(visit.Words[Text.WallNone], visit.Words[filter.NoneHint(catalog.Cameras)]);
            else
                WallCards.Write(html, visit, shown, ref number, withSite: true, amongFew: shown.Count <= Few);
            html.Write($"</div>\n");
        });
    }

    /// <summary>As few columns as let all of them fit the screen.</summary>
    private static int ColumnsFor(int cameras)
    {
        var columns = 1;
        while (columns < MostColumns && columns * RowsOf(columns) < cameras)
            columns++;
        return columns;
    }

    private static int RowsOf(int columns) => Math.Max(1, (int)(columns * RowsAColumn));

    private static int? Read(Visit visit, string name, int least, int most) =>
        int.TryParse(visit.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, least, most) : null;
}
