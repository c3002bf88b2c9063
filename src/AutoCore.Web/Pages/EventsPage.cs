using System.Globalization;
using AutoCore.Policies.Health;
using AutoCore.Web.Data;
using AutoCore.Web.Html;
using AutoCore.Web.Texts;

namespace AutoCore.Web.Pages;

/// <summary>What happened, newest first.</summary>
internal sealed class EventsPage(EventSource events, Layout layout)
{
    private const int EventsOnAPage = 60;

    private static readonly (string? Word, Text Name)[] Severities =
        [(null, Text.EventsAll), ("warning", Text.EventsWarning), ("critical", Text.EventsCritical)];

    public HtmlWriter Write(Visit visit)
    {
        var words = visit.Words;
        var severity = Array.Find(Severities, s => s.Word == visit.Query["severity"]).Word;
        var before = long.TryParse(visit.Query["before"], NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds < 253_402_300_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : (DateTimeOffset?)null;
        var found = events.Recent(EventsOnAPage + 1, before, severity is null ? Rating.Ok : RatingNames.FromWord(severity));
        return layout.Write(visit, words[Text.Events], Links.Events, html =>
        {
            html.Write($"<div class=\"bar\"><h1>{words[Text.Events]}</h1>");
            html.WriteChoice(words[Text.Severity], Severities.Select(s => (words[s.Name], Links.EventsOf(s.Word), s.Word == severity, (int?)null)));
            html.Write($"</div>\n<div id=\"events\" data-live>");
            if (found.Count == 0)
                html.WriteNothing(words[Text.EventsEmpty], words[Text.EventsEmptyHint]);
            else
                WriteEvents(html, visit, found.Take(EventsOnAPage));
            html.Write($"<nav class=\"pages\" aria-label=\"{words[Text.Pages]}\">");
            if (before is not null)
                html.Write($"<a class=\"button\" href=\"{Links.EventsOf(severity)}\">{words[Text.Newer]}</a>");
            if (found.Count > EventsOnAPage)
            {
                html.Write(
                    $"<a class=\"button\" rel=\"next\" href=\"{Links.EventsOf(severity, found[EventsOnAPage - 1].At.ToUnixTimeMilliseconds())}\">{words[Text.Older]}</a>");
            }
            html.Write($"</nav></div>\n");
        });
    }

    private static void WriteEvents(HtmlWriter html, Visit visit, IEnumerable<RecordedEvent> events)
    {
        foreach (var day in events.GroupBy(e => DateOnly.FromDateTime(visit.Local(e.At))))
        {
            html.Write($"<h2 class=\"day-name\">{visit.Words.Day(day.Key)}</h2><ol class=\"events\">\n");
            foreach (var happened in day)
            {
                html.Write($"<li>").WriteTime(happened.At, Words.Seconds(visit.Local(happened.At)));
                html.WriteRating(visit.Words, happened.Severity);
                if (happened.MessageIn(visit.Words) is { } translated)
                    html.Write($"<p>{translated}</p>");
                else
                    html.Write($"<p lang=\"en\">{happened.Message}</p>");
                html.Write($"<code lang=\"en\">{happened.Type}</code></li>\n");
            }
            html.Write($"</ol>\n");
        }
    }
}
