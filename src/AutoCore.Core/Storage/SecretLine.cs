namespace AutoCore.Core.Storage;

/// <summary>A line of the secrets file, <c>NAME=VALUE</c>, as a shell and systemd read it: optional <c>export</c>, blanks around <c>=</c>, quotation marks
/// around the value or its pieces.</summary>
internal static class SecretLine
{
    /// <summary>The secret's name; null if the line has none.</summary>
    public static string? NameOf(string line) => TrySplit(line, out var name, out _) ? name.ToString() : null;

    /// <summary>The secret, if the line is this one's; else null.</summary>
    /// <param name="name">The secret's name.</param>
    public static string? ValueOf(string line, string name)
    {
        if (!TrySplit(line, out var present, out var value) || !present.SequenceEqual(name))
            return null;
        return value switch
        {
            ['\'' or '"', ..] when Join(value) is { } joined => joined,
            ['\'', .. var plain, '\''] => plain.ToString(),
            ['"', .. var quoted, '"'] => Unescape(quoted) ?? value.ToString(),
            _ => value.ToString(),
        };
    }

    /// <summary>A line that is read back as it was given.</summary>
    public static string Write(string name, string value)
    {
        var line = new StringBuilder(name).Append("=\"");
        foreach (var character in value)
        {
            if (character is '"' or '\\' or '$' or '`')
                line.Append('\\');
            line.Append(character);
        }
        return line.Append('"').ToString();
    }

    private static bool TrySplit(ReadOnlySpan<char> line, out ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
    {
        var text = line.Trim();
        if (text.StartsWith("export "))
            text = text["export ".Length..];
        var at = text.IndexOf('=');
        name = at < 0 ? default : text[..at].Trim();
        value = at < 0 ? default : text[(at + 1)..].Trim();
        return at >= 0;
    }

    /// <summary>Quoted pieces and what stands between them, as <c>'it'\''s'</c> is <c>it's</c>. Null: they are none, as a password with one quotation
    /// mark.</summary>
    private static string? Join(ReadOnlySpan<char> value)
    {
        var joined = new StringBuilder(value.Length);
        while (!value.IsEmpty)
        {
            var mark = value[0];
            if (char.IsWhiteSpace(mark))
                return null;
            var length = mark is '\'' or '"' ? EndOf(value[1..], mark) : mark == '\\' ? 1 : 0;
            if (length < 0 || (mark == '\\' && value.Length == 1))
                return null;
            joined.Append(mark switch
            {
                '"' => Unescape(value.Slice(1, length)),
                '\'' => value.Slice(1, length).ToString(),
                '\\' => value[1].ToString(),
                _ => mark.ToString(),
            });
            value = value[(mark is '\'' or '"' ? length + 2 : length + 1)..];
        }
        return joined.ToString();
    }

    /// <summary>How many characters stand before the quotation mark that closes; -1 if none does.</summary>
    private static int EndOf(ReadOnlySpan<char> text, char mark)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == mark)
                return at;
            if (mark == '"' && text[at] == '\\')
                at++;
        }
        return -1;
    }

    /// <summary>Within double quotation marks a backslash makes the next of <c>" \ $ `</c> an ordinary character. Null: the last quotation mark is such a
    /// one.</summary>
    private static string? Unescape(ReadOnlySpan<char> quoted)
    {
        var value = new StringBuilder(quoted.Length);
        for (var at = 0; at < quoted.Length; at++)
        {
            if (quoted[at] == '\\' && at + 1 == quoted.Length)
                return null;
            if (quoted[at] == '\\' && quoted[at + 1] is '"' or '\\' or '$' or '`')
                at++;
            value.Append(quoted[at]);
        }
        return value.ToString();
    }
}
