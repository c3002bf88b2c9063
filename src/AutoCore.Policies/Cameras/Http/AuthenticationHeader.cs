namespace AutoCore.Policies.Cameras.Http;

/// <summary>
/// Reads <c>WWW-Authenticate</c>: schemes with their parameters, several of them in one line, quoted or not, as cameras send them. Values stand as they were
/// sent, since they go back byte for byte; <see cref="Unescape"/> gives their meaning.
/// </summary>
public static class AuthenticationHeader
{
    /// <summary>The schemes in order, each with its parameters; names of parameters are compared without case.</summary>
    public static IReadOnlyList<(string Scheme, IReadOnlyDictionary<string, string> Values)> Parse(string header)
    {
        var schemes = new List<(string, IReadOnlyDictionary<string, string>)>();
        Dictionary<string, string>? values = null;
        var at = 0;
        while (SkipSeparators(header, ref at))
        {
            var word = TakeWord(header, ref at);
            if (word.Length == 0)
            {
                at++;
                continue;
            }
            var equals = at;
            while (equals < header.Length && header[equals] == ' ')
                equals++;
            if (values is not null && equals < header.Length && header[equals] == '=')
            {
                at = equals + 1;
                values[word] = TakeValue(header, ref at);
            }
            else
            {
                values = new(StringComparer.OrdinalIgnoreCase);
                schemes.Add((word, values));
            }
        }
        return schemes;
    }

    /// <summary>
    /// What a quoted value means. Only quotes and backslashes are escaped: a realm such as <c>C:\cam</c> is sent by devices that know of no escapes.
    /// </summary>
    public static string Unescape(string raw)
    {
        if (!raw.Contains('\\'))
            return raw;
        var value = new StringBuilder(raw.Length);
        for (var at = 0; at < raw.Length; at++)
        {
            if (raw[at] == '\\' && at + 1 < raw.Length && raw[at + 1] is '"' or '\\')
                at++;
            value.Append(raw[at]);
        }
        return value.ToString();
    }

    private static bool SkipSeparators(string text, ref int at)
    {
        while (at < text.Length && text[at] is ' ' or ',' or ';' or '\t')
            at++;
        return at < text.Length;
    }

    private static string TakeWord(string text, ref int at) => Take(text, ref at, " ,;=\t\"");

    private static string Take(string text, ref int at, ReadOnlySpan<char> ends)
    {
        var length = text.AsSpan(at).IndexOfAny(ends) is >= 0 and var end ? end : text.Length - at;
        at += length;
        return text.Substring(at - length, length);
    }

    private static string TakeValue(string text, ref int at)
    {
        while (at < text.Length && text[at] == ' ')
            at++;
        if (at == text.Length || text[at] != '"')
            return Take(text, ref at, " ,;\t");
        var start = ++at;
        while (at < text.Length && text[at] != '"')
            at += text[at] == '\\' && at + 1 < text.Length && text[at + 1] is '"' or '\\' ? 2 : 1;
        var value = text[start..Math.Min(at, text.Length)];
        at++;
        return value;
    }
}
