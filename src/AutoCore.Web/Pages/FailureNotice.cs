using AutoCore.Policies.Cameras.Http;
using AutoCore.Web.Data;
using AutoCore.Web.Html;
using AutoCore.Web.Texts;

namespace AutoCore.Web.Pages;

/// <summary>What is to be done about a camera that fails: since when, what it answered, what helps, and the command that asks it again.</summary>
internal static class FailureNotice
{
    public static void Write(HtmlWriter html, Visit visit, CameraState camera)
    {
        if (camera.Reason is not { } reason)
            return;
        var words = visit.Words;
        html.Write($"<div class=\"notice failing\"><p><strong>{words.Format(Text.StateFailed, SpokenWords.Reason(words.Language, reason))}</strong>");
        if (camera.FailingSince is { } since)
            html.Write($" · {words.Format(Text.FailingSince, visit.Moment(since))}");
        else if (camera.LastStored is { } stored)
            html.Write($" · {words.Format(Text.LastPicture, visit.Moment(stored))}");
        html.Write($"</p>");
        if (camera.Detail is { Length: > 0 } detail)
            html.Write($"<p class=\"quiet\" lang=\"en\"><bdi>{detail}</bdi></p>");
        if (camera.Remedy is { } remedy)
            html.Write($"<p>{words[remedy]}</p>");
        var command = CameraAdvice.CommandFor(camera.Site, camera.Name);
        html.Write(
            $"<p class=\"command\"><code>{command}</code><button type=\"button\" data-copy=\"{command}\" data-done=\"{words[Text.Copied]}\" hidden>{words[Text.Copy]}</button><a href=\"{Links.EventsOf(new(null, $"{camera.Site}/{camera.Name}", null))}\">{words[Text.EventsOfCamera]}</a></p></div>");
    }
}
