using AutoCore.Core.Hosting;
using AutoCore.Policies.Health;
using AutoCore.Web.Data;
using AutoCore.Web.Html;
using AutoCore.Web.Texts;

namespace AutoCore.Web.Pages;

/// <summary>What is the same on every page: head, menu, warning, foot.</summary>
internal sealed class Layout(HostingOptions hosting, StatusSource status, FleetSource fleet)
{
    /// <summary>A whole page around its content.</summary>
    /// <param name="visit">Who looks.</param>
    /// <param name="title">The page's name.</param>
    /// <param name="current">The menu's entry that it belongs to.</param>
    /// <param name="content">Writes what stands in <c>main</c>.</param>
    public HtmlWriter Write(Visit visit, string title, string current, Action<HtmlWriter> content)
    {
        var html = new HtmlWriter(visit.Root);
        var words = visit.Words;
        Begin(html, visit, title, next: null);
        html.Write($"<body>\n<a class=\"skip\" href=\"#content\">{words[Text.Skip]}</a>\n");
        var state = status.Read();
        WriteHead(html, visit, current, state);
        WriteAway(html, words);
        html.Write($"<main id=\"content\" tabindex=\"-1\">\n");
        WriteProblem(html, visit, state);
        content(html);
        html.Write($"</main>\n");
        WriteFoot(html, visit);
        return html.Write($"</body>\n</html>\n");
    }

    /// <summary>A page for a screen that nobody touches: its content, the time, and whether it is fresh.</summary>
    /// <param name="visit">Who looks.</param>
    /// <param name="next">Which page follows by itself, and after how many seconds; null: none.</param>
    /// <param name="content">Writes what stands in <c>main</c>.</param>
    public HtmlWriter WriteKiosk(Visit visit, (string Address, int Seconds)? next, Action<HtmlWriter> content)
    {
        var html = new HtmlWriter(visit.Root);
        var words = visit.Words;
        Begin(html, visit, words[Text.Pictures], next);
        html.Write($"<body class=\"bare\">\n<header class=\"unseen\"><h1>{words[Text.Pictures]}</h1></header>\n");
        WriteAway(html, words);
        html.Write($"<main id=\"content\" tabindex=\"-1\">\n");
        WriteProblem(html, visit, status.Read());
        content(html);
        html.Write($"<p id=\"turn\" data-live hidden");
        if (next is var (address, seconds))
            html.Write($" data-next=\"{address}\" data-after=\"{seconds}\"");
        html.Write($"></p></main>\n<footer class=\"corner\"><span class=\"state live\">{words[Text.Live]}</span><span class=\"state lost\">{words[Text.NoConnection]}</span>");
        return html.Write($"<span id=\"clock\">{Words.Clock(visit.Local(visit.Now))}</span></footer>\n</body>\n</html>\n");
    }

    private void Begin(HtmlWriter html, Visit visit, string title, (string Address, int Seconds)? next)
    {
        var words = visit.Words;
        html.Write($"""
            <!doctype html>
            <html lang="{LanguageChoice.TagOf(words.Language)}" data-news="{Links.News}" data-zone="{(int)visit.Zone.GetUtcOffset(visit.Now).TotalMinutes}" data-ages="{words.Ages}">
            <head>
            <meta charset="utf-8">
            <title>{title} · {hosting.Node}</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="robots" content="noindex">
            <link rel="icon" href="{PageFiles.Icon.Address}" type="image/svg+xml">
            <link rel="stylesheet" href="{PageFiles.Style.Address}">
            <script src="{PageFiles.Script.Address}" defer></script>

            """);
        if (next is var (address, seconds))
        {
            var refresh = string.Create(CultureInfo.InvariantCulture, $"{seconds};url={visit.Root}{address}");
            html.Write($"<noscript><meta http-equiv=\"refresh\" content=\"{refresh}\"></noscript>\n");
        }
        html.Write($"</head>\n");
    }

    private static void WriteAway(HtmlWriter html, Words words) =>
        html.Write($"<p class=\"away-bar\" id=\"away\" role=\"alert\" data-text=\"{words[Text.ServerAway]}\" hidden></p>\n");

    private void WriteHead(HtmlWriter html, Visit visit, string current, StatusSnapshot? state)
    {
        var words = visit.Words;
        html.Write($"<header class=\"top\"><div class=\"inner\"><a class=\"brand\" href=\"{Links.Wall}\">");
        html.Write(
            $"<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\"><circle cx=\"12\" cy=\"12\" r=\"9\"/><circle class=\"dot\" cx=\"12\" cy=\"12\" r=\"3.4\"/></svg><span>AutoCore</span></a>");
        html.Write($"<nav aria-label=\"{words[Text.Menu]}\"><ul>");
        WriteEntry(html, Links.Wall, words[Text.Pictures], current);
        WriteEntry(html, Links.Health, words[Text.Health], current, words, state?.Rating);
        WriteEntry(html, Links.Events, words[Text.Events], current);
        if (fleet.Read() is not null)
            WriteEntry(html, Links.Nodes, words[Text.Nodes], current);
        var other = words.Language == Language.English ? Language.Portuguese : Language.English;
        html.Write(
            $"</ul></nav><a class=\"language\" href=\"{Links.InLanguage(visit.Path, visit.Query.Select(q => KeyValuePair.Create(q.Key, (string?)q.Value)), LanguageChoice.CodeOf(other))}\"");
        html.Write(
            $" hreflang=\"{LanguageChoice.TagOf(other)}\" lang=\"{LanguageChoice.TagOf(other)}\" title=\"{words[Text.OtherLanguageHint]}\">{words[Text.OtherLanguage]}</a></div></header>\n");
    }

    private static void WriteEntry(HtmlWriter html, string address, string name, string current, Words? words = null,
        Rating? rating = null)
    {
        if (words is null)
            html.Write($"<li>");
        else
            html.Write($"<li id=\"lamp\" data-live>");
        html.Write($"<a href=\"{address}\"");
        if (address == current)
            html.Write($" aria-current=\"page\"");
        html.Write($">{name}");
        if (words is not null && rating is { } rated && rated != Rating.Ok)
            html.Write($"<span class=\"lamp {rated.ToWord()}\" aria-hidden=\"true\"></span><span class=\"lamp-text\">{words.Of(rated)}</span>");
        html.Write($"</a></li>");
    }

    private static void WriteProblem(HtmlWriter html, Visit visit, StatusSnapshot? state)
    {
        var words = visit.Words;
        html.Write($"<div id=\"problem\" data-live role=\"status\">");
        if (state is null)
            html.Write($"<p class=\"notice\">{words[Text.DaemonUnknown]}</p>");
        else if (state.Problem is not null)
            html.Write($"<p class=\"notice\">{words.Format(Text.DaemonAway, words.Lasting(state.Age))}</p>");
        html.Write($"</div>\n");
    }

    private void WriteFoot(HtmlWriter html, Visit visit)
    {
        var offset = visit.Zone.GetUtcOffset(visit.Now);
        var zone = $"{visit.Zone.Id} (UTC{(offset < TimeSpan.Zero ? '\u2212' : '+')}{offset.Duration():hh\\:mm})";
        html.Write(
            $"<footer><div class=\"inner\"><span><bdi>{hosting.Node}</bdi></span><span>{visit.Words.Format(Text.TimesIn, zone)}</span><span>{visit.Words.Format(Text.Version, Product.Version)}</span></div></footer>\n");
    }
}
