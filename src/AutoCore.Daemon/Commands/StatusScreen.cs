using AutoCore.Core.Commands;
using AutoCore.Policies.Health;
using AutoCore.Policies.Hosting;

namespace AutoCore.Daemon.Commands;

/// <summary>Lays the state out for people: what <c>df</c>, <c>free</c>, <c>du</c>, <c>ps</c> and <c>iostat</c> would say of this system, on one screen of 80
/// columns.</summary>
internal static class StatusScreen
{
    private const int Width = 80;
    private const int RatingWidth = 8;
    private const int BarWidth = 10;
    private static readonly string[] Order = ["disk", "memory", "cpu", "card", "sqlite", "cameras", "backup", "alerts", "clock", "boot", "uptime"];

    /// <summary>The lines, coloured or not; without colours none is longer than 80 columns.</summary>
    /// <param name="state">The state that the daemon keeps.</param>
    /// <param name="now">The time, for ages.</param>
    /// <param name="residentMb">Memory that the daemon's process occupies, in MB, or null.</param>
    /// <param name="colors">Whether ratings are coloured.</param>
    public static IEnumerable<string> Render(JsonElement state, DateTimeOffset now, double? residentMb, bool colors)
    {
        var lines = LinesOf(state, now).ToList();
        var labelWidth = Math.Clamp(lines.Max(l => TextWidth.Of(l.Label)), 8, 18);
        yield return Header(state, now, residentMb, colors);
        yield return "";
        foreach (var line in lines)
            yield return Lay(line, labelWidth, colors);
    }

    /// <summary>A duration in its largest unit, as in <c>5 min ago</c>.</summary>
    public static string Age(TimeSpan age) => age switch
    {
        { Ticks: < 0 } => "in the future",
        { TotalSeconds: < 120 } => $"{age.TotalSeconds:0} s ago",
        { TotalMinutes: < 120 } => $"{age.TotalMinutes:0} min ago",
        { TotalHours: < 48 } => $"{age.TotalHours:0} h ago",
        _ => $"{age.TotalDays:0} days ago",
    };

    private static string Header(JsonElement state, DateTimeOffset now, double? residentMb, bool colors)
    {
        var rating = RatingNames.FromWord(Text(state, "rating"));
        var word = rating.ToWord();
        var size = residentMb is { } mb ? string.Create(CultureInfo.InvariantCulture, $", {mb:0} MB resident") : "";
        var age = state.TryGetProperty("ts", out var ts) ? Age(now - DateTimeOffset.FromUnixTimeSeconds(ts.GetInt64())) : "";
        var rest = TextWidth.Fit($"  {Text(state, "node")}  (autocore {Text(state, "version")}{size}, seen {age})", Width - word.Length);
        return Paint(word, rating, colors) + rest;
    }

    private static IEnumerable<StatusLine> LinesOf(JsonElement state, DateTimeOffset now)
    {
        var groups = state.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Object).ToList();
        var mountsAreTold = groups.Exists(g => g.Name.StartsWith("disk/", StringComparison.Ordinal));
        return groups.Where(g => g.Name != "disk" || !mountsAreTold)
            .OrderBy(g => Place(g.Name)).ThenBy(g => g.Value.TryGetProperty("mount", out var mount) ? mount.GetString() : g.Name, StringComparer.Ordinal)
            .Select(g => StatusLine.Of(g.Name, g.Value, now));
    }

    private static int Place(string group)
    {
        var place = Array.IndexOf(Order, group.Split('/')[0]);
        return place < 0 ? Order.Length : place;
    }

    private static string Lay(StatusLine line, int labelWidth, bool colors)
    {
        var bar = line.Percent is { } percent ? $"{Bar(percent)} {Math.Clamp(percent, 0, 100),3:0} %  " : "";
        var rest = TextWidth.Fit($" {TextWidth.Pad(TextWidth.Fit(line.Label, labelWidth), labelWidth)} {bar}{line.Text}", Width - RatingWidth);
        return (line.Rating is { } rating ? Paint(rating.ToWord().PadRight(RatingWidth), rating, colors) : "-".PadRight(RatingWidth)) + rest;
    }

    private static string Bar(double percent)
    {
        var filled = (int)Math.Round(Math.Clamp(percent, 0, 100) * BarWidth / 100);
        return $"[{new string('#', filled)}{new string('.', BarWidth - filled)}]";
    }

    private static string Paint(string text, Rating rating, bool colors) => colors ? Terminal.Color(text, rating) : text;

    private static string Text(JsonElement of, string key) => of.TryGetProperty(key, out var value) ? value.ToString() : "";
}
