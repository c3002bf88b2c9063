namespace AutoCore.Policies.Alerts;

/// <summary>Cuts and cleans text that came from cameras, file names and servers before it goes to people.</summary>
public static class PlainText
{
    /// <summary>One line without control, format and lone surrogate characters, cut to a length in characters.</summary>
    public static string Line(string text, int longest)
    {
        var line = new StringBuilder(Math.Min(text.Length, longest));
        foreach (var rune in text.EnumerateRunes())
        {
            if (text.Length > longest && line.Length + rune.Utf16SequenceLength >= longest)
                return line.Append('…').ToString();
            line.Append(IsPlain(rune) ? rune.ToString() : " ");
        }
        return line.ToString();
    }

    /// <summary>As many whole characters as fit into a number of bytes of UTF-8.</summary>
    public static string Fit(string text, int bytes)
    {
        if (Encoding.UTF8.GetByteCount(text) <= bytes)
            return text;
        const int ellipsis = 3;
        var (length, used) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            used += rune.Utf8SequenceLength;
            if (used > bytes - ellipsis)
                break;
            length += rune.Utf16SequenceLength;
        }
        return $"{text[..length]}…";
    }

    /// <summary>Format characters can turn a text's direction round, so that it reads as another one.</summary>
    private static bool IsPlain(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);
}
