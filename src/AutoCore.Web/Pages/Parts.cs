using AutoCore.Policies.Health;
using AutoCore.Web.Html;
using AutoCore.Web.Texts;

namespace AutoCore.Web.Pages;

/// <summary>Small pieces that several pages share.</summary>
internal static class Parts
{
    private const string MachineTime = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>A rating as a word with a sign, so that colour is not all that tells.</summary>
    public static void WriteRating(this HtmlWriter html, Words words, Rating rating) =>
        html.Write(
        $"<span class=\"rating {rating.ToWord()}\"><svg viewBox=\"0 0 16 16\" aria-hidden=\"true\"><path d=\"{SignOf(rating)}\"/></svg>{words.Of(rating)}</span>");

    /// <summary>A time for people and machines.</summary>
    public static void WriteTime(this HtmlWriter html, DateTimeOffset at, string text) =>
        html.Write($"<time datetime=\"{at.UtcDateTime.ToString(MachineTime, CultureInfo.InvariantCulture)}\">{text}</time>");

    /// <summary>How long ago something was; with scripts the page counts on.</summary>
    public static HtmlWriter WriteAge(this HtmlWriter html, Visit visit, DateTimeOffset at) => html.Write(
        $"<time datetime=\"{at.UtcDateTime.ToString(MachineTime, CultureInfo.InvariantCulture)}\" data-age>{visit.Words.Ago(visit.Now - at)}</time>");

    /// <summary>A site's or camera's name: it may break after underscores, and cannot change the direction of what follows it.</summary>
    public static HtmlWriter WriteName(this HtmlWriter html, string name)
    {
        html.Write($"<bdi>");
        var parts = name.Split('_');
        for (var i = 0; i < parts.Length; i++)
        {
            html.Text(parts[i]);
            if (i < parts.Length - 1)
                html.Write($"_<wbr>");
        }
        return html.Write($"</bdi>");
    }

    /// <summary>Where there would be something.</summary>
    public static void WriteNothing(this HtmlWriter html, string title, string hint, string? address = null, string? action = null, bool isWholePage = false)
    {
        html.Write($"<div class=\"nothing\">");
        if (isWholePage)
            html.Write($"<h1>{title}</h1>");
        else
            html.Write($"<h2>{title}</h2>");
        html.Write($"<p>{hint}</p>");
        if (address is not null)
            html.Write($"<p><a class=\"button\" href=\"{address}\">{action}</a></p>");
        html.Write($"</div>");
    }

    /// <summary>One choice of several, as links.</summary>
    public static void WriteChoice(this HtmlWriter html, string label, params IEnumerable<(string Name, string Address, bool IsChosen, int? Count)> choices)
    {
        html.Write($"<nav class=\"choice\" aria-label=\"{label}\"><ul>");
        foreach (var (name, address, isChosen, count) in choices)
        {
            html.Write($"<li><a href=\"{address}\"");
            if (isChosen)
                html.Write($" aria-current=\"true\"");
            html.Write($">{name}");
            if (count is { } number)
                html.Write($" <span class=\"count\">{number}</span>");
            html.Write($"</a></li>");
        }
        html.Write($"</ul></nav>");
    }

    /// <summary>A tick, a triangle, a cross, a dash.</summary>
    private static string SignOf(Rating rating) => rating switch
    {
        Rating.Ok => "M3 8.5l3.5 3.5 6.5-8",
        Rating.Warning => "M8 2.5l6 11H2zM8 7v3M8 11.8v.2",
        Rating.Critical => "M4 4l8 8M12 4l-8 8",
        _ => "M4 8h8",
    };
}
