using System.Text.Json;

namespace AutoCore.Daemon.Commands;

/// <summary>Lays the state out for people: a line a group, the rating first, its figures behind.</summary>
internal static class StatusScreen
{
    private const int Width = 80;

    public static void Print(JsonElement state)
    {
        Console.WriteLine($"autocore {Text(state, "version")} on {Text(state, "node")}: {Paint(Text(state, "rating"))}");
        foreach (var group in state.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Object))
        {
            var rating = Text(group.Value, "rating");
            var figures = string.Join("  ", group.Value.EnumerateObject().Where(p => p.Name is not ("ts" or "rating")).Select(p => $"{p.Name} {p.Value}"));
            var line = $"{group.Name,-16} {figures}";
            Console.WriteLine($"{Paint(rating.PadRight(8))} {(line.Length > Width - 9 ? line[..(Width - 10)] + "…" : line)}");
        }
    }

    private static string Text(JsonElement of, string key) => of.TryGetProperty(key, out var value) ? value.ToString() : "";

    private static string Paint(string rating)
    {
        if (Console.IsOutputRedirected)
            return rating;
        var color = rating.TrimEnd() switch
        {
            "ok" => 32,
            "warning" => 33,
            "critical" => 31,
            _ => 90,
        };
        return $"\u001b[{color}m{rating}\u001b[0m";
    }
}
