using AutoCore.Web.Data;
using AutoCore.Web.Html;
using AutoCore.Web.Texts;

namespace AutoCore.Web.Pages;

/// <summary>Events by day; many of a kind at once, as a round tells them, are one line that opens.</summary>
internal static class EventList
{
    /// <summary>So many of a kind stand alone.</summary>
    private const int MostAlone = 2;

    /// <summary>What a round tells, it tells at its end.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(5);

    public static void Write(HtmlWriter html, Visit visit, SiteCatalog catalog, IEnumerable<RecordedEvent> events)
    {
        var cameras = catalog.Cameras.DistinctBy(c => $"{c.Site}/{c.Name}").ToDictionary(c => $"{c.Site}/{c.Name}", c => c.Key, StringComparer.Ordinal);
        foreach (var day in events.GroupBy(e => DateOnly.FromDateTime(visit.Local(e.At))))
        {
            html.Write($"<h2 class=\"day-name\">{visit.Words.Day(day.Key)}</h2><ol class=\"events\">\n");
            foreach (var together in Group(day))
            {
                var first = together[0];
                html.Write($"<li>").WriteTime(first.At, Words.Seconds(visit.Local(first.At)));
                html.WriteRating(visit.Words, first.Severity);
                if (together.Count > MostAlone)
                    WriteMany(html, visit, cameras, together);
                else
                    WriteMessage(html, visit, cameras, first);
                html.Write($"<code lang=\"en\">{first.Type}</code></li>\n");
            }
            html.Write($"</ol>\n");
        }
    }

    /// <summary>Neighbours of one kind that follow each other at once; few of them stay apart.</summary>
    private static IEnumerable<List<RecordedEvent>> Group(IEnumerable<RecordedEvent> events)
    {
        var together = new List<RecordedEvent>();
        foreach (var happened in events)
        {
            if (together.Count > 0 && (happened.Type != together[^1].Type || happened.Severity != together[^1].Severity
                || together[^1].At - happened.At > AtOnce))
            {
                foreach (var done in Split(together))
                    yield return done;
                together = [];
            }
            together.Add(happened);
        }
        foreach (var done in Split(together))
            yield return done;
    }

    private static IEnumerable<List<RecordedEvent>> Split(List<RecordedEvent> together) =>
        together.Count > MostAlone ? [together] : together.Select(e => new List<RecordedEvent> { e });

    private static void WriteMany(HtmlWriter html, Visit visit, Dictionary<string, CameraKey> cameras, List<RecordedEvent> together)
    {
        var first = together[0];
        var message = first.MessageIn(visit.Words);
        html.Write($"<details class=\"many\"><summary>");
        if (message is not null)
            html.Write($"{message}");
        else
            html.Write($"<span lang=\"en\">{first.Message}</span>");
        html.Write($" <strong>{visit.Words.Format(Text.AndMore, together.Count - 1)}</strong></summary><ul>");
        foreach (var happened in together)
        {
            html.Write($"<li>");
            WriteMessage(html, visit, cameras, happened);
            html.Write($"</li>");
        }
        html.Write($"</ul></details>");
    }

    /// <summary>The sentence; the camera in it leads to what it showed then.</summary>
    private static void WriteMessage(HtmlWriter html, Visit visit, Dictionary<string, CameraKey> cameras, RecordedEvent happened)
    {
        var translated = happened.MessageIn(visit.Words);
        var message = translated ?? happened.Message;
        if (translated is null)
            html.Write($"<p lang=\"en\">");
        else
            html.Write($"<p>");
        if (happened.Camera is not { } label || !cameras.TryGetValue(label, out var camera))
        {
            html.Write($"{message}</p>");
            return;
        }
        var at = message.IndexOf(label, StringComparison.Ordinal);
        html.Write($"{(at < 0 ? $"{message} " : message[..at])}<a href=\"{Links.Camera(camera, null, new Picture(visit.Local(happened.At)))}\"><bdi>{label}</bdi></a>{(at < 0 ? "" : message[(at + label.Length)..])}</p>");
    }
}
