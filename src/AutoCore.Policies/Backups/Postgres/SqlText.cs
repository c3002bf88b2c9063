namespace AutoCore.Policies.Backups.Postgres;

/// <summary>Texts of a dump in a form that no session's encoding changes.</summary>
public static class SqlText
{
    /// <summary>A text with each byte that is not ASCII as <c>\xNN</c>: the server takes those bytes as they are, in whatever encoding they were.</summary>
    /// <param name="text">As it stands in the dump, with its quotes, and with E before them where it has escapes.</param>
    public static string Escape(ReadOnlySpan<byte> text)
    {
        if (!text.ContainsAnyInRange((byte)0x80, (byte)0xFF))
            return Encoding.ASCII.GetString(text);
        var isEscaping = text[0] != '\'';
        var escaped = new StringBuilder(isEscaping ? "" : "E");
        foreach (var b in text)
        {
            if (b >= 0x80)
                escaped.Append(CultureInfo.InvariantCulture, $"\\x{b:x2}");
            else if (b == '\\' && !isEscaping)
                escaped.Append(@"\\");
            else
                escaped.Append((char)b);
        }
        return escaped.ToString();
    }
}
