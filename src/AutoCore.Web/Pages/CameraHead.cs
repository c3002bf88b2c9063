using AutoCore.Web.Data;
using AutoCore.Web.Html;
using AutoCore.Web.Texts;

namespace AutoCore.Web.Pages;

/// <summary>What stands above a camera's pictures: the way back and to its neighbours, its name, how it stands, and what helps if it fails.</summary>
internal static class CameraHead
{
    /// <summary>Above a camera's day: it speaks of the picture that is shown.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="catalog">The other cameras of the site.</param>
    /// <param name="shown">What is shown.</param>
    /// <param name="bytes">The size of the picture, where it is known.</param>
    public static void Write(HtmlWriter html, SiteCatalog catalog, CameraDay shown, long? bytes)
    {
        var (visit, camera, words) = (shown.Visit, shown.Camera, shown.Visit.Words);
        WriteName(html, words, camera, () => WriteNeighbours(html, catalog, shown));
        html.Write($"<div id=\"state\" class=\"facts\" data-live>");
        WriteState(html, visit, camera);
        if (shown.Chosen is { } chosen)
            html.Write($"<span data-key=\"taken\">{words.DayAndMonth(chosen.Taken)}, {Words.Clock(chosen.Taken)}</span>");
        if (shown.IsNewest && camera.LastStored is { } stored)
            html.WriteAge(visit, stored);
        if (bytes is { } size)
            html.Write($"<span data-key=\"bytes\">{words.Bytes(size)}</span>");
        if (shown.IsNewest && camera.ElapsedMs is { } elapsed)
            html.Write($"<span data-key=\"elapsed\">{words.Number(elapsed)} ms</span>");
        if (shown.IsNewest && camera.Score is { } score)
            html.Write($"<span data-key=\"score\">{words.Format(Text.Score, words.Number(score, 1))}</span>");
        html.Write($"</div></div>\n<div id=\"failure\" data-live>");
        FailureNotice.Write(html, visit, camera);
        html.Write($"</div>\n");
    }

    /// <summary>Above anything else of a camera.</summary>
    public static void Write(HtmlWriter html, Visit visit, CameraState camera)
    {
        WriteName(html, visit.Words, camera, static () => { });
        html.Write($"<div id=\"state\" class=\"facts\" data-live>");
        WriteState(html, visit, camera);
        html.Write($"</div></div>\n");
    }

    private static void WriteName(HtmlWriter html, Words words, CameraState camera, Action writeNeighbours)
    {
        html.Write(
            $"<nav class=\"crumbs\" aria-label=\"{words[Text.BackToPictures]}\"><a href=\"{Links.Wall}\">{words[Text.Pictures]}</a><span aria-hidden=\"true\">/</span><a href=\"{Links.WallOf(new(Shown.All, camera.Key.Site))}\">")
            .WriteName(camera.Site).Write($"</a></nav>\n<div class=\"bar head\"><h1>").WriteName(camera.Name).Write($"</h1>");
        writeNeighbours();
    }

    /// <summary>The cameras before and after it in the order of the site, on the same day at the same hour.</summary>
    private static void WriteNeighbours(HtmlWriter html, SiteCatalog catalog, CameraDay shown)
    {
        var ofSite = catalog.Sites.First(s => s.Key == shown.Camera.Key.Site).Cameras;
        if (ofSite.Count < 2)
            return;
        var words = shown.Visit.Words;
        var at = ofSite.TakeWhile(c => c.Key != shown.Camera.Key).Count();
        html.Write($"<nav class=\"neighbours\" id=\"neighbours\" data-live aria-label=\"{words[Text.CamerasOfSite]}\">");
        WriteNeighbour(at - 1, words[Text.CameraBefore], "\u2039 ", "");
        WriteNeighbour(at + 1, words[Text.CameraAfter], "", " \u203A");
        html.Write($"</nav>");

        void WriteNeighbour(int place, string name, string before, string after)
        {
            if (place < 0 || place >= ofSite.Count)
                return;
            var camera = ofSite[place];
            var isOfNewest = shown.IsNewest || shown.Chosen is null;
            html.Write(
                $"<a class=\"button\" data-key=\"{Links.Camera(camera.Key)}\" href=\"{(isOfNewest ? Links.Camera(camera.Key) : Links.Camera(camera.Key, shown.Day, shown.Chosen))}\" aria-label=\"{name}: {camera.Name}\">{before}")
                .WriteName(camera.Name).Write($"{after}</a>");
        }
    }

    private static void WriteState(HtmlWriter html, Visit visit, CameraState camera)
    {
        var words = visit.Words;
        if (camera.IsResting)
            html.Write($"<span class=\"tag rest\">{visit.Resting(camera.RestingUntil)}</span>");
        if (camera.Reason is { } reason)
            html.Write($"<span class=\"tag failed\">{words.Format(Text.StateFailed, SpokenWords.Reason(words.Language, reason))}</span>");
        foreach (var flag in camera.Flags)
            html.Write($"<span class=\"tag odd\">{visit.Odd(camera, flag)}</span>");
    }
}
