using System.Text;
using System.Text.Json;

namespace AutoCore.Policies.Configuration;

/// <summary>Changes single values in the text of a JSON file; everything else, comments and layout included, stays as its owner wrote it.</summary>
public static class JsonEditor
{
    private static readonly JsonReaderOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The text of a value, or null if the file has none there.</summary>
    /// <exception cref="JsonException">The file is not valid JSON.</exception>
    public static string? Find(string json, params ReadOnlySpan<string> path)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var place = Locate(bytes, path);
        return place.Missing == 0 ? Encoding.UTF8.GetString(bytes, place.Start, place.Length) : null;
    }

    /// <summary>Puts a value in place of the one there, or adds it, with the objects that it needs around it.</summary>
    /// <param name="json">The file.</param>
    /// <param name="value">JSON.</param>
    /// <param name="path">The names from the root on; case does not matter.</param>
    /// <exception cref="JsonException">The file is not valid JSON.</exception>
    public static string Set(string json, string value, params ReadOnlySpan<string> path)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var place = Locate(bytes, path);
        var text = value;
        for (var i = path.Length - 1; i > path.Length - place.Missing; i--)
            text = $"{{ {Quote(path[i])}: {text} }}";
        var before = Encoding.UTF8.GetString(bytes, 0, place.Start);
        var behind = Encoding.UTF8.GetString(bytes, place.Start + place.Length, bytes.Length - place.Start - place.Length);
        if (place.Missing == 0) return before + text + behind;

        var member = $"{Quote(path[^place.Missing])}: {text}";
        if (!place.IsObject) return $"{before}{{ {member} }}{behind}";
        var gap = behind[..(behind.Length - behind.TrimStart().Length)];
        return place.IsEmpty ? $"{before} {member} {behind.TrimStart()}" : $"{before}{gap}{member},{behind}";
    }

    /// <summary>A text as JSON.</summary>
    public static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private static Place Locate(byte[] json, ReadOnlySpan<string> path)
    {
        var reader = new Utf8JsonReader(json, Lenient);
        reader.Read();
        for (var depth = 0; ; depth++)
        {
            var start = (int)reader.TokenStartIndex;
            if (depth == path.Length)
            {
                reader.Skip();
                return new(start, (int)reader.BytesConsumed - start, 0, IsObject: false, IsEmpty: false);
            }

            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                return new(start, (int)reader.BytesConsumed - start, path.Length - depth, IsObject: false, IsEmpty: false);
            }

            if (!Enter(ref reader, path[depth], out var isEmpty)) return new(start + 1, 0, path.Length - depth, IsObject: true, isEmpty);
        }
    }

    /// <summary>Moves from an object's start to the value of a member.</summary>
    private static bool Enter(ref Utf8JsonReader reader, string name, out bool isEmpty)
    {
        isEmpty = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            isEmpty = false;
            var isIt = string.Equals(reader.GetString(), name, StringComparison.OrdinalIgnoreCase);
            reader.Read();
            if (isIt) return true;
            reader.Skip();
        }

        return false;
    }

    /// <summary>Where a value stands, or where the first missing name of its path would.</summary>
    private readonly record struct Place(int Start, int Length, int Missing, bool IsObject, bool IsEmpty);
}
