using System.Text;

namespace AutoCore.Policies.Cameras;

/// <summary>Reads <c>WWW-Authenticate</c>: schemes with their parameters, several of them in one line, quoted or not, as cameras send them.</summary>
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

    private static bool SkipSeparators(string text, ref int at)
    {
        while (at < text.Length && text[at] is ' ' or ',' or '\t')
            at++;
        return at < text.Length;
    }

    private static string TakeWord(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] is not (' ' or ',' or '=' or '\t' or '"'))
            at++;
        return text[start..at];
    }

    private static string TakeValue(string text, ref int at)
    {
        while (at < text.Length && text[at] == ' ')
            at++;
        if (at == text.Length || text[at] != '"')
            return TakeWord(text, ref at);
        var value = new StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
                at++;
            value.Append(text[at]);
        }
        at++;
        return value.ToString();
    }
}
