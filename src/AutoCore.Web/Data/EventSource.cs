using System.Text.Json;
using AutoCore.Core;
using AutoCore.Core.Storage;
using AutoCore.Policies.Health;
using AutoCore.Web.Texts;

namespace AutoCore.Web.Data;

/// <summary>Something that happened.</summary>
/// <param name="At">When, UTC, to the millisecond.</param>
/// <param name="Type">Its stable name in kebab-case, as <c>rating-changed</c>.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Message">One sentence, in English.</param>
/// <param name="Json">All of it as it was published: <c>ts</c>, <c>type</c>, <c>severity</c>, its facts, <c>message</c>.</param>
internal sealed record RecordedEvent(DateTimeOffset At, string Type, Rating Severity, string Message, JsonElement Json)
{
    /// <summary>The sentence in the language of the page; null where there is only the English one.</summary>
    public string? MessageIn(Words words)
    {
        if (words.Language != Language.Portuguese || EventCatalogue.Find(Type) is not { Portuguese: { } sentence } definition)
            return null;
        Measure Find(string key) => new(key, Json.Number(key), Json.Text(key));
        // An earlier release said something else under this name.
        return Sentence.Fill(definition.English, Find) == Message
            ? Sentence.TryFill(sentence, Find, (number, format) => words.Write(number, format, At)) : null;
    }
}

/// <summary>What happened, newest first: the daemon's file holds what is not in the database yet.</summary>
internal sealed class EventSource(RuntimeFiles runtime, ReadDatabase database)
{
    /// <summary>The newest events.</summary>
    /// <param name="limit">How many at most.</param>
    /// <param name="before">Only earlier ones; null: all.</param>
    /// <param name="atLeast">Only events at least this bad; <see cref="Rating.Ok"/>: all.</param>
    public IReadOnlyList<RecordedEvent> Recent(int limit, DateTimeOffset? before = null, Rating atLeast = Rating.Ok)
    {
        var end = before?.ToUnixTimeMilliseconds() ?? long.MaxValue;
        // The file first: what moves into the database between the two readings is then met twice, and not missed.
        var waiting = Waiting().Where(e => e.At.ToUnixTimeMilliseconds() < end && e.Severity >= atLeast).ToList();
        var stored = database.TryRead(c => c.Rows("SELECT at, payload FROM event WHERE at < $end AND severity >= $severity ORDER BY at DESC LIMIT $limit",
            static row => (At: row.GetInt64(0), Payload: row.GetString(1)), ("$end", end), ("$severity", (int)atLeast), ("$limit", limit))) ?? [];
        return [.. waiting.Concat(stored.Select(s => Parse(s.At, s.Payload)).OfType<RecordedEvent>()).DistinctBy(e => (e.At, e.Type, e.Message))
            .OrderByDescending(e => e.At).Take(limit)];
    }

    private List<RecordedEvent> Waiting()
    {
        if (runtime.Read(RuntimeFiles.Events) is not { } file || !file.TryGetProperty("events", out var events) || events.ValueKind != JsonValueKind.Array)
            return [];
        return [.. events.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object && e.Number("at") is not null)
            .Select(e => e.TryGetProperty("event", out var json) ? Of((long)e.Number("at")!.Value, json) : null).OfType<RecordedEvent>()];
    }

    private static RecordedEvent? Parse(long at, string payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            return Of(at, document.RootElement.Clone());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static RecordedEvent? Of(long at, JsonElement json) => json.ValueKind == JsonValueKind.Object
        ? new(DateTimeOffset.FromUnixTimeMilliseconds(at), json.Text("type") ?? "", RatingNames.FromWord(json.Text("severity")),
            json.Text("message") ?? "", json)
        : null;
}
