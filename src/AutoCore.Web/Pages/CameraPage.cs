using AutoCore.Core.Cameras;
using AutoCore.Web.Charts;
using AutoCore.Web.Data;
using AutoCore.Web.Html;
using AutoCore.Web.Texts;
using PictureGrid = AutoCore.Policies.Cameras.Unusual.PictureGrid;

namespace AutoCore.Web.Pages;

/// <summary>A camera's day: one picture large, all of them on a strip, and a slider through the hours.</summary>
internal sealed class CameraPage(PictureStore pictures, SiteCatalog catalog, ReadDatabase database, Layout layout)
{
    /// <summary>More than these on a strip would be a film; the slider reaches them all.</summary>
    private const int MostOnStrip = 96;

    private static readonly int[] Paces = [4, 8, 16];

    public HtmlWriter Write(Visit visit, CameraState camera)
    {
        var shown = Read(visit, camera);
        return layout.Write(visit, $"{camera.Site} {camera.Name}", Links.Wall, html =>
        {
            CameraHead.Write(html, catalog, shown, shown.Chosen is { } picture ? pictures.BytesOf(camera.Key, picture) : null);
            DayChoice.Write(html, shown);
            if (shown.Chosen is { } chosen)
                WriteDay(html, shown, chosen);
            else
                WriteNothing(html, shown);
        });
    }

    /// <summary>The day that is asked for, by its date or by a picture of it, else the newest; and on it the picture nearest to the hour that is asked
    /// for.</summary>
    private CameraDay Read(Visit visit, CameraState camera)
    {
        var kept = pictures.KeptDays(camera.Key);
        var at = Picture.TryParse(visit.Query["at"], out var named) ? named : (Picture?)null;
        var day = DateOnly.TryParseExact(visit.Query["day"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) ? asked
            : at is { } of ? DateOnly.FromDateTime(of.Taken)
            : kept.Count > 0 ? kept[^1].Day : DateOnly.FromDateTime(visit.Local(visit.Now));
        var ofDay = pictures.Day(camera.Key, day);
        var chosen = ofDay.Count == 0 ? (Picture?)null
            : at is not { } wanted ? ofDay[^1]
            : ofDay.Contains(wanted) ? wanted : CameraDay.Nearest(ofDay, wanted.Taken.TimeOfDay);
        return new(visit, camera, kept, day, ofDay, chosen);
    }

    private void WriteDay(HtmlWriter html, CameraDay shown, Picture chosen)
    {
        var (words, camera, ofDay) = (shown.Visit.Words, shown.Camera, shown.Pictures);
        var unusual = FindUnusual(shown, chosen);
        html.Write(
            $"<section class=\"day\" id=\"day\" data-live aria-label=\"{words[Text.PicturesOfDay]}\" data-day=\"{shown.Day:yyyy-MM-dd}\" data-chosen=\"{chosen.Id}\" data-pictures=\"{string.Join(' ', ofDay.Select(p => p.Id))}\"");
        html.Write(
            $" data-whole=\"{Links.Wholes(camera.Key)}\" data-small=\"{Links.Thumbnails(camera.Key)}\" data-name=\"{camera.Site} {camera.Name}\">\n<figure class=\"view\"><a class=\"{(unusual is null ? "stack" : "stack marked")}\" id=\"whole\" href=\"{Links.Whole(camera.Key, chosen)}\">");
        html.Write(
            $"<img id=\"view\" src=\"{Links.Whole(camera.Key, chosen)}\" alt=\"{words.Format(Text.PictureAt, $"{camera.Site} {camera.Name}", Words.Seconds(chosen.Taken))}\">");
        if (unusual is not null)
            UnusualMarks.Write(html, unusual.Cells, chosen.Id);
        html.Write($"</a><figcaption><output id=\"when\" for=\"time\">{Words.Seconds(chosen.Taken)}</output>");
        WritePlayer(html, words);
        if (unusual is not null)
        {
            html.Write(
                $"<span data-only=\"{chosen.Id}\" data-key=\"unusual\">{words.Format(Text.UnusualHere, words.Number(unusual.Score, 1), SpokenWords.Place(words.Language, UnusualMarks.PlaceOf(unusual.Cells)))}</span>");
        }
        html.Write($"<span class=\"quiet\" data-key=\"count\">{words.Count(ofDay.Count, Text.PicturesOne, Text.PicturesMany)}</span></figcaption></figure>\n");
        html.Write($"<div class=\"hours\">");
        DayTimeline.Write(html, [.. ofDay.Select(p => p.Taken)], chosen.Taken);
        html.Write(
            $"<input id=\"time\" type=\"range\" min=\"0\" max=\"86399\" value=\"{(int)chosen.Taken.TimeOfDay.TotalSeconds}\" aria-label=\"{words[Text.TimeOfDay]}\" hidden></div>\n");
        WriteActions(html, shown, chosen);
        WriteStrip(html, shown, chosen);
        html.Write($"<p class=\"actions\"><a class=\"button\" id=\"zip-all\" href=\"{Links.Zip(shown.Day)}\" download>{shown.Visit.Words[Text.SaveDayOfAll]}</a></p>\n");
        html.Write($"</section>\n");
    }

    /// <summary>The day as a film; for those whose browser runs scripts.</summary>
    private static void WritePlayer(HtmlWriter html, Words words)
    {
        html.Write(
            $"<span class=\"player\" id=\"player\" data-key=\"player\" hidden><button type=\"button\" id=\"play\" data-play=\"{words[Text.Play]}\" data-stop=\"{words[Text.Stop]}\" aria-label=\"{words[Text.Play]}\">▶</button>");
        html.Write($"<select id=\"pace\" aria-label=\"{words[Text.Pace]}\">");
        foreach (var pace in Paces)
            html.Write($"<option value=\"{pace}\">{words.Format(Text.PerSecond, pace)}</option>");
        html.Write($"</select></span>");
    }

    /// <summary>What is known to be unusual about the chosen picture: the daemon keeps it of the newest only, by the minute.</summary>
    private UnusualPicture? FindUnusual(CameraDay shown, Picture chosen)
    {
        if (shown.Pictures[^1] != chosen
            || database.TryRead(c => UnusualPicture.Find(c, $"{shown.Camera.Site}/{shown.Camera.Name}")) is not { Cells.Length: PictureGrid.Cells } found)
        {
            return null;
        }
        var sinceItsMinute = chosen.Taken - shown.Visit.Local(found.At);
        return sinceItsMinute >= TimeSpan.Zero && sinceItsMinute < TimeSpan.FromMinutes(1) ? found : null;
    }

    private void WriteActions(HtmlWriter html, CameraDay shown, Picture chosen)
    {
        var (words, camera) = (shown.Visit.Words, shown.Camera.Key);
        html.Write($"<p class=\"actions\" id=\"actions\">");
        var at = shown.Pictures.TakeWhile(p => p != chosen).Count();
        if (at > 0)
            html.Write($"<a class=\"button\" href=\"{Links.Comparison(camera, shown.Pictures[at - 1], chosen)}\">{words[Text.CompareBefore]}</a>");
        if (shown.Before is { } before && pictures.Day(camera, before) is { Count: > 0 } then)
        {
            html.Write(
                $"<a class=\"button\" href=\"{Links.Comparison(camera, CameraDay.Nearest(then, chosen.Taken.TimeOfDay), chosen)}\">{words[Text.CompareYesterday]}</a>");
        }
        html.Write($"<a class=\"button\" id=\"save\" href=\"{Links.Whole(camera, chosen)}\" download=\"{chosen.FileNameOf(camera)}\">{words[Text.Save]}</a>");
        html.Write($"<a class=\"button\" id=\"zip\" href=\"{Links.Zip(camera, shown.Day)}\" download>{words[Text.SaveDay]}</a></p>\n");
    }

    private static void WriteStrip(HtmlWriter html, CameraDay shown, Picture chosen)
    {
        var (words, camera, ofDay) = (shown.Visit.Words, shown.Camera.Key, shown.Pictures);
        var every = (ofDay.Count + MostOnStrip - 1) / MostOnStrip;
        html.Write($"<ol class=\"strip\" id=\"strip\" aria-label=\"{words[Text.PicturesOfDay]}\">\n");
        for (var i = 0; i < ofDay.Count; i++)
        {
            var picture = ofDay[i];
            if (i % every != 0 && picture != chosen)
                continue;
            html.Write($"<li data-key=\"{picture.Id}\"><a href=\"{Links.Camera(camera, shown.Day, picture)}\" data-picture=\"{picture.Id}\"");
            if (picture == chosen)
                html.Write($" aria-current=\"true\"");
            html.Write(
                $"><img src=\"{Links.FramedThumbnail(camera, picture)}\" alt=\"\" width=\"128\" height=\"80\" loading=\"lazy\" decoding=\"async\"><span>{Words.Clock(picture.Taken)}</span></a></li>\n");
        }
        html.Write($"</ol>\n");
    }

    private static void WriteNothing(HtmlWriter html, CameraDay shown)
    {
        var words = shown.Visit.Words;
        if (shown.Kept.Count == 0)
        {
            html.WriteNothing(words[Text.CameraEmpty], words[Text.CameraEmptyHint]);
            return;
        }
        var nearest = shown.Kept.MinBy(d => Math.Abs(d.Day.DayNumber - shown.Day.DayNumber)).Day;
        html.WriteNothing(words[Text.DayEmpty], words.Format(Text.DayEmptyHint, words.Day(nearest)), Links.Camera(shown.Camera.Key, nearest),
            words.Day(nearest));
    }
}
