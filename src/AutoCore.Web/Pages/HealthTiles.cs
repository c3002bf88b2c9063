using AutoCore.Core;
using AutoCore.Policies.Health;
using AutoCore.Web.Data;
using AutoCore.Web.Html;
using AutoCore.Web.Texts;

namespace AutoCore.Web.Pages;

/// <summary>What a tile says.</summary>
/// <param name="Name">The group's name.</param>
/// <param name="Main">Its headline, if there is one.</param>
/// <param name="More">What stands below it.</param>
/// <param name="Why">Why it is not good; null where it is, or nobody knows.</param>
internal sealed record TileText(string Name, string? Main, string More, string? Why);

/// <summary>A tile for each group: its rating and why, the number that matters most, what belongs to it, and the way to its course or list.</summary>
internal static class HealthTiles
{
    /// <summary>Where there is more of a group than its figures; its chart, its list, or a page of its own.</summary>
    private static readonly Dictionary<string, string> Places = new(StringComparer.Ordinal)
    {
        ["disk"] = "#chart-disk",
        ["memory"] = "#chart-memory",
        ["cpu"] = "#chart-temperature",
        ["sqlite"] = "#chart-sqlite",
        ["fleet"] = Links.Nodes,
    };

    public static void Write(HtmlWriter html, Visit visit, StatusSnapshot state)
    {
        html.Write($"<ul class=\"tiles\">\n");
        foreach (var (group, rating, reading) in ShownOf(state))
            WriteTile(html, visit, group, rating, reading);
        html.Write($"</ul>\n");
    }

    /// <summary>The groups in the order of the page: a lone part that says what its group says is left out.</summary>
    public static IEnumerable<(string Group, Rating Rating, JsonElement Reading)> ShownOf(StatusSnapshot state)
    {
        var groups = state.Groups.Where(g => !g.Group.StartsWith("cameras/", StringComparison.Ordinal)).ToList();
        var shown = GroupDefinition.WithoutLoneParts([.. groups.Select(g => g.Group)], GroupCatalogue.Find).ToHashSet(StringComparer.Ordinal);
        return groups.Where(g => shown.Contains(g.Group)).OrderBy(g => GroupCatalogue.PlaceOf(g.Group));
    }

    /// <summary>The id of the place where all figures of a group stand.</summary>
    public static string FiguresOf(string group) => $"figures-{group.Replace('/', '-').Replace(' ', '-')}";

    /// <summary>A group's rating, where there is one to tell.</summary>
    public static void WriteRating(HtmlWriter html, Words words, string group, Rating rating, JsonElement reading)
    {
        if (GroupCatalogue.Find(group) is not { } definition)
            html.WriteRating(words, rating);
        else if (definition.Shown(rating, key => Fact(reading, key)) is { } told)
            html.WriteRating(words, told);
    }

    /// <summary>The words of a tile; by the definition, or of a group that has none its first number.</summary>
    public static TileText Describe(GroupDefinition? definition, string group, Rating rating, Words words, DateTimeOffset now, JsonElement reading)
    {
        if (definition is null)
            return new(group, FirstOf(words, reading), "", rating > Rating.Unknown ? reading.Text("failure") : null);
        var more = string.Join(" · ", definition.Below.Select(Say).OfType<string>());
        var why = rating <= Rating.Unknown || definition.Shown(rating, key => Fact(reading, key)) is null ? null
            : reading.Text("failure") ?? (definition.Why is { } reason ? Say(reason) : null);
        return new(words[definition.Label], definition.Headline is { } headline ? Say(headline) : FirstOf(words, reading), more, why);

        string? Say(Spoken choices) =>
            Sentence.Choose(words[choices], key => Fact(reading, key), (number, format) => words.Write(number, format, now));
    }

    private static void WriteTile(HtmlWriter html, Visit visit, string group, Rating rating, JsonElement reading)
    {
        var parts = group.Split('/', 2);
        var text = Describe(GroupCatalogue.Find(group), parts[0], rating, visit.Words, visit.Now, reading);
        html.Write($"<li class=\"tile\" data-key=\"{group}\"><h2><a href=\"{AddressOf(group, reading)}\">{text.Name}</a>");
        if (parts.Length > 1)
            html.Write($" <span class=\"quiet\"><bdi>{parts[1]}</bdi></span>");
        html.Write($"</h2>");
        WriteRating(html, visit.Words, group, rating, reading);
        html.Write($"<p class=\"main\">{text.Main ?? "\u2013"}</p>");
        if (text.Why is { } why && why != text.Main)
            html.Write($"<p class=\"why\">{why}</p>");
        if (text.Why is null || !text.More.Contains(text.Why, StringComparison.Ordinal))
            html.Write($"<p class=\"quiet\">{text.More}</p>");
        html.Write($"</li>\n");
    }

    private static string AddressOf(string group, JsonElement reading) => group == "cameras"
        ? Links.WallOf(new(reading.Number("failed") > 0 ? Shown.Failed : Shown.All, null))
        : Places.TryGetValue(group.Split('/')[0], out var place) ? place : $"#{FiguresOf(group)}";

    private static Measure Fact(JsonElement reading, string key) => new(key, reading.Number(key), reading.Text(key));

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
