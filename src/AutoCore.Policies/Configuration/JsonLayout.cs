namespace AutoCore.Policies.Configuration;

/// <summary>How what is added to a JSON file is laid out: two blanks a step, a line for each entry of what would be too long for one.</summary>
public static class JsonLayout
{
    /// <summary>A step of indentation.</summary>
    public const string Step = "  ";

    /// <summary>The longest line that is left as one, in characters.</summary>
    public const int LongestLine = 120;

    /// <summary>Breaks the new lines of a file that are too long; those that were there before stay as their owner wrote them.</summary>
    /// <param name="json">The file, valid JSON.</param>
    /// <param name="old">The file before.</param>
    public static string Fit(string json, string old)
    {
        var kept = old.Split('\n').ToHashSet(StringComparer.Ordinal);
        return string.Join('\n', json.Split('\n').Select(line => kept.Contains(line) ? line : Fit(line)));
    }

    /// <summary>The blanks that the line of a place begins with.</summary>
    internal static string IndentOf(string json, int place)
    {
        var line = json[StartOfLine(json, place)..];
        return line[..(line.Length - line.TrimStart(' ', '\t').Length)];
    }

    /// <summary>Whether an object or list begins within another one on the same line.</summary>
    internal static bool IsInLine(string json, int place) => json.AsSpan(StartOfLine(json, place)..place).IndexOfAny('{', '[') >= 0;

    /// <summary>The blanks before a member that begins a line; null if it stands behind others.</summary>
    internal static string? LineBefore(string json, int place)
    {
        var start = StartOfLine(json, place);
        return start > 0 && string.IsNullOrWhiteSpace(json[start..place]) ? json[start..place] : null;
    }

    /// <summary>Puts a member at the beginning of what begins before a place.</summary>
    internal static string InsertFirst(string json, int place, string? line, string member)
    {
        var behind = BehindComment(json, place);
        return $"{json[..behind]}{(line is null ? " " : $"\n{line}")}{member},{json[behind..]}";
    }

    /// <summary>Puts a member or entry behind the one that ends at a place; a comment at the end of its line stays with that.</summary>
    internal static string InsertBehind(string json, int place, string? line, string member)
    {
        var comma = json.Length - json[place..].TrimStart().Length;
        var hasComma = json[comma] == ',';
        var behind = BehindComment(json, hasComma ? comma + 1 : place);
        return $"{json[..place]}{(hasComma ? "" : ",")}{json[place..behind]}{(line is null ? " " : $"\n{line}")}{member}{(hasComma ? "," : "")}{json[behind..]}";
    }

    private static int StartOfLine(string json, int place) => place == 0 ? 0 : json.LastIndexOf('\n', place - 1) + 1;

    /// <summary>The end of a comment that ends the line of a place; that place if there is none.</summary>
    private static int BehindComment(string json, int place)
    {
        var end = json.IndexOf('\n', place) is >= 0 and var found ? found : json.Length;
        var rest = json[place..end].TrimEnd();
        var comment = rest.TrimStart();
        return comment.StartsWith("//", StringComparison.Ordinal)
            || (comment.StartsWith("/*", StringComparison.Ordinal) && comment.IndexOf("*/", StringComparison.Ordinal) == comment.Length - 2)
            ? place + rest.Length : place;
    }

    private static string Fit(string line) => line.Length <= LongestLine ? line : Break(line);

    /// <summary>A line whose first object or list that ends on it has a line for each entry.</summary>
    private static string Break(string line)
    {
        for (var at = 0; at < line.Length; at = Next(line, at))
        {
            if (line[at] is not ('{' or '[') || EndOf(line, at) is not (> 0 and var end) || string.IsNullOrWhiteSpace(line[(at + 1)..end]))
                continue;
            var indent = IndentOf(line, 0);
            var entries = EntriesOf(line[(at + 1)..end]).ToList();
            var broken = new StringBuilder(line[..(at + 1)]);
            for (var i = 0; i < entries.Count; i++)
                broken.Append('\n').Append(Fit($"{indent}{Step}{entries[i]}{(i < entries.Count - 1 ? "," : "")}"));
            return broken.Append('\n').Append(indent).Append(line[end..]).ToString();
        }

        return line;
    }

    /// <summary>What stands between the commas of an object's or list's inside.</summary>
    private static IEnumerable<string> EntriesOf(string inside)
    {
        var (from, depth) = (0, 0);
        for (var at = 0; at < inside.Length; at = Next(inside, at))
        {
            depth += DepthOf(inside[at]);
            if (inside[at] != ',' || depth != 0)
                continue;
            yield return inside[from..at].Trim();
            from = at + 1;
        }

        if (inside[from..].Trim() is { Length: > 0 } last)
            yield return last;
    }

    /// <summary>Where an object or list ends; -1 if on no place of this line.</summary>
    private static int EndOf(string line, int start)
    {
        var depth = 0;
        for (var at = start; at < line.Length; at = Next(line, at))
        {
            depth += DepthOf(line[at]);
            if (depth == 0)
                return at;
        }

        return -1;
    }

    private static int DepthOf(char character) => character switch { '{' or '[' => 1, '}' or ']' => -1, _ => 0 };

    /// <summary>The place behind a character, a text in quotation marks, or a comment.</summary>
    private static int Next(string line, int at)
    {
        if (line[at] == '"')
        {
            for (at++; at < line.Length && line[at] != '"'; at++)
                at += line[at] == '\\' ? 1 : 0;
            return at + 1;
        }

        if (line.AsSpan(at).StartsWith("//"))
            return line.Length;
        return line.AsSpan(at).StartsWith("/*") ? line.IndexOf("*/", at + 2, StringComparison.Ordinal) is >= 0 and var end ? end + 2 : line.Length : at + 1;
    }
}
