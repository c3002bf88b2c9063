using System.Text.Json;
using AutoCore.Policies.Health;
using AutoCore.Policies.Web;
using AutoCore.Web.Data;

namespace AutoCore.Web.Pages;

/// <summary>A tile for each group: its rating, the number that matters most, and what belongs to it.</summary>
internal static class HealthTiles
{
    /// <summary>What is seen first; groups that are not listed come after them.</summary>
    private static readonly (string Group, Text Name)[] Order =
    [
        ("cameras", Text.GroupCameras), ("disk", Text.GroupDisk), ("memory", Text.GroupMemory), ("cpu", Text.GroupCpu), ("sqlite", Text.GroupSqlite), ("backup", Text.GroupBackup),
        ("card", Text.GroupCard), ("clock", Text.GroupClock), ("uptime", Text.GroupUptime), ("boot", Text.GroupBoot), ("neighbours", Text.GroupNeighbours), ("mqtt", Text.GroupMqtt),
    ];

    public static void Write(HtmlWriter html, Visit visit, StatusSnapshot state)
    {
        html.Write($"<ul class=\"tiles\">\n");
        foreach (var (group, rating, reading) in state.Groups.Where(g => !g.Group.StartsWith("cameras/", StringComparison.Ordinal)).OrderBy(g => PlaceOf(g.Group)))
            WriteTile(html, visit, group, rating, reading);
        html.Write($"</ul>\n");
    }

    private static void WriteTile(HtmlWriter html, Visit visit, string group, Rating rating, JsonElement reading)
    {
        var parts = group.Split('/', 2);
        var (main, more) = Describe(visit, parts[0], reading);
        html.Write($"<li class=\"tile\"><h2>{NameOf(visit.Words, parts[0])}");
        if (parts.Length > 1)
            html.Write($" <span class=\"quiet\"><bdi>{parts[1]}</bdi></span>");
        html.Write($"</h2>").WriteRating(visit.Words, rating);
        html.Write($"<p class=\"main\">{main ?? "\u2013"}</p><p class=\"quiet\">{more}</p></li>\n");
    }

    /// <summary>The headline and what stands below it.</summary>
    private static (string? Main, string? More) Describe(Visit visit, string group, JsonElement reading)
    {
        var words = visit.Words;
        return group switch
        {
            "disk" => (Percent("used_percent"), Megabytes("free_mb", Text.FigureFree)),
            "memory" => (Megabytes("available_mb", Text.FigureFree), Megabytes("total_mb", Text.FigureOf)),
            "sqlite" => (Figure("p99_ms", "ms"), Joined(Megabytes("size_mb", null), Megabytes("wal_mb", Text.FigureLog))),
            "cameras" => (Percent("success_percent"), Joined(Arrived(), Again())),
            "card" => (Megabytes("written_mb_today", null), Joined(words[Text.FigureWritten], reading.Number("errors") is { } errors ? words.Format(Text.FigureErrors, words.Number(errors)) : null)),
            "boot" => (Figure("seconds", "s"), null),
            "uptime" => (reading.Number("days") is { } days ? words.Lasting(TimeSpan.FromDays(days)) : null, null),
            "clock" => (reading.Number("synchronized") switch { 1 => words[Text.FigureSynchronized], 0 => words[Text.FigureNotSynchronized], _ => null }, null),
            "backup" => (reading.Time("last_verified_ts") is { } at ? words.Ago(visit.Now - at) : null, reading.Number("kept") is { } kept ? words.Format(Text.FigureKept, words.Number(kept)) : null),
            "cpu" => (Figure("temperature_celsius", "°C") ?? Load(), Joined(reading.Number("temperature_celsius") is null ? null : Load(), reading.Number("throttled") == 1 ? words[Text.FigureSlow] : null)),
            "neighbours" => (Megabytes("memory_mb", null), null),
            _ => (FirstOf(words, reading), null),
        };

        string? Figure(string key, string unit) => reading.Number(key) is { } value ? words.Figure(value, unit) : null;
        string? Percent(string key) => Figure(key, "%");
        string? Megabytes(string key, Text? form) => reading.Number(key) is { } value ? form is { } text ? words.Format(text, words.Bytes(value * 1e6)) : words.Bytes(value * 1e6) : null;
        string? Load() => reading.Number("load_1m") is { } load ? words.Format(Text.FigureLoad, words.Number(load, 2)) : null;
        string? Again() => reading.Number("missing") is > 0 and var missing && reading.Time("repeat_ts") is { } at
            ? words.Format(Text.FigureAgain, words.Number(missing), words.Lasting(at > visit.Now ? at - visit.Now : TimeSpan.Zero))
            : null;
        string? Arrived() => reading.Number("stored") is { } stored && reading.Number("total") is { } total ? words.Format(Text.FigureArrived, words.Number(stored), words.Number(total)) : null;
    }

    /// <summary>A group that this page does not know by name shows its first number.</summary>
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

    private static string Joined(params IEnumerable<string?> parts) => string.Join(" · ", parts.Where(p => p is not null));

    private static int PlaceOf(string group)
    {
        var place = Array.FindIndex(Order, o => o.Group == group.Split('/')[0]);
        return place < 0 ? Order.Length : place;
    }

    private static string NameOf(Words words, string group) => Array.Find(Order, o => o.Group == group) is { Group: not null } known ? words[known.Name] : group;
}
