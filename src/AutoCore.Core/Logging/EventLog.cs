using System.Collections;
using System.Diagnostics;
using AutoCore.Policies.Health;
using Microsoft.Extensions.Logging;

namespace AutoCore.Core.Logging;

/// <summary>Writes events into the log: the sentence as the line, the facts as properties. At a level that is off nothing is made.</summary>
public static class EventLog
{
    /// <summary>The property with the whole sentence.</summary>
    public const string SentenceProperty = "Sentence";

    /// <summary>Writes an event that only the log gets.</summary>
    public static void Write(this ILogger log, EventDefinition definition, params ReadOnlySpan<Measure> facts) => WriteFailure(log, definition, null, facts);

    /// <summary>The same with the failure behind it.</summary>
    public static void WriteFailure(this ILogger log, EventDefinition definition, Exception? failure, params ReadOnlySpan<Measure> facts)
    {
        if (definition.Severity is not { } severity || !log.IsEnabled((LogLevel)severity))
            return;
        var kept = facts.ToArray();
        WriteAs(log, definition, severity, Sentence.Fill(definition.English, key => Array.Find(kept, f => f.Key == key)), kept, failure);
    }

    /// <summary>Writes an event whose sentence is made already.</summary>
    public static void WriteAs(this ILogger log, EventDefinition definition, Severity severity, string sentence, IReadOnlyList<Measure> facts,
        Exception? failure = null)
    {
        RequireDeclared(definition, facts);
        if (log.IsEnabled((LogLevel)severity))
        {
            log.Log((LogLevel)severity, new EventId(definition.Id, definition.Name), new Line(definition, sentence, facts), failure,
                static (line, _) => line.Text);
        }
    }

    /// <summary>What a definition does not name, no document and no page tells of.</summary>
    [Conditional("DEBUG")]
    private static void RequireDeclared(EventDefinition definition, IReadOnlyList<Measure> facts)
    {
        if (facts.Where(f => f.IsKnown).Select(f => f.Key).Except(definition.Facts, StringComparer.Ordinal).FirstOrDefault() is { } stranger)
            throw new ArgumentException($"{definition.Name} does not declare the fact {stranger}: add it to its sentence or to More", nameof(facts));
    }

    /// <summary>One line, in the form in which loggers hand on properties.</summary>
    private sealed class Line(EventDefinition definition, string text, IReadOnlyList<Measure> facts) : IReadOnlyList<KeyValuePair<string, object?>>
    {
        private readonly List<KeyValuePair<string, object?>> _properties =
        [
            .. facts.Where(f => f.IsKnown).Select(f => new KeyValuePair<string, object?>(f.Key, f.Text ?? (object?)f.Number)),
            .. facts.Where(f => f.IsKnown && f.Key == definition.Renamed?.Key)
            .Select(f => new KeyValuePair<string, object?>(definition.Renamed!.Value.Earlier, f.Text ?? (object?)f.Number)),
            new(SentenceProperty, text), new("{OriginalFormat}", $"{{{SentenceProperty}:l}}"),
        ];

        public string Text => text;

        public int Count => _properties.Count;

        public KeyValuePair<string, object?> this[int index] => _properties[index];

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _properties.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
