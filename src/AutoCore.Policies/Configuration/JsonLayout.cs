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
        var ends = LineEnds.Of(json);
        return string.Join('\n', json.Split('\n').Select(line => kept.Contains(line) ? line : FitLine(line, ends)));
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
        var behind = BehindComments(json, place);
        return $"{json[..behind]}{Gap(json, place, behind, line)}{LineEnds.Like(json, member)},{json[behind..]}";
    }

    /// <summary>Puts a member behind the one that ends at a place; comments at the end of its line stay with that.</summary>
    internal static string InsertBehind(string json, int place, string? line, string member) => InsertBehind(json, place, line, member, BehindComments);

    /// <summary>Puts an entry at the end of a list; all comments behind the last entry stay behind that.</summary>
    /// <param name="json">The file.</param>
    /// <param name="place">The end of the last entry.</param>
    /// <param name="line">The blanks with which a line of its own begins; null: it stands on the line of the last entry.</param>
    /// <param name="entry">The entry.</param>
    internal static string InsertLast(string json, int place, string? line, string entry) => InsertBehind(json, place, line, entry, BehindAllComments);

    /// <summary>Puts an entry into an empty list, behind the comments in it.</summary>
    /// <param name="json">The file.</param>
    /// <param name="place">Behind the list's bracket.</param>
    /// <param name="line">As for <see cref="InsertLast"/>.</param>
    /// <param name="entry">The entry.</param>
    internal static string InsertOnly(string json, int place, string? line, string entry)
    {
        var behind = BehindAllComments(json, place);
        var rest = json[behind..].TrimStart();
        var blanks = json[behind..^rest.Length];
        var close = line is null ? behind > place && blanks.Length > 0 ? blanks : " "
            : blanks.AsSpan().ContainsAny('\r', '\n') ? blanks : LineEnds.Of(json);
        return $"{json[..behind]}{Gap(json, place, behind, line)}{LineEnds.Like(json, entry)}{close}{rest}";
    }

    private static string InsertBehind(string json, int place, string? line, string member, Func<string, int, int> skip)
    {
        var comma = CommaBehind(json, place);
        var from = comma < 0 ? place : comma + 1;
        var behind = skip(json, from);
        var added = $"{Gap(json, from, behind, line)}{LineEnds.Like(json, member)}";
        return comma < 0 ? $"{json[..place]},{json[place..behind]}{added}{json[behind..]}" : $"{json[..behind]}{added},{json[behind..]}";
    }

    /// <summary>What stands before something that is added: on the line of a comment that ends it nothing else can.</summary>
    private static string Gap(string json, int from, int behind, string? line) => line is not null ? LineEnds.Of(json) + line
        : EndsInLineComment(json, from, behind) ? $"{LineEnds.Of(json)}{IndentOf(json, from)}{Step}" : " ";

    private static bool EndsInLineComment(string json, int from, int to)
    {
        var isLine = false;
        while (from < to)
        {
            isLine = json.AsSpan(from).StartsWith("//");
            from += Math.Max(1, CommentAt(json, from));
        }
        return isLine;
    }

    private static int StartOfLine(string json, int place) => place == 0 ? 0 : json.LastIndexOf('\n', place - 1) + 1;

    /// <summary>Where the comma behind a place is, with blanks and comments before it at most; -1 if there is none.</summary>
    private static int CommaBehind(string json, int place)
    {
        while (place < json.Length && (char.IsWhiteSpace(json[place]) || CommentAt(json, place) > 0))
            place += Math.Max(1, CommentAt(json, place));
        return place < json.Length && json[place] == ',' ? place : -1;
    }

    /// <summary>The end of the comments with which the line of a place, or what it stands in, ends; that place if there are none.</summary>
    private static int BehindComments(string json, int place)
    {
        var end = place;
        for (var at = place; at < json.Length && json[at] is not ('\n' or '\r');)
        {
            var comment = CommentAt(json, at);
            if (comment == 0 && !char.IsWhiteSpace(json[at]))
                return json[at] is '}' or ']' ? end : place;
            at += Math.Max(1, comment);
            end = comment > 0 ? at : end;
        }
        return end;
    }

    /// <summary>The end of the last comment before anything else stands; the place if there is none.</summary>
    private static int BehindAllComments(string json, int place)
    {
        var end = place;
        while (place < json.Length && (char.IsWhiteSpace(json[place]) || CommentAt(json, place) > 0))
        {
            var comment = CommentAt(json, place);
            place += Math.Max(1, comment);
            end = comment > 0 ? place : end;
        }
        return end;
    }

    /// <summary>The length of the comment that begins at a place; 0 if none does. The end of its line is none of it.</summary>
    private static int CommentAt(string json, int place)
    {
        var text = json.AsSpan(place);
        if (text.StartsWith("//"))
            return text.IndexOfAny('\r', '\n') is >= 0 and var end ? end : text.Length;
        if (!text.StartsWith("/*"))
            return 0;
        return text[2..].IndexOf("*/") is >= 0 and var close ? close + 4 : text.Length;
    }

    private static string FitLine(string line, string ends) => line.Length <= LongestLine ? line : Break(line, ends);

    /// <summary>A line whose first object or list that ends on it has a line for each entry.</summary>
    private static string Break(string line, string ends)
    {
        for (var at = 0; at < line.Length; at = Next(line, at))
        {
            if (line[at] is not ('{' or '[') || EndOf(line, at) is not (> 0 and var end) || string.IsNullOrWhiteSpace(line[(at + 1)..end]))
                continue;
            var indent = IndentOf(line, 0);
            var entries = EntriesOf(line[(at + 1)..end]).ToList();
            var broken = new StringBuilder(line[..(at + 1)]);
            for (var i = 0; i < entries.Count; i++)
                broken.Append(ends).Append(FitLine($"{indent}{Step}{entries[i]}{(i < entries.Count - 1 ? "," : "")}", ends));
            return broken.Append(ends).Append(indent).Append(line[end..]).ToString();
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
