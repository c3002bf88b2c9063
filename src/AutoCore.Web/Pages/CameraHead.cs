using AutoCore.Web.Data;
using AutoCore.Web.Html;
using AutoCore.Web.Texts;

namespace AutoCore.Web.Pages;

/// <summary>What stands above a camera's pictures: the way back, its name, and how it stands.</summary>
internal static class CameraHead
{
    public static void Write(HtmlWriter html, Visit visit, CameraState camera)
    {
        var words = visit.Words;
        html.Write(
            $"<nav class=\"crumbs\" aria-label=\"{words[Text.BackToPictures]}\"><a href=\"{Links.Wall}\">{words[Text.Pictures]}</a><span aria-hidden=\"true\">/</span><a href=\"{Links.WallOf(new(Shown.All, camera.Key.Site))}\">")
            .WriteName(camera.Site).Write($"</a></nav>\n<div class=\"bar head\"><h1>").WriteName(camera.Name)
            .Write($"</h1><div id=\"state\" class=\"facts\" data-live>");
        if (camera.IsResting)
            html.Write($"<span class=\"tag rest\">{visit.Resting(camera.RestingUntil)}</span>");
        if (camera.Reason is { } reason)
            html.Write($"<span class=\"tag failed\">{words.Format(Text.StateFailed, SpokenWords.Reason(words.Language, reason))}</span>");
        foreach (var flag in camera.Flags)
            html.Write($"<span class=\"tag odd\">{SpokenWords.Flag(words.Language, flag)}</span>");
        if (camera.LastStored is { } stored)
            html.WriteTime(stored, words.Ago(visit.Now - stored));
        if (camera.Bytes is { } bytes)
            html.Write($"<span>{words.Bytes(bytes)}</span>");
        if (camera.ElapsedMs is { } elapsed)
            html.Write($"<span>{words.Number(elapsed)} ms</span>");
        if (camera.Score is { } score)
            html.Write($"<span>{words.Format(Text.Score, words.Number(score, 1))}</span>");
        html.Write($"</div></div>\n");
    }
}
