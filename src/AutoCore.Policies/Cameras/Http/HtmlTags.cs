namespace AutoCore.Policies.Cameras.Http;

/// <summary>A tag of a page.</summary>
/// <param name="Name">Its name in lower case, with the slash of an end tag.</param>
/// <param name="Attributes">Its attributes, names without case.</param>
internal readonly record struct HtmlTag(string Name, IReadOnlyDictionary<string, string> Attributes);

/// <summary>The tags of a page, read once from its beginning to its end: no page makes this take longer than its length.</summary>
internal static class HtmlTags
{
    /// <summary>Attributes of one tag that are read.</summary>
    private const int MostAttributes = 32;

    private static readonly Dictionary<string, string> NoAttributes = [];

    /// <summary>Reads those tags whose names are wanted.</summary>
    public static IEnumerable<HtmlTag> Read(string page, params IReadOnlyList<string> wanted)
    {
        for (var at = page.IndexOf('<'); at >= 0; at = page.IndexOf('<', at))
        {
            at++;
            if (page.AsSpan(at).StartsWith("!--"))
            {
                at = page.IndexOf("-->", at, StringComparison.Ordinal) is >= 0 and var end ? end : page.Length;
                continue;
            }
            var start = at;
            while (at < page.Length && (char.IsAsciiLetterOrDigit(page[at]) || (page[at] == '/' && at == start)))
                at++;
            // A name longer than any wanted one is not worth a string.
            var name = at - start <= 16 ? page[start..at].ToLowerInvariant() : "";
            if (wanted.Contains(name))
                yield return new(name, name[0] == '/' ? NoAttributes : ReadAttributes(page, ref at));
        }
    }

    private static Dictionary<string, string> ReadAttributes(string page, ref int at)
    {
        var attributes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (at < page.Length && page[at] is not ('>' or '<'))
        {
            var start = at;
            while (at < page.Length && (char.IsLetterOrDigit(page[at]) || page[at] is '-' or '_' or ':' or '.'))
                at++;
            if (at == start)
            {
                at++;
                continue;
            }
            var name = page.AsSpan(start..at);
            SkipSpace(page, ref at);
            var value = at < page.Length && page[at] == '=' ? ReadValue(page, ref at) : "";
            if (attributes.Count < MostAttributes)
                attributes.TryAdd(name.ToString(), Decode(value));
        }
        return attributes;
    }

    private static string ReadValue(string page, ref int at)
    {
        at++;
        SkipSpace(page, ref at);
        var start = at;
        if (at < page.Length && page[at] is '"' or '\'')
        {
            var end = page.IndexOf(page[at], at + 1);
            at = end < 0 ? page.Length : end + 1;
            return page[(start + 1)..(end < 0 ? page.Length : end)];
        }
        while (at < page.Length && page[at] != '>' && !char.IsWhiteSpace(page[at]))
            at++;
        return page[start..at];
    }

    private static void SkipSpace(string page, ref int at)
    {
        while (at < page.Length && char.IsWhiteSpace(page[at]))
            at++;
    }

    /// <summary>The few references that an attribute needs; the ampersand last, since it begins the others.</summary>
    private static string Decode(string text) => text
        .Replace("&quot;", "\"", StringComparison.Ordinal).Replace("&#39;", "'", StringComparison.Ordinal)
        .Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);
}
