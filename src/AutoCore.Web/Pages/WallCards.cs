using AutoCore.Web.Data;
using AutoCore.Web.Html;
using AutoCore.Web.Texts;

namespace AutoCore.Web.Pages;

/// <summary>Cameras as cards: the newest picture, its age, and what is wrong.</summary>
internal static class WallCards
{
    /// <summary>Pictures that are there at once; the others come as they are scrolled to.</summary>
    private const int Eager = 8;

    /// <summary>Writes a list of them.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="visit">Who looks.</param>
    /// <param name="number">How many stand on the page already; counts on.</param>
    /// <param name="withSite">Whether each names its site.</param>
    /// <param name="amongFew">Whether there are so few that each is large.</param>
    public static void Write(HtmlWriter html, Visit visit, IEnumerable<CameraState> cameras, ref int number, bool withSite, bool amongFew = false)
    {
        html.Write($"<ul class=\"cards\">\n");
        foreach (var camera in cameras)
            WriteCard(html, visit, camera, isEager: number++ < Eager, withSite, amongFew);
        html.Write($"</ul>\n");
    }

    private static void WriteCard(HtmlWriter html, Visit visit, CameraState camera, bool isEager, bool withSite, bool amongFew)
    {
        html.Write(
            $"<li data-key=\"{Links.Camera(camera.Key)}\"><a class=\"{(camera.HasFailed ? "card failed" : camera.Flags.Count > 0 ? "card odd" : "card")}\" href=\"{Links.Camera(camera.Key)}\"><span class=\"shot\">");
        if (camera.LastStored is null)
        {
            WriteBlank(html, visit.Words, camera);
        }
        else
        {
            html.Write(
                $"<img src=\"{Links.NewestThumbnail(camera, amongFew)}\" alt=\"\" width=\"320\" height=\"200\" decoding=\"async\" loading=\"{(isEager ? "eager" : "lazy")}\">");
        }
        WriteState(html, visit, camera);
        html.Write($"</span><span class=\"what\">");
        if (withSite)
            html.Write($"<span class=\"site\">").WriteName(camera.Site).Write($"</span>");
        html.Write($"<span class=\"line\"><span class=\"name\">").WriteName(camera.Name).Write($"</span>");
        if (camera.LastStored is { } stored)
            html.WriteAge(visit, stored);
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
            html.Write($"<span class=\"tag odd\">{string.Join(", ", camera.Flags.Select(f => visit.Odd(camera, f)))}</span>");
    }
}
