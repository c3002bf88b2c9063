using AutoCore.Policies.Health;

namespace AutoCore.Policies.Alerts;

/// <summary>One line of a message: something that happened, or is over.</summary>
/// <param name="Type">The event's stable name.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Severity">How bad it is; of what is over, how bad it was at worst.</param>
/// <param name="Text">One sentence for people, without control characters.</param>
/// <param name="IsOver">Whether it tells the end of something.</param>
/// <param name="Count">How many events it stands for.</param>
public sealed record AlertEntry(string Type, DateTimeOffset At, Rating Severity, string Text, bool IsOver = false, int Count = 1)
{
    private const string DroppedType = "alerts-dropped";

    /// <summary>Longest text of one entry; what is longer ends in an ellipsis.</summary>
    private const int LongestText = 300;

    /// <summary>An entry whose text is fit for one line of any message.</summary>
    public static AlertEntry Of(string type, DateTimeOffset at, Rating severity, string text, bool isOver = false) =>
        new(type, at, severity, PlainText.Line(text, LongestText), isOver);

    /// <summary>What stands in a full queue for its oldest entries, with one more of them.</summary>
    public static AlertEntry Dropped(AlertEntry oldest) =>
        new(DroppedType, oldest.At, Rating.Warning, $"{(oldest.Type == DroppedType ? oldest.Count + 1 : 1)} older alerts were dropped: too many waited",
            Count: oldest.Type == DroppedType ? oldest.Count + 1 : 1);

    /// <summary>Whether it stands for entries that were dropped.</summary>
    public bool IsDropped => Type == DroppedType;
}
