using AutoCore.Policies.Health;
using AutoCore.Web.Data;
using AutoCore.Web.Html;
using AutoCore.Web.Pictures;
using AutoCore.Web.Texts;

namespace AutoCore.Web.Pages;

/// <summary>Two pictures of a camera side by side, and what differs.</summary>
internal sealed class ComparePage(PictureStore pictures, SmallPictures small, Layout layout)
{
    /// <summary>The page; null if one of the pictures is not there.</summary>
    public HtmlWriter? Write(Visit visit, CameraState camera)
    {
        if (!Picture.TryParse(visit.Query["before"], out var before) || !Picture.TryParse(visit.Query["after"], out var after)
            || small.Compare(camera.Key, before, after) is not { } difference)
        {
            return null;
        }
        var words = visit.Words;
        return layout.Write(visit, $"{words[Text.Compare]} · {camera.Site} {camera.Name}", Links.Wall, html =>
        {
            CameraHead.Write(html, visit, camera);
            html.Write($"<div class=\"bar\"><h2>{words[Text.Compare]}</h2><p class=\"quiet\">{Describe(words, difference)}</p></div>\n<div class=\"pair\">\n");
            WriteSide(html, words, camera, Text.Before, before, other => Links.Comparison(camera.Key, other, after));
            WriteSide(html, words, camera, Text.After, after, other => Links.Comparison(camera.Key, before, other));
            html.Write(
                $"<figure class=\"side\"><figcaption><h3>{words[Text.Difference]}</h3></figcaption><div class=\"stack heat\"><img src=\"{Links.Whole(camera.Key, after)}\" alt=\"{words.Format(Text.HeatOf, Time(words, after))}\">");
            html.Write($"<img class=\"over\" src=\"{Links.Heat(camera.Key, before, after)}\" alt=\"\"></div></figure>\n</div>\n");
            html.Write(
                $"<p class=\"actions\"><a class=\"button\" href=\"{Links.Camera(camera.Key, DateOnly.FromDateTime(after.Taken), after)}\">{words[Text.BackToDay]}</a></p>\n");
        });
    }

    private void WriteSide(HtmlWriter html, Words words, CameraState camera, Spoken name, Picture picture, Func<Picture, string> addressWith)
    {
        html.Write($"<figure class=\"side\"><figcaption><h3>{words[name]}</h3><span>{Time(words, picture)}</span><span class=\"steps\">");
        WriteStep(Neighbour(camera.Key, picture, later: false), Text.EarlierPicture, "\u2039");
        WriteStep(Neighbour(camera.Key, picture, later: true), Text.LaterPicture, "\u203A");
        html.Write(
            $"</span></figcaption><a class=\"stack\" href=\"{Links.Whole(camera.Key, picture)}\"><img src=\"{Links.Whole(camera.Key, picture)}\" alt=\"{words.Format(Text.PictureAt, $"{camera.Site} {camera.Name}", Time(words, picture))}\"></a></figure>\n");

        void WriteStep(Picture? to, Spoken label, string sign)
        {
            if (to is { } other)
                html.Write($"<a class=\"button step\" href=\"{addressWith(other)}\" aria-label=\"{words[name]}: {words[label]}\">{sign}</a>");
            else
                html.Write($"<span class=\"button step\" aria-hidden=\"true\">{sign}</span>");
        }
    }

    /// <summary>The picture next to another one, on its own day or the nearest day that has any.</summary>
    private Picture? Neighbour(CameraKey camera, Picture picture, bool later)
    {
        var day = DateOnly.FromDateTime(picture.Taken);
        var ofDay = pictures.Day(camera, day);
        var near = later ? ofDay.Where(p => p > picture).Take(1) : ofDay.Where(p => p < picture).TakeLast(1);
        if (near.Any())
            return near.First();
        var days = pictures.Days(camera);
        var next = later ? days.FirstOrDefault(d => d > day) : days.LastOrDefault(d => d < day);
        var there = next == default ? [] : pictures.Day(camera, next);
        return there.Count == 0 ? null : later ? there[0] : there[^1];
    }

    private static string Describe(Words words, PictureDifference difference)
    {
        const double visible = 0.05;
        const int light = 6;
        var changed = difference.ChangedPercent < visible ? words[Text.ChangedNothing]
            : words.Format(Text.Changed, words.Number(difference.ChangedPercent, difference.ChangedPercent < 10 ? 1 : 0));
        return $"{changed} {words[difference.LightShift > light ? Text.Brighter : difference.LightShift < -light ? Text.Darker : Text.SameLight]}";
    }

    private static string Time(Words words, Picture picture) => $"{words.DayAndMonth(picture.Taken)}, {Words.Seconds(picture.Taken)}";
}
