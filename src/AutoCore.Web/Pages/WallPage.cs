using System.Globalization;
using AutoCore.Web.Data;
using AutoCore.Web.Html;
using AutoCore.Web.Texts;

namespace AutoCore.Web.Pages;

/// <summary>The wall: the newest picture of every camera, some at a time.</summary>
internal sealed class WallPage(SiteCatalog catalog, Layout layout)
{
    /// <summary>Fills whole rows of 2, 3, 4, 6 and 8.</summary>
    public const int CamerasOnAPage = 48;

    /// <summary>Pictures that are there at once; the others come as they are scrolled to.</summary>
    private const int Eager = 8;

    private static readonly (Shown Show, Text Name)[] States =
        [(Shown.All, Text.ShowAll), (Shown.Failed, Text.ShowFailed), (Shown.Frozen, Text.ShowFrozen), (Shown.Unusual, Text.ShowUnusual)];

    public HtmlWriter Write(Visit visit)
    {
        var filter = WallFilter.Read(visit.Query["show"], visit.Query["site"]);
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
                html.WriteNothing(visit.Words[Text.WallNone], visit.Words[Text.WallNoneHint], Links.Wall, visit.Words[Text.ShowEverything]);
            else
                WriteCards(html, visit, cameras.Skip((page - 1) * CamerasOnAPage).Take(CamerasOnAPage));
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
            html.Write($" · {words.Count(catalog.Sites.Count, Text.SitesOne, Text.SitesMany)}");
        html.Write($"</p></div>\n<div class=\"bar filter\"><div id=\"states\" data-live>");
        html.WriteChoice(
            words[Text.Filter],
            States.Select(
            s => (words[s.Name], Links.WallOf(filter with { Show = s.Show }), s.Show == filter.Show,
                (int?)inSite.Count((filter with { Show = s.Show }).Takes))));
        html.Write($"</div>");
        if (catalog.Sites.Count > 1)
            WriteSites(html, words, filter);
        html.Write($"</div>\n");
    }

    private void WriteSites(HtmlWriter html, Words words, WallFilter filter)
    {
        html.Write(
            $"<form class=\"pick\" method=\"get\" action=\"{Links.Wall}\"><label for=\"site\">{words[Text.Site]}</label><select id=\"site\" name=\"site\"><option value=\"\">{words[Text.AllSites]}</option>");
        foreach (var site in catalog.Sites)
        {
            html.Write($"<option value=\"{site.Key}\"");
            if (site.Key == filter.Site)
                html.Write($" selected");
            html.Write($">{site.Name}</option>");
        }
        html.Write($"</select>");
        if (filter.Show != Shown.All)
            html.Write($"<input type=\"hidden\" name=\"show\" value=\"{filter.Show.ToString().ToLowerInvariant()}\">");
        html.Write($"<button>{words[Text.Apply]}</button></form>");
    }

    private static void WriteCards(HtmlWriter html, Visit visit, IEnumerable<CameraState> cameras)
    {
        html.Write($"<ul class=\"cards\">\n");
        var number = 0;
        foreach (var camera in cameras)
            WriteCard(html, visit, camera, isEager: number++ < Eager);
        html.Write($"</ul>\n");
    }

    private static void WriteCard(HtmlWriter html, Visit visit, CameraState camera, bool isEager)
    {
        var words = visit.Words;
        html.Write(
            $"<li><a class=\"{(camera.HasFailed ? "card failed" : camera.Flags.Count > 0 ? "card odd" : "card")}\" href=\"{Links.Camera(camera.Key)}\"><span class=\"shot\">");
        if (camera.LastStored is null)
        {
            WriteBlank(html, words, camera);
        }
        else
        {
            html.Write(
                $"<img src=\"{Links.NewestThumbnail(camera)}\" alt=\"\" width=\"320\" height=\"200\" decoding=\"async\" loading=\"{(isEager ? "eager" : "lazy")}\">");
        }
        WriteState(html, visit, camera);
        html.Write($"</span><span class=\"what\"><span class=\"site\">").WriteName(camera.Site).Write($"</span><span class=\"line\"><span class=\"name\">")
            .WriteName(camera.Name).Write($"</span>");
        if (camera.LastStored is { } stored)
            html.WriteTime(stored, words.Ago(visit.Now - stored));
        html.Write($"</span></span></a></li>\n");
    }

    private static void WriteBlank(HtmlWriter html, Words words, CameraState camera)
    {
        html.Write(
            $"<span class=\"blank\"><svg viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"M4 7h4l2-3h4l2 3h4v12H4zM3 3l18 18\"/><circle cx=\"12\" cy=\"13\" r=\"3.5\"/></svg>");
        if (!camera.HasFailed)
            html.Write($"<span>{words[Text.NoPicture]}</span>");
        html.Write($"</span>");
    }

    private static void WriteState(HtmlWriter html, Visit visit, CameraState camera)
    {
        var words = visit.Words;
        if (camera.IsResting)
            html.Write($"<span class=\"tag rest\">{visit.Resting(camera.RestingUntil)}</span>");
        else if (camera.Reason is { } reason)
            html.Write($"<span class=\"tag failed\">{words.Format(Text.StateFailed, SpokenWords.Reason(words.Language, reason))}</span>");
        else if (camera.Flags.Count > 0)
            html.Write($"<span class=\"tag odd\">{string.Join(", ", camera.Flags.Select(f => SpokenWords.Flag(words.Language, f)))}</span>");
    }

    private static void WritePages(HtmlWriter html, Words words, WallFilter filter, int page, int pages)
    {
        html.Write($"<nav class=\"pages\" aria-label=\"{words[Text.Pages]}\">");
        if (page > 1)
            html.Write($"<a class=\"button\" rel=\"prev\" href=\"{Links.WallOf(filter, page - 1)}\">{words[Text.Previous]}</a>");
        html.Write($"<span>{words.Format(Text.PageOf, page, pages)}</span>");
        if (page < pages)
            html.Write($"<a class=\"button\" rel=\"next\" href=\"{Links.WallOf(filter, page + 1)}\">{words[Text.Next]}</a>");
        html.Write($"</nav>");
    }
}
