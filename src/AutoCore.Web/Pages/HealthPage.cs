using AutoCore.Core;
using AutoCore.Web.Data;
using AutoCore.Web.Html;
using AutoCore.Web.Texts;

namespace AutoCore.Web.Pages;

/// <summary>How the system stands now, and how it got there.</summary>
internal sealed class HealthPage(StatusSource status, HealthCharts charts, Layout layout)
{
    public HtmlWriter Write(Visit visit)
    {
        var words = visit.Words;
        return layout.Write(visit, words[Text.Health], Links.Health, html =>
        {
            var state = status.Read();
            html.Write($"<div class=\"bar\"><h1>{words[Text.Health]}</h1><div id=\"whole\" class=\"facts\" data-live>");
            if (state is not null)
            {
                html.WriteRating(words, state.Rating);
                html.WriteAge(visit, state.At);
            }
            html.Write($"</div></div>\n<div id=\"tiles\" data-live>");
            if (state is null)
                html.WriteNothing(words[Text.HealthEmpty], words[Text.DaemonUnknown]);
            else
                HealthTiles.Write(html, visit, state);
            html.Write($"</div>\n");
            charts.Write(html, visit);
            if (state is not null)
                WriteFigures(html, words, state);
        });
    }

    /// <summary>Everything, by the names that MQTT and REST use.</summary>
    private static void WriteFigures(HtmlWriter html, Words words, StatusSnapshot state)
    {
        html.Write($"<details class=\"figures\" id=\"figures\"><summary>{words[Text.AllFigures]}</summary><div>\n");
        foreach (var (group, rating, reading) in HealthTiles.ShownOf(state))
        {
            html.Write($"<section id=\"{HealthTiles.FiguresOf(group)}\"><h3>{(GroupCatalogue.Find(group) is { } known ? words[known.Label] : group)} <code>{group}</code></h3>");
            HealthTiles.WriteRating(html, words, group, rating, reading);
            html.Write($"<dl>");
            foreach (var figure in reading.EnumerateObject().Where(f => f.Name is not ("rating" or "ts")))
                html.Write($"<div><dt>{figure.Name}</dt><dd>{figure.Value.ToString()}</dd></div>");
            html.Write($"</dl></section>\n");
        }
        html.Write($"</div></details>\n");
    }
}
