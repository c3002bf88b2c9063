namespace AutoCore.Policies.Cameras.Inventory;

/// <summary>One row of a CSV file.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="IsOpen">Whether a quotation mark of it is never closed, so that it goes on to the end.</param>
public readonly record struct CsvRow(int Line, IReadOnlyList<string> Fields, bool IsOpen = false)
{
    /// <summary>Where its first character stands in the text.</summary>
    public int Start { get; init; }

    /// <summary>Where its last one ends.</summary>
    public int End { get; init; }
}

/// <summary>Reads CSV (RFC 4180) as spreadsheets write it: commas, semicolons or tabs, perhaps named by a first line <c>sep=;</c>, fields in quotation marks
/// that may hold them and line breaks.</summary>
public static class CsvTable
{
    /// <summary>The rows that hold anything, one at a time; the separator is the one that the first line has more of.</summary>
    public static IEnumerable<CsvRow> Parse(string text)
    {
        var (separator, at) = SeparatorOf(text);
        var line = 1 + text.AsSpan(0, at).Count('\n');
        var isOpen = false;
        while (at < text.Length)
        {
            var (start, from) = (line, at);
            var fields = new List<string>();
            do
                fields.Add(TakeField(text, separator, ref at, ref line, out isOpen));
            while (TakeIf(text, separator, ref at));
            var to = at;
            _ = TakeIf(text, '\r', ref at);
            if (TakeIf(text, '\n', ref at))
                line++;
            if (fields.Any(f => f.Length > 0))
                yield return new(start, fields, isOpen) { Start = from, End = to };
        }
    }

    /// <summary>The separator, and where the table begins.</summary>
    internal static (char Separator, int Start) SeparatorOf(string text)
    {
        var begin = text.Length - text.AsSpan().TrimStart("\r\n ").Length;
        var end = text.IndexOf('\n', begin) is >= 0 and var at ? at : text.Length;
        var first = text.AsSpan(begin..end).TrimEnd('\r').Trim('"');
        if (first is ['s' or 'S', 'e' or 'E', 'p' or 'P', '=', var named])
            return (named, Math.Min(end + 1, text.Length));
        var (tabs, semicolons, commas) = (first.Count('\t'), first.Count(';'), first.Count(','));
        return (tabs > semicolons && tabs > commas ? '\t' : semicolons > commas ? ';' : ',', begin);
    }

    private static string TakeField(string text, char separator, ref int at, ref int line, out bool isOpen)
    {
        var field = new StringBuilder();
        var isQuoted = TakeIf(text, '"', ref at);
        while (at < text.Length)
        {
            var c = text[at];
            if (isQuoted ? c == '"' : c == separator || c is '\r' or '\n')
            {
                if (!isQuoted)
                    break;
                at++;
                // A doubled quotation mark is one; a single one ends the quotation.
                if (!TakeIf(text, '"', ref at))
                {
                    isQuoted = false;
                    continue;
                }
            }
            else
            {
                at++;
            }
            line += c == '\n' ? 1 : 0;
            field.Append(c);
        }
        isOpen = isQuoted;
        return field.ToString().Trim();
    }

    private static bool TakeIf(string text, char c, ref int at)
    {
        if (at >= text.Length || text[at] != c)
            return false;
        at++;
        return true;
    }
}
