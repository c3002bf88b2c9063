using System.Text.Encodings.Web;

namespace AutoCore.Policies.Cameras.Inventory;

/// <summary>A camera for a list: its keys and their values, in the order in which they are written.</summary>
public sealed record InventoryEntry(IReadOnlyList<KeyValuePair<string, string>> Keys)
{
    /// <summary>The value of a key, or null.</summary>
    public string? Find(string key) => Keys.FirstOrDefault(k => k.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value;
}

/// <summary>Adds cameras to a list and leaves every character of it that was there.</summary>
public static class InventoryAppend
{
    /// <summary>The columns of a new CSV file.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["Site", "Name", "Url", "Auth", "UserName", "PasswordKey", "TlsFingerprint", Note];

    /// <summary>What is said to people, and may be left out.</summary>
    public const string Note = "Note";

    private static readonly JsonReaderOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Adds to a JSON array.</summary>
    /// <param name="text">The list; empty: a new one.</param>
    /// <param name="entries">The cameras.</param>
    /// <param name="problem">Why it cannot be done, with the remedy; empty if it is done.</param>
    /// <returns>The new list, or null.</returns>
    public static string? ToJson(string text, IReadOnlyList<InventoryEntry> entries, out string problem)
    {
        problem = "";
        var objects = string.Join(",\n", entries.Select(static e => $"  {Compose(e)}"));
        if (text.Trim().Length == 0)
            return $"[\n{objects}\n]\n";
        var bytes = Encoding.UTF8.GetBytes(text);
        if (FindEnd(bytes) is not { } end)
        {
            problem = "it is no JSON array of cameras: mend it, or name another file";
            return null;
        }
        var (before, after) = (Encoding.UTF8.GetString(bytes.AsSpan(0, end.At)), Encoding.UTF8.GetString(bytes.AsSpan(end.At)));
        // What follows the last camera, a comma or a comment, goes on to follow the last one.
        return end.IsEmpty ? $"{before}\n{objects}\n{after.TrimStart(' ', '\r', '\n', '\t')}" : $"{before},\n{objects}{after}";
    }

    /// <summary>Adds to a CSV file in its own columns and with its own separator.</summary>
    /// <param name="text">The list; empty: a new one.</param>
    /// <param name="entries">The cameras.</param>
    /// <param name="problem">Why it cannot be done, with the remedy; empty if it is done.</param>
    /// <returns>The new list, or null.</returns>
    public static string? ToCsv(string text, IReadOnlyList<InventoryEntry> entries, out string problem)
    {
        problem = "";
        var isNew = text.Trim().Length == 0;
        var whole = isNew ? $"{string.Join(',', Columns)}\n" : text;
        var header = CsvTable.Parse(whole).First().Fields;
        var missing = entries.SelectMany(static e => e.Keys).Where(static k => k.Value.Length > 0 && k.Key != Note).Select(static k => k.Key)
            .FirstOrDefault(k => !header.Contains(k, StringComparer.OrdinalIgnoreCase));
        if (missing is not null)
        {
            problem = $"its first line names no column {missing}: add it there, or name another file";
            return null;
        }
        var separator = CsvTable.SeparatorOf(whole).Separator;
        var line = whole.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var rows = new StringBuilder(whole);
        if (!whole.EndsWith('\n'))
            rows.Append(line);
        foreach (var entry in entries)
            rows.AppendJoin(separator, header.Select(column => Quote(entry.Find(column) ?? "", separator))).Append(line);
        return rows.ToString();
    }

    /// <summary>Where the last camera of an array ends, or the array begins that has none; null if it is no array.</summary>
    private static (int At, bool IsEmpty)? FindEnd(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, Lenient);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
                return null;
            var (end, isEmpty) = ((int)reader.BytesConsumed, true);
            while (reader.Read() && reader.CurrentDepth > 0)
                (end, isEmpty) = ((int)reader.BytesConsumed, false);
            return reader.TokenType == JsonTokenType.EndArray ? (end, isEmpty) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Compose(InventoryEntry entry)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            foreach (var (key, value) in entry.Keys.Where(static k => k.Value.Length > 0))
                json.WriteString(key, value);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string Quote(string field, char separator) =>
        field.Contains(separator) || field.AsSpan().ContainsAny("\"\r\n") || field.Trim().Length < field.Length
            ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
