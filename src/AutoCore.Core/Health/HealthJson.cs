using AutoCore.Core.Storage;
using AutoCore.Policies.Health;

namespace AutoCore.Core.Health;

/// <summary>Writes readings and events as one flat JSON object each: what could not be read is left out, never a made-up number.</summary>
internal static class HealthJson
{
    /// <summary>A group's payload, UTF-8.</summary>
    public static byte[] Of(HealthReading reading) => JsonBytes.Write(json => WriteReading(json, reading));

    /// <summary>The whole at a glance: its rating, and of each group the rating and the headline number.</summary>
    /// <param name="board">The readings.</param>
    /// <param name="without">Groups that are left out.</param>
    /// <param name="now">The time, UTC.</param>
    public static byte[] OfWhole(HealthBoard board, IReadOnlySet<string> without, DateTimeOffset now) => JsonBytes.WriteObject(json =>
    {
        json.WriteNumber("ts", now.ToUnixTimeSeconds());
        json.WriteString("rating", board.Whole.ToWord());
        foreach (var group in board.Readings.Where(r => !r.IsPart && !without.Contains(r.Group)))
        {
            json.WriteString($"{group.Group}_rating", group.Rating.ToWord());
            WriteMeasures(json, [.. group.Measures.Take(1).Select(m => m with { Key = $"{group.Group}_{m.Key}" })]);
        }
    });

    /// <summary>An event's payload, UTF-8.</summary>
    public static byte[] Of(BoardEvent happened) => JsonBytes.WriteObject(json =>
    {
        json.WriteNumber("ts", happened.At.ToUnixTimeSeconds());
        json.WriteString("type", happened.Type);
        json.WriteString("severity", happened.Severity.ToWord());
        WriteMeasures(json, happened.Facts);
        json.WriteString("message", happened.Message);
    });

    /// <summary>Writes a reading as an object: <c>ts</c>, <c>rating</c>, and its measures.</summary>
    public static void WriteReading(Utf8JsonWriter json, HealthReading reading)
    {
        json.WriteStartObject();
        json.WriteNumber("ts", reading.At.ToUnixTimeSeconds());
        json.WriteString("rating", reading.Rating.ToWord());
        WriteMeasures(json, reading.Measures);
        json.WriteEndObject();
    }

    /// <summary>Writes what is known as properties of the present object.</summary>
    public static void WriteMeasures(Utf8JsonWriter json, IReadOnlyList<Measure> measures)
    {
        foreach (var measure in measures)
        {
            if (measure.Number is { } number)
                json.WriteNumber(measure.Key, Math.Round(number, 3));
            else if (measure.Text is { } text)
                json.WriteString(measure.Key, text);
        }
    }
}
