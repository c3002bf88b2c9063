using System.Text.Encodings.Web;

namespace AutoCore.Policies.Configuration;

/// <summary>Changes single values in the text of a JSON file; everything else, comments and layout included, stays as its owner wrote it. What is added
/// stands as a person would write it: a section a line, in the order of the documentation.</summary>
public static class JsonEditor
{
    /// <summary>The root and <c>AutoCore</c> in it: their members have a line each. What lies deeper stays on its line while that is short.</summary>
    private const int DeepestOfLines = 1;

    private static readonly JsonReaderOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The text of a value, or null if the file has none there.</summary>
    /// <exception cref="JsonException">The file is not valid JSON.</exception>
    public static string? Find(string json, params ReadOnlySpan<string> path)
    {
        var place = Locate(Encoding.UTF8.GetBytes(json), path);
        return place.Missing == 0 ? json[place.Start..place.End] : null;
    }

    /// <summary>Puts a value in place of the one there, or adds it, with the objects that it needs around it.</summary>
    /// <param name="json">The file.</param>
    /// <param name="value">JSON.</param>
    /// <param name="path">The names from the root on; case does not matter.</param>
    /// <exception cref="JsonException">The file is not valid JSON.</exception>
    public static string Set(string json, string value, params ReadOnlySpan<string> path)
    {
        var place = Locate(Encoding.UTF8.GetBytes(json), path);
        if (place.Missing == 0)
            return json[..place.Start] + value + json[place.End..];
        var depth = path.Length - place.Missing;
        var missing = path[depth..];
        if (place.Parts is [_, ..] members)
        {
            var rank = SettingsOrder.RankOf(missing[0]);
            var before = members.FindLastIndex(m => SettingsOrder.RankOf(m.Name) <= rank);
            var line = JsonLayout.LineBefore(json, members[Math.Max(before, 0)].Start);
            var member = Member(missing, value, line is null ? DeepestOfLines : depth, line ?? JsonLayout.IndentOf(json, place.Start));
            return before < 0 ? JsonLayout.InsertFirst(json, place.Start + 1, line, member)
                : JsonLayout.InsertBehind(json, members[before].End, line, member);
        }
        var indent = JsonLayout.IndentOf(json, place.Start);
        // What stands in an empty object is a comment, and stays.
        var behind = place.Parts is null ? $"}}{json[place.End..]}" : json[(place.Start + 1)..].TrimStart();
        return depth > DeepestOfLines || JsonLayout.IsInLine(json, place.Start)
            ? $"{json[..place.Start]}{{ {Member(missing, value, depth, indent)} {behind}"
            : json[..place.Start]
                + LineEnds.Like(json, $"{{\n{indent}{JsonLayout.Step}{Member(missing, value, depth, indent + JsonLayout.Step)}\n{indent}") + behind;
    }

    /// <summary>Adds an entry at the end of a list, which is made if it is not there.</summary>
    /// <param name="json">The file.</param>
    /// <param name="value">JSON.</param>
    /// <param name="path">The names from the root on, the list's last.</param>
    /// <exception cref="JsonException">The file is not valid JSON.</exception>
    public static string Append(string json, string value, params ReadOnlySpan<string> path)
    {
        var place = Locate(Encoding.UTF8.GetBytes(json), path);
        return place is not { Missing: 0, Parts: { } parts } || json[place.Start] != '[' ? Set(json, $"[ {value} ]", path)
            : parts is [.., var last] ? JsonLayout.InsertLast(json, last.End, JsonLayout.LineBefore(json, last.Start), value)
            : JsonLayout.InsertOnly(json, place.Start + 1, null, value);
    }

    /// <summary>A text as JSON.</summary>
    public static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    /// <summary>A member with the objects that its path needs.</summary>
    private static string Member(ReadOnlySpan<string> path, string value, int depth, string indent)
    {
        if (path.Length == 1)
            return $"{Quote(path[0])}: {value}";
        var isInLine = depth + 1 > DeepestOfLines;
        var inner = Member(path[1..], value, depth + 1, indent + JsonLayout.Step);
        return $"{Quote(path[0])}: {(isInLine ? $"{{ {inner} }}" : $"{{\n{indent}{JsonLayout.Step}{inner}\n{indent}}}")}";
    }

    private static Place Locate(byte[] json, ReadOnlySpan<string> path)
    {
        var reader = new Utf8JsonReader(json, Lenient);
        reader.Read();
        var (start, depth) = ((int)reader.TokenStartIndex, 0);
        reader.Skip();
        var end = (int)reader.BytesConsumed;
        for (; depth < path.Length && json[start] == '{'; depth++)
        {
            var name = path[depth];
            if (PartsOf(json, start, end).Find(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } found)
                break;
            (start, end) = (found.Value, found.End);
        }
        var parts = json[start] is (byte)'{' or (byte)'[' ? PartsOf(json, start, end) : null;
        // An object that is wanted, and is a list or a text, is replaced.
        if (depth < path.Length && json[start] != '{')
            parts = null;
        return new(Chars(json, start), Chars(json, end), path.Length - depth,
            parts?.ConvertAll(p => new Part(p.Name, Chars(json, p.Start), Chars(json, p.Value), Chars(json, p.End))));
    }

    /// <summary>The members of an object, or the entries of a list.</summary>
    private static List<Part> PartsOf(byte[] json, int start, int end)
    {
        var parts = new List<Part>();
        var reader = new Utf8JsonReader(json.AsSpan(start, end - start), Lenient);
        reader.Read();
        var isObject = reader.TokenType == JsonTokenType.StartObject;
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            var (from, name) = (start + (int)reader.TokenStartIndex, isObject ? reader.GetString()! : "");
            if (isObject)
                reader.Read();
            var value = start + (int)reader.TokenStartIndex;
            reader.Skip();
            parts.Add(new(name, from, value, start + (int)reader.BytesConsumed));
        }

        return parts;
    }

    private static int Chars(byte[] json, int bytes) => Encoding.UTF8.GetCharCount(json, 0, bytes);

    /// <summary>Where a value stands, or the innermost one there of its path, how many names are missing, and what is in it.</summary>
    private readonly record struct Place(int Start, int End, int Missing, List<Part>? Parts);

    /// <summary>A member with its name, or an entry of a list.</summary>
    private sealed record Part(string Name, int Start, int Value, int End);
}
