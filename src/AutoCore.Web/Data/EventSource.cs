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
    /// <summary>The camera that it tells of, as <c>Site/Name</c>; null if it tells of none.</summary>
    public string? Camera => Json.Text("camera") is not { } name ? null : Json.Text("site") is { } site ? $"{site}/{name}" : name;

    /// <summary>The sentence in the language of the page; null where there is only the English one.</summary>
    public string? MessageIn(Words words)
    {
        if (words.Language != Language.Portuguese || EventCatalogue.Find(Type) is not { Portuguese: { } sentence } definition)
            return null;
        Measure Find(string key) => new(key, Json.Number(key), Json.Text(key));
        Measure FindSpoken(string key) => Find(key) is { Text: { } word } fact ? new(key, SpokenFacts.Say(words.Language, key, word)) : Find(key);
        // An earlier release said something else under this name.
        return Sentence.Fill(definition.English, Find) == Message
            ? Sentence.TryFill(sentence, FindSpoken, (number, format) => words.Write(number, format, At)) : null;
    }
}

/// <summary>Which events are wanted; all of them, if nothing is said.</summary>
/// <param name="Before">Only earlier ones.</param>
/// <param name="AtLeast">Only events at least this bad; <see cref="Rating.Ok"/>: all.</param>
/// <param name="From">Only those from then on.</param>
internal readonly record struct EventFilter(DateTimeOffset? Before = null, Rating AtLeast = Rating.Ok, DateTimeOffset? From = null)
{
    /// <summary>Only those of a camera.</summary>
    public (string Site, string Name)? Camera { get; init; }

    /// <summary>The camera as some events name it.</summary>
    public string? Label => Camera is var (site, name) ? $"{site}/{name}" : null;

    /// <summary>Whether an event is wanted.</summary>
    public bool Takes(RecordedEvent e) => (Before is not { } before || e.At.ToUnixTimeMilliseconds() < before.ToUnixTimeMilliseconds())
        && (From is not { } from || e.At >= from) && e.Severity >= AtLeast && (Label is not { } label || e.Camera == label);
}

/// <summary>What happened, newest first: the daemon's file holds what is not in the database yet.</summary>
internal sealed class EventSource(RuntimeFiles runtime, ReadDatabase database)
{
    private const string Wanted = """
        SELECT at, payload FROM event WHERE at < $end AND at >= $start AND severity >= $severity
            AND ($label IS NULL OR payload ->> '$.camera' = $label OR (payload ->> '$.site' = $site AND payload ->> '$.camera' = $name))
        ORDER BY at DESC LIMIT $limit
        """;

    /// <summary>The end of the year 9999: a time that no clock tells is no event's.</summary>
    private const long LastMilliseconds = 253_402_300_799_999;

    /// <summary>The newest events.</summary>
    /// <param name="limit">How many at most.</param>
    /// <param name="filter">Which.</param>
    public IReadOnlyList<RecordedEvent> Recent(int limit, EventFilter filter = default)
    {
        var (end, start) = (filter.Before?.ToUnixTimeMilliseconds() ?? long.MaxValue, filter.From?.ToUnixTimeMilliseconds() ?? 0);
        // The file first: what moves into the database between the two readings is then met twice, and not missed.
        var waiting = Waiting().Where(filter.Takes).ToList();
        var stored = database.TryRead(c => c.Rows(Wanted, static row => (At: row.GetInt64(0), Payload: row.GetString(1)), ("$end", end), ("$start", start),
            ("$severity", (int)filter.AtLeast), ("$label", filter.Label), ("$site", filter.Camera?.Site),
            ("$name", filter.Camera?.Name), ("$limit", limit))) ?? [];
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

    private static RecordedEvent? Parse(long at, string payload) =>
        JsonBytes.Read(Encoding.UTF8.GetBytes(payload), null, json => Of(at, json.Clone()));

    private static RecordedEvent? Of(long at, JsonElement json) => json.ValueKind == JsonValueKind.Object && at is >= 0 and <= LastMilliseconds
        ? new(DateTimeOffset.FromUnixTimeMilliseconds(at), json.Text("type") ?? "", RatingNames.FromWord(json.Text("severity")),
            json.Text("message") ?? "", json)
        : null;
}
