using AutoCore.Core.Hosting;
using AutoCore.Web.Data;
using AutoCore.Web.Html;
using AutoCore.Web.Texts;

namespace AutoCore.Web.Pages;

/// <summary>All nodes that share the cameras.</summary>
internal sealed class NodesPage(FleetSource fleet, HostingOptions hosting, Layout layout)
{
    public HtmlWriter Write(Visit visit)
    {
        var words = visit.Words;
        var state = fleet.Read();
        return layout.Write(visit, words[Text.Nodes], Links.Nodes, html =>
        {
            html.Write($"<div class=\"bar\"><h1>{words[Text.Nodes]}</h1></div>\n<div id=\"nodes\" data-live>");
            if (state is null)
                html.WriteNothing(words[Text.NodesEmpty], words[Text.NodesEmptyHint]);
            else
                WriteNodes(html, visit, state);
            html.Write($"</div>\n");
        });
    }

    private void WriteNodes(HtmlWriter html, Visit visit, FleetState state)
    {
        var words = visit.Words;
        html.Write($"<ul class=\"tiles\">\n");
        foreach (var node in state.Nodes.OrderBy(n => n.Name, StringComparer.Ordinal))
        {
            html.Write($"<li class=\"{(node.IsOnline ? "tile" : "tile away")}\"><h2><bdi>{node.Name}</bdi>");
            if (node.Name == hosting.Node)
                html.Write($" <span class=\"quiet\">{words[Text.ThisNode]}</span>");
            html.Write($"</h2>");
            if (node.IsOnline)
                html.WriteRating(words, node.Rating);
            else
                html.Write($"<span class=\"rating unknown\">{words[Text.Offline]}</span>");
            html.Write(
                $"<p class=\"main\">{words.Count(node.Cameras, Text.CamerasOne, Text.CamerasMany)}</p><p class=\"quiet\">{words[Text.Capacity]} {words.Number(node.Capacity, node.Capacity % 1 == 0 ? 0 : 1)}");
            if (node.LastSeen is { } seen)
                html.Write($" · ").WriteAge(visit, seen);
            html.Write($"</p></li>\n");
        }
        html.Write($"</ul>\n");
    }
}
