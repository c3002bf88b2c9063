using System.Text.Encodings.Web;
using AutoCore.Policies.Configuration;

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
        var whole = text.Trim().Length == 0 ? "[]\n" : text;
        var bytes = Encoding.UTF8.GetBytes(whole);
        if (FindLast(bytes) is not { } last)
        {
            problem = "it is no JSON array of cameras: mend it, or name another file";
            return null;
        }
        var (start, end) = (Encoding.UTF8.GetCharCount(bytes, 0, last.Start), Encoding.UTF8.GetCharCount(bytes, 0, last.End));
        var indent = (last.IsEmpty ? null : JsonLayout.LineBefore(whole, start)) ?? JsonLayout.Step;
        var objects = string.Join($",\n{indent}", entries.Select(Compose));
        return last.IsEmpty ? JsonLayout.InsertOnly(whole, end, indent, objects) : JsonLayout.InsertLast(whole, end, indent, objects);
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
        var line = LineEnds.Of(whole);
        var rows = new StringBuilder(whole);
        if (whole is not [.., '\r' or '\n'])
            rows.Append(line);
        foreach (var entry in entries)
            rows.AppendJoin(separator, header.Select(column => Quote(entry.Find(column) ?? "", separator))).Append(line);
        return rows.ToString();
    }

    /// <summary>Where the last camera of an array stands, or its bracket if it has none; null if it is no array.</summary>
    private static (int Start, int End, bool IsEmpty)? FindLast(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, Lenient);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
                return null;
            var last = ((int)reader.TokenStartIndex, (int)reader.BytesConsumed, true);
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                last = (start, (int)reader.BytesConsumed, false);
            }
            // What follows the array must be nothing.
            return reader.TokenType == JsonTokenType.EndArray && !reader.Read() ? last : null;
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

    /// <summary>A field of CSV, in quotation marks where it needs them.</summary>
    internal static string Quote(string field, char separator) =>
        field.Contains(separator) || field.AsSpan().ContainsAny("\"\r\n") || field.Trim().Length < field.Length
            ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
