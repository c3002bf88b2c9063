using AutoCore.Policies.Configuration;

namespace AutoCore.Policies.Cameras.Inventory;

/// <summary>Gives a camera of a list further values, and leaves every other character of the list.</summary>
public static class InventoryCompletion
{
    private static readonly JsonReaderOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Completes one.</summary>
    /// <param name="text">The list, a JSON array or CSV, without mistakes.</param>
    /// <param name="entry">Site and name of the camera, and what it gets; what is empty stays as it is.</param>
    /// <param name="problem">Why it cannot be done, with the remedy; empty if it is done.</param>
    /// <returns>The new list, or null.</returns>
    public static string? Complete(string text, InventoryEntry entry, out string problem)
    {
        var (site, name) = (entry.Find("Site") ?? "", entry.Find("Name") ?? "");
        List<KeyValuePair<string, string>> given = [.. entry.Keys.Where(static k => k.Value.Length > 0 && k.Key is not ("Site" or "Name"))];
        return text.AsSpan().TrimStart() is ['[' or '/', ..] ? InJson(text, site, name, given, out problem) : InCsv(text, site, name, given, out problem);
    }

    private static string? InJson(string text, string site, string name, List<KeyValuePair<string, string>> given, out string problem)
    {
        problem = "";
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, Lenient);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            var end = (int)reader.BytesConsumed;
            var camera = Encoding.UTF8.GetString(bytes, start, end - start);
            if (TextOf(camera, "Site") != site || TextOf(camera, "Name") != name)
                continue;
            camera = given.Aggregate(camera, static (json, k) => JsonEditor.Set(json, JsonEditor.Quote(k.Value), k.Key));
            return $"{Encoding.UTF8.GetString(bytes, 0, start)}{camera}{Encoding.UTF8.GetString(bytes, end, bytes.Length - end)}";
        }
        problem = Gone(site, name);
        return null;
    }

    private static string? InCsv(string text, string site, string name, List<KeyValuePair<string, string>> given, out string problem)
    {
        problem = "";
        IReadOnlyList<string>? header = null;
        foreach (var row in CsvTable.Parse(text))
        {
            if (header is null)
            {
                header = row.Fields;
                if (given.Find(k => k.Key != InventoryAppend.Note && !row.Fields.Contains(k.Key, StringComparer.OrdinalIgnoreCase)) is { Key: { } missing })
                {
                    problem = $"its first line names no column {missing}: add it there, or name another file";
                    return null;
                }
                continue;
            }
            if (FieldOf(row, header, "Site") != site || FieldOf(row, header, "Name") != name)
                continue;
            var separator = CsvTable.SeparatorOf(text).Separator;
            var fields = header.Select((column, i) => given.Find(k => k.Key.Equals(column, StringComparison.OrdinalIgnoreCase)).Value
                ?? (i < row.Fields.Count ? row.Fields[i] : ""));
            return $"{text[..row.Start]}{string.Join(separator, fields.Select(f => InventoryAppend.Quote(f, separator)))}{text[row.End..]}";
        }
        problem = Gone(site, name);
        return null;
    }

    private static string Gone(string site, string name) => $"{site}/{name} is there no more: the list was changed meanwhile; ask again";

    private static string? TextOf(string camera, string key)
    {
        using var value = JsonEditor.Find(camera, key) is { } json ? JsonDocument.Parse(json) : null;
        return value?.RootElement is { ValueKind: JsonValueKind.String } text ? text.GetString()!.Trim() : null;
    }

    private static string? FieldOf(CsvRow row, IReadOnlyList<string> header, string column)
    {
        for (var i = Math.Min(header.Count, row.Fields.Count) - 1; i >= 0; i--)
        {
            if (header[i].Equals(column, StringComparison.OrdinalIgnoreCase))
                return row.Fields[i];
        }
        return null;
    }
}
