using AutoCore.Policies.Health;
using AutoCore.Web.Data;
using AutoCore.Web.Html;
using AutoCore.Web.Texts;

namespace AutoCore.Web.Pages;

/// <summary>The wall: the newest picture of every camera, by site, some at a time.</summary>
internal sealed class WallPage(SiteCatalog catalog, Layout layout)
{
    /// <summary>Fills whole rows of 2, 3, 4, 6 and 8.</summary>
    public const int CamerasOnAPage = 48;

    /// <summary>Numbers beside the present page that are always shown.</summary>
    private const int PagesAround = 2;

    private static readonly (Shown Show, Spoken Name)[] States =
        [(Shown.All, Text.ShowAll), (Shown.Failed, Text.ShowFailed), (Shown.Frozen, Text.ShowFrozen), (Shown.Unusual, Text.ShowUnusual)];

    public HtmlWriter Write(Visit visit)
    {
        var filter = WallFilter.Read(visit.Query["show"], visit.Query["site"], visit.Query["q"]);
        var cameras = catalog.Cameras.Where(filter.Takes).ToList();
        var pages = Math.Max(1, (cameras.Count + CamerasOnAPage - 1) / CamerasOnAPage);
        var page = int.TryParse(visit.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, pages) : 1;
        return layout.Write(visit, visit.Words[Text.Pictures], Links.Wall, html =>
        {
            WriteFilter(html, visit, filter);
            html.Write($"<div id=\"wall\" data-live>");
            if (catalog.Sites.Count == 0)
                html.WriteNothing(visit.Words[Text.WallEmpty], visit.Words[Text.WallEmptyHint]);
            else if (cameras.Count == 0)
                html.WriteNothing(visit.Words[Text.WallNone], visit.Words[filter.NoneHint(catalog.Cameras)], Links.Wall, visit.Words[Text.ShowEverything]);
            else
                WriteSites(html, visit, filter, [.. cameras.Skip((page - 1) * CamerasOnAPage).Take(CamerasOnAPage)]);
            if (pages > 1)
                WritePages(html, visit.Words, filter, page, pages);
            html.Write($"</div>\n");
        });
    }

    private void WriteFilter(HtmlWriter html, Visit visit, WallFilter filter)
    {
        var words = visit.Words;
        var inSite = catalog.Cameras.Where((filter with { Show = Shown.All }).Takes).ToList();
        html.Write(
            $"<div class=\"bar\"><h1>{words[Text.Pictures]}</h1><p class=\"quiet\" id=\"total\" role=\"status\" data-live>{words.Count(inSite.Count, Text.CamerasOne, Text.CamerasMany)}");
        if (filter.Site is null)
            html.Write($" · {words.Count(inSite.DistinctBy(c => c.Key.Site).Count(), Text.SitesOne, Text.SitesMany)}");
        html.Write($"</p></div>\n<div class=\"bar filter\"><div id=\"states\" data-live>");
        html.WriteChoice(
            words[Text.Filter],
            States.Select(
            s => (words[s.Name], Links.WallOf(filter with { Show = s.Show }), s.Show == filter.Show,
                (int?)inSite.Count((filter with { Show = s.Show }).Takes))));
        html.Write($"</div>");
        if (catalog.Sites.Count > 0)
            WriteSearch(html, words, filter);
        html.Write($"</div>\n");
    }

    private void WriteSearch(HtmlWriter html, Words words, WallFilter filter)
    {
        html.Write(
            $"<form class=\"pick\" method=\"get\" action=\"{Links.Wall}\" role=\"search\"><input id=\"q\" name=\"q\" type=\"search\" maxlength=\"{WallFilter.LongestSearch}\" value=\"{filter.Search}\" placeholder=\"{words[Text.SearchHint]}\" aria-label=\"{words[Text.Search]}: {words[Text.SearchHint]}\">");
        if (catalog.Sites.Count > 1)
        {
            html.Write($"<select id=\"site\" name=\"site\" aria-label=\"{words[Text.Site]}\"><option value=\"\">{words[Text.AllSites]}</option>");
            foreach (var site in catalog.Sites)
            {
                html.Write($"<option value=\"{site.Key}\"");
                if (site.Key == filter.Site)
                    html.Write($" selected");
                html.Write($">{site.Name}</option>");
            }
            html.Write($"</select>");
        }
        if (filter.Show != Shown.All)
            html.Write($"<input type=\"hidden\" name=\"show\" value=\"{filter.Show.ToString().ToLowerInvariant()}\">");
        html.Write($"<button>{words[Text.Apply]}</button></form>");
    }

    /// <summary>The cameras of a page, each site under its name; a single site has said its name already.</summary>
    private void WriteSites(HtmlWriter html, Visit visit, WallFilter filter, List<CameraState> cameras)
    {
        var number = 0;
        if (filter.Site is not null || catalog.Sites.Count < 2)
        {
            WallCards.Write(html, visit, cameras, ref number, withSite: filter.Site is null);
            return;
        }
        var all = catalog.Sites.ToDictionary(s => s.Key, StringComparer.Ordinal);
        html.Write($"<div class=\"sites\">\n");
        foreach (var ofSite in cameras.GroupBy(c => c.Key.Site))
        {
            var site = all[ofSite.Key];
            html.Write(
                $"<section class=\"group span-{Math.Min(4, ofSite.Count())}\" data-key=\"{Links.WallOf(new(Shown.All, site.Key))}\"><h2><a href=\"{Links.WallOf(filter with { Site = site.Key })}\">")
                .WriteName(site.Name).Write($"</a> <span class=\"count\">{site.Cameras.Count}</span>");
            if (site.Cameras.Count(c => c.HasFailed) is > 0 and var failed)
                html.Write($" <span class=\"tag failed\">{visit.Words.Count(failed, Text.FailedOne, Text.FailedMany)}</span>");
            html.Write($"</h2>");
            WallCards.Write(html, visit, ofSite, ref number, withSite: false);
            html.Write($"</section>\n");
        }
        html.Write($"</div>\n");
    }

    private static void WritePages(HtmlWriter html, Words words, WallFilter filter, int page, int pages)
    {
        html.Write($"<nav class=\"pages\" aria-label=\"{words[Text.Pages]}\">");
        if (page > 1)
            html.Write($"<a class=\"button\" data-key=\"prev\" rel=\"prev\" href=\"{Links.WallOf(filter, page - 1)}\">{words[Text.Previous]}</a>");
        html.Write($"<span>{words.Format(Text.PageOf, page, pages)}</span><ol>");
        for (var number = 1; number <= pages; number++)
        {
            // The first, the last, and those around; for all between them a dash.
            if (number > 1 && number < pages && Math.Abs(number - page) > PagesAround)
            {
                if (Math.Abs(number - page) == PagesAround + 1)
                    html.Write($"<li aria-hidden=\"true\">…</li>");
                continue;
            }
            html.Write($"<li><a class=\"button\" href=\"{Links.WallOf(filter, number)}\" aria-label=\"{words.Format(Text.PageNumber, number)}\"");
            if (number == page)
                html.Write($" aria-current=\"page\"");
            html.Write($">{number}</a></li>");
        }
        html.Write($"</ol>");
        if (page < pages)
            html.Write($"<a class=\"button\" data-key=\"next\" rel=\"next\" href=\"{Links.WallOf(filter, page + 1)}\">{words[Text.Next]}</a>");
        html.Write($"</nav>");
    }
}
