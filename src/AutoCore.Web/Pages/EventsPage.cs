using AutoCore.Policies.Health;
using AutoCore.Web.Data;
using AutoCore.Web.Html;
using AutoCore.Web.Texts;

namespace AutoCore.Web.Pages;

/// <summary>What happened, newest first.</summary>
internal sealed class EventsPage(EventSource events, SiteCatalog catalog, Layout layout)
{
    private const int EventsOnAPage = 60;

    private static readonly (string? Word, Spoken Name)[] Severities =
        [(null, Text.EventsAll), ("warning", Text.EventsWarning), ("critical", Text.EventsCritical)];

    public HtmlWriter Write(Visit visit)
    {
        var words = visit.Words;
        var choice = EventChoice.Read(visit.Query);
        var camera = choice.Camera is { } label ? catalog.Cameras.FirstOrDefault(c => $"{c.Site}/{c.Name}" == label) : null;
        choice = choice with { Camera = camera is null ? null : choice.Camera };
        var before = long.TryParse(visit.Query["before"], NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds < 253_402_300_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : (DateTimeOffset?)null;
        var found = events.Recent(EventsOnAPage + 1, choice.ToFilter(camera, before, visit.Zone));
        return layout.Write(visit, words[Text.Events], Links.Events, html =>
        {
            html.Write($"<div class=\"bar\"><h1>{words[Text.Events]}</h1>");
            html.WriteChoice(words[Text.Severity],
                Severities.Select(s => (words[s.Name], Links.EventsOf(choice with { Severity = s.Word }), s.Word == choice.Severity, (int?)null)));
            html.Write($"</div>\n");
            WriteFilter(html, words, choice, camera);
            if (EventChoice.OddOf(visit.Query, choice, before) is { Length: > 0 } odd)
                html.Write($"<p class=\"notice\" role=\"status\">{words.Format(Text.EventsNotUnderstood, odd)}</p>\n");
            html.Write($"<div id=\"events\" data-live>");
            if (found.Count == 0)
                html.WriteNothing(words[Text.EventsEmpty], words[Text.EventsEmptyHint]);
            else
                EventList.Write(html, visit, catalog, found.Take(EventsOnAPage));
            html.Write($"<nav class=\"pages\" aria-label=\"{words[Text.Pages]}\">");
            if (before is not null)
                html.Write($"<a class=\"button\" href=\"{Links.EventsOf(choice)}\">{words[Text.Newer]}</a>");
            if (found.Count > EventsOnAPage)
            {
                html.Write(
                    $"<a class=\"button\" rel=\"next\" href=\"{Links.EventsOf(choice, found[EventsOnAPage - 1].At.ToUnixTimeMilliseconds())}\">{words[Text.Older]}</a>");
            }
            html.Write($"</nav></div>\n");
        });
    }

    private void WriteFilter(HtmlWriter html, Words words, EventChoice choice, CameraState? camera)
    {
        html.Write($"<div class=\"bar filter\"><form class=\"pick\" method=\"get\" action=\"{Links.Events}\">");
        html.Write($"<select name=\"camera\" aria-label=\"{words[Text.Camera]}\"><option value=\"\">{words[Text.AllCameras]}</option>");
        foreach (var site in catalog.Sites)
        {
            html.Write($"<optgroup label=\"{site.Name}\">");
            foreach (var one in site.Cameras)
            {
                html.Write($"<option value=\"{one.Site}/{one.Name}\"");
                if (one.Key == camera?.Key)
                    html.Write($" selected");
                html.Write($">{one.Name}</option>");
            }
            html.Write($"</optgroup>");
        }
        html.Write($"</select><input type=\"date\" name=\"day\" value=\"{choice.DayText}\" aria-label=\"{words[Text.Date]}\">");
        if (choice.Severity is not null)
            html.Write($"<input type=\"hidden\" name=\"severity\" value=\"{choice.Severity}\">");
        html.Write($"<button>{words[Text.Apply]}</button></form>");
        html.Write(
            $"<a class=\"button\" id=\"csv\" href=\"{Links.EventTable(choice, camera is null ? null : (camera.Site, camera.Name))}\" download>CSV</a></div>\n");
    }
}
