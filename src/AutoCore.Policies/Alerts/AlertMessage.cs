using AutoCore.Policies.Health;

namespace AutoCore.Policies.Alerts;

/// <summary>What goes out as one: the same for the same entries, whenever it is made, so that a second attempt says what the first one said.</summary>
/// <param name="Id">Its own for ever: the far side knows a repeated attempt by it.</param>
/// <param name="Node">The machine.</param>
/// <param name="Title">One line.</param>
/// <param name="Text">A line an entry, the worst ones if there are many.</param>
/// <param name="Severity">The worst entry's.</param>
/// <param name="IsOver">Whether every entry is the end of something.</param>
/// <param name="Count">How many events it stands for.</param>
/// <param name="At">When the newest of them happened, UTC.</param>
public sealed record AlertMessage(string Id, string Node, string Title, string Text, Rating Severity, bool IsOver, int Count, DateTimeOffset At)
{
    private const int MostLines = 20;

    /// <summary>Puts entries into one message.</summary>
    /// <param name="node">The machine.</param>
    /// <param name="entries">At least one, oldest first.</param>
    /// <param name="zone">In which times are written.</param>
    /// <param name="form">How much is said, and how.</param>
    public static AlertMessage Of(string id, string node, IReadOnlyList<AlertEntry> entries, TimeZoneInfo zone, MessageForm form)
    {
        var open = entries.Where(e => !e.IsOver).ToList();
        var severity = (open.Count > 0 ? open : entries).Max(e => e.Severity);
        var isOver = open.Count == 0;
        var title = PlainText.Line(ChatText.Of($"{node}: {TitleOf(entries, severity, isOver)}"), form.LongestTitle);
        var text = form.MostBytes > 0 ? TextOf(entries, zone, form) : "";
        return new(id, ChatText.Of(node), form.IsPlain ? ChatText.WithoutMarkup(title) : title, text, severity, isOver, entries.Sum(e => e.Count),
            entries.Max(e => e.At));
    }

    private static string TitleOf(IReadOnlyList<AlertEntry> entries, Rating severity, bool isOver)
    {
        var word = isOver ? "over" : severity.ToWord();
        if (entries.Count == 1)
            return $"{word}: {entries[0].Text}";
        var over = entries.Count(e => e.IsOver);
        return isOver ? $"{over} things are over" : $"{word}: {entries.Count - over} alerts{(over > 0 ? $", {over} things are over" : "")}";
    }

    private static string TextOf(IReadOnlyList<AlertEntry> entries, TimeZoneInfo zone, MessageForm form)
    {
        var shown = entries.Count <= MostLines
            ? entries.ToHashSet(ReferenceEqualityComparer.Instance)
            : entries.OrderByDescending(e => e.IsDropped).ThenByDescending(e => e.Severity).Take(MostLines).ToHashSet(ReferenceEqualityComparer.Instance);
        var rest = entries.Where(e => !shown.Contains(e)).GroupBy(e => e.Type, StringComparer.Ordinal).OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        var more = rest.Count == 0
            ? "" : $"\nand {entries.Count - shown.Count} more: {PlainText.Line(string.Join(", ", rest.Select(g => $"{g.Key} {g.Count()}")), 300)}";
        var lines = ChatText.Of(string.Join('\n', entries.Where(shown.Contains).Select(e => LineOf(e, zone))));
        if (form.IsPlain)
            (lines, more) = (ChatText.WithoutMarkup(lines), ChatText.WithoutMarkup(more));
        return PlainText.Fit(lines, form.MostBytes - Encoding.UTF8.GetByteCount(more)) + more;
    }

    private static string LineOf(AlertEntry entry, TimeZoneInfo zone) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{TimeZoneInfo.ConvertTime(entry.At, zone):yyyy-MM-dd HH:mm:ss} {(entry.IsOver ? "over" : entry.Severity.ToWord())}: {entry.Text}");
}
