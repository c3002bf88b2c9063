using System.Globalization;
using AutoCore.Core.Cameras;
using AutoCore.Web.Charts;
using AutoCore.Web.Data;
using AutoCore.Web.Html;
using AutoCore.Web.Texts;
using PictureGrid = AutoCore.Policies.Cameras.Unusual.PictureGrid;

namespace AutoCore.Web.Pages;

/// <summary>A camera's day: one picture large, all of them on a strip, and a slider through the hours.</summary>
internal sealed class CameraPage(PictureStore pictures, ReadDatabase database, Layout layout)
{
    /// <summary>More than these on a strip would be a film; the slider reaches them all.</summary>
    private const int MostOnStrip = 96;

    public HtmlWriter Write(Visit visit, CameraState camera)
    {
        var days = pictures.Days(camera.Key);
        var day = DateOnly.TryParseExact(visit.Query["day"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) ? asked
            : days.Count > 0 ? days[^1] : DateOnly.FromDateTime(visit.Local(visit.Now));
        var ofDay = pictures.Day(camera.Key, day);
        var chosen = Picture.TryParse(visit.Query["at"], out var at) && ofDay.Contains(at) ? at : ofDay.Count > 0 ? ofDay[^1] : (Picture?)null;
        return layout.Write(visit, $"{camera.Site} {camera.Name}", Links.Wall, html =>
        {
            CameraHead.Write(html, visit, camera);
            WriteDays(html, visit, camera, days, day);
            if (chosen is { } picture)
                WriteDay(html, visit, camera, days, ofDay, picture);
            else
                WriteNothing(html, visit, camera, days, day);
        });
    }

    private static void WriteDays(HtmlWriter html, Visit visit, CameraState camera, IReadOnlyList<DateOnly> days, DateOnly day)
    {
        var words = visit.Words;
        html.Write($"<nav class=\"days\" aria-label=\"{words[Text.Days]}\">");
        WriteStep(html, days.LastOrDefault(d => d < day), Text.DayBefore, "\u2039", "prev");
        html.Write($"<h2>{words.Day(day)}</h2>");
        WriteStep(html, days.FirstOrDefault(d => d > day), Text.DayAfter, "\u203A", "next");
        if (days.Count > 0 && day != days[^1])
            html.Write($"<a class=\"button\" href=\"{Links.Camera(camera.Key)}\">{words[Text.Newest]}</a>");
        html.Write($"</nav>\n");

        void WriteStep(HtmlWriter html, DateOnly to, Text name, string sign, string relation)
        {
            if (to != default)
                html.Write($"<a class=\"button step\" rel=\"{relation}\" href=\"{Links.Camera(camera.Key, to)}\" aria-label=\"{words[name]}\">{sign}</a>");
            else
                html.Write($"<span class=\"button step\" aria-hidden=\"true\">{sign}</span>");
        }
    }

    private void WriteDay(HtmlWriter html, Visit visit, CameraState camera, IReadOnlyList<DateOnly> days, IReadOnlyList<Picture> ofDay, Picture chosen)
    {
        var words = visit.Words;
        var day = DateOnly.FromDateTime(chosen.Taken);
        var unusual = FindUnusual(visit, camera, ofDay, chosen);
        html.Write(
            $"<section class=\"day\" id=\"day\" data-live aria-label=\"{words[Text.PicturesOfDay]}\" data-day=\"{day:yyyy-MM-dd}\" data-chosen=\"{chosen.Id}\" data-pictures=\"{string.Join(' ', ofDay.Select(p => p.Id))}\"");
        html.Write(
            $" data-whole=\"{Links.Wholes(camera.Key)}\" data-small=\"{Links.Thumbnails(camera.Key)}\" data-name=\"{camera.Site} {camera.Name}\">\n<figure class=\"view\"><a class=\"{(unusual is null ? "stack" : "stack marked")}\" id=\"whole\" href=\"{Links.Whole(camera.Key, chosen)}\">");
        html.Write(
            $"<img id=\"view\" src=\"{Links.Whole(camera.Key, chosen)}\" alt=\"{words.Format(Text.PictureAt, $"{camera.Site} {camera.Name}", Words.Seconds(chosen.Taken))}\">");
        if (unusual is not null)
            UnusualMarks.Write(html, unusual.Cells, chosen.Id);
        html.Write($"</a><figcaption><output id=\"when\" for=\"time\">{Words.Seconds(chosen.Taken)}</output>");
        if (unusual is not null)
        {
            html.Write(
                $"<span data-only=\"{chosen.Id}\">{words.Format(Text.UnusualHere, words.Number(unusual.Score, 1), SpokenWords.Place(words.Language, UnusualMarks.PlaceOf(unusual.Cells)))}</span>");
        }
        html.Write($"<span class=\"quiet\">{words.Count(ofDay.Count, Text.PicturesOne, Text.PicturesMany)}</span></figcaption></figure>\n");
        html.Write($"<div class=\"hours\">");
        DayTimeline.Write(html, [.. ofDay.Select(p => p.Taken)], chosen.Taken);
        html.Write(
            $"<input id=\"time\" type=\"range\" min=\"0\" max=\"86399\" value=\"{(int)chosen.Taken.TimeOfDay.TotalSeconds}\" aria-label=\"{words[Text.TimeOfDay]}\" hidden></div>\n");
        WriteActions(html, words, camera, days, ofDay, chosen);
        WriteStrip(html, words, camera, day, ofDay, chosen);
        html.Write($"</section>\n");
    }

    /// <summary>What is known to be unusual about the chosen picture: the daemon keeps it of the newest only, by the minute.</summary>
    private UnusualPicture? FindUnusual(Visit visit, CameraState camera, IReadOnlyList<Picture> ofDay, Picture chosen)
    {
        if (ofDay[^1] != chosen
            || database.TryRead(c => UnusualPicture.Find(c, $"{camera.Site}/{camera.Name}")) is not { Cells.Length: PictureGrid.Cells } found)
        {
            return null;
        }
        var sinceItsMinute = chosen.Taken - visit.Local(found.At);
        return sinceItsMinute >= TimeSpan.Zero && sinceItsMinute < TimeSpan.FromMinutes(1) ? found : null;
    }

    private void WriteActions(HtmlWriter html, Words words, CameraState camera, IReadOnlyList<DateOnly> days, IReadOnlyList<Picture> ofDay, Picture chosen)
    {
        html.Write($"<p class=\"actions\" id=\"actions\">");
        var at = ofDay.TakeWhile(p => p != chosen).Count();
        if (at > 0)
            html.Write($"<a class=\"button\" href=\"{Links.Comparison(camera.Key, ofDay[at - 1], chosen)}\">{words[Text.CompareBefore]}</a>");
        if (days.LastOrDefault(d => d < DateOnly.FromDateTime(chosen.Taken)) is var before && before != default)
        {
            html.Write(
                $"<a class=\"button\" href=\"{Links.Comparison(camera.Key, Nearest(pictures.Day(camera.Key, before), chosen.Taken.TimeOfDay), chosen)}\">{words[Text.CompareYesterday]}</a>");
        }
        html.Write($"</p>\n");
    }

    private static void WriteStrip(HtmlWriter html, Words words, CameraState camera, DateOnly day, IReadOnlyList<Picture> ofDay, Picture chosen)
    {
        var every = (ofDay.Count + MostOnStrip - 1) / MostOnStrip;
        html.Write($"<ol class=\"strip\" id=\"strip\" aria-label=\"{words[Text.PicturesOfDay]}\">\n");
        for (var i = 0; i < ofDay.Count; i++)
        {
            var picture = ofDay[i];
            if (i % every != 0 && picture != chosen)
                continue;
            html.Write($"<li><a href=\"{Links.Camera(camera.Key, day, picture)}\" data-picture=\"{picture.Id}\"");
            if (picture == chosen)
                html.Write($" aria-current=\"true\"");
            html.Write(
                $"><img src=\"{Links.Thumbnail(camera.Key, picture)}\" alt=\"\" width=\"128\" height=\"80\" loading=\"lazy\" decoding=\"async\"><span>{Words.Clock(picture.Taken)}</span></a></li>\n");
        }
        html.Write($"</ol>\n");
    }

    private static void WriteNothing(HtmlWriter html, Visit visit, CameraState camera, IReadOnlyList<DateOnly> days, DateOnly day)
    {
        var words = visit.Words;
        if (days.Count == 0)
        {
            html.WriteNothing(words[Text.CameraEmpty], words[Text.CameraEmptyHint]);
            return;
        }
        var nearest = days.MinBy(d => Math.Abs(d.DayNumber - day.DayNumber));
        html.WriteNothing(words[Text.DayEmpty], words.Format(Text.DayEmptyHint, words.Day(nearest)), Links.Camera(camera.Key, nearest), words.Day(nearest));
    }

    private static Picture Nearest(IReadOnlyList<Picture> ofDay, TimeSpan time) => ofDay.MinBy(p => (p.Taken.TimeOfDay - time).Duration());
}
