using System.Text.Json;
using AutoCore.Core;
using AutoCore.Policies.Health;
using AutoCore.Web.Data;
using AutoCore.Web.Html;
using AutoCore.Web.Texts;

namespace AutoCore.Web.Pages;

/// <summary>A tile for each group: its rating, the number that matters most, and what belongs to it.</summary>
internal static class HealthTiles
{
    public static void Write(HtmlWriter html, Visit visit, StatusSnapshot state)
    {
        html.Write($"<ul class=\"tiles\">\n");
        var groups = state.Groups.Where(g => !g.Group.StartsWith("cameras/", StringComparison.Ordinal)).ToList();
        var shown = GroupDefinition.WithoutLoneParts([.. groups.Select(g => g.Group)], GroupCatalogue.Find).ToHashSet(StringComparer.Ordinal);
        foreach (var (group, rating, reading) in groups.Where(g => shown.Contains(g.Group)).OrderBy(g => GroupCatalogue.PlaceOf(g.Group)))
            WriteTile(html, visit, group, rating, reading);
        html.Write($"</ul>\n");
    }

    private static void WriteTile(HtmlWriter html, Visit visit, string group, Rating rating, JsonElement reading)
    {
        var parts = group.Split('/', 2);
        var (name, main, more) = Describe(GroupCatalogue.Find(group), parts[0], visit.Words, visit.Now, reading);
        html.Write($"<li class=\"tile\"><h2>{name}");
        if (parts.Length > 1)
            html.Write($" <span class=\"quiet\"><bdi>{parts[1]}</bdi></span>");
        html.Write($"</h2>").WriteRating(visit.Words, rating);
        html.Write($"<p class=\"main\">{main ?? "\u2013"}</p><p class=\"quiet\">{more}</p></li>\n");
    }

    /// <summary>Name, headline and what stands below it; by the definition, or of a group that has none its first number.</summary>
    public static (
        string Name, string? Main, string More) Describe(GroupDefinition? definition, string group, Words words, DateTimeOffset now, JsonElement reading)
    {
        return definition is null
            ? (group, FirstOf(words, reading), "")
            : (words.Of(definition.Label), definition.Headline is { } headline ? Say(headline)
            : FirstOf(words, reading), string.Join(" · ", definition.Below.Select(Say).OfType<string>()));

        string? Say(Spoken choices) =>
            Sentence.Choose(words.Of(choices), key => new(key, reading.Number(key), reading.Text(key)), (number, format) => words.Write(number, format, now));
    }

    /// <summary>A group without words of its own shows its first number.</summary>
    private static string? FirstOf(Words words, JsonElement reading)
    {
        var first = reading.EnumerateObject().FirstOrDefault(f => f.Name is not ("ts" or "rating"));
        return first.Value.ValueKind switch
        {
            JsonValueKind.Number => $"{words.Number(first.Value.GetDouble(), 1)} {first.Name}",
            JsonValueKind.String => first.Value.GetString(),
            _ => null,
        };
    }
}
