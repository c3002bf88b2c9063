namespace AutoCore.Policies.Cameras.Portals;

/// <summary>A tag of a page.</summary>
/// <param name="Name">Its name in lower case, with the slash of an end tag.</param>
/// <param name="Attributes">Its attributes as they stand, names without case.</param>
/// <param name="Start">Where it begins in the page.</param>
/// <param name="End">Where what follows it begins.</param>
internal readonly record struct HtmlTag(string Name, IReadOnlyDictionary<string, string> Attributes, int Start, int End);

/// <summary>
/// The tags of a page as a browser finds them (WHATWG HTML, 13.2.5), read once from its beginning to its end: no page makes this take longer than its length.
/// Comments, scripts and other raw text hold no tags; a tag that the page's end cuts is none.
/// </summary>
internal static class HtmlTags
{
    /// <summary>Attributes of one tag that are read.</summary>
    private const int MostAttributes = 32;

    private const int LongestName = 16;

    private static readonly Dictionary<string, string> NoAttributes = [];

    /// <summary>Elements whose content is text, whatever it looks like.</summary>
    private static readonly string[] RawElements = ["script", "style", "textarea", "title", "iframe", "xmp", "noembed", "noframes"];

    /// <summary>Reads those tags whose names are wanted.</summary>
    public static IEnumerable<HtmlTag> Read(string page, params IReadOnlyList<string> wanted)
    {
        for (var at = page.IndexOf('<'); at >= 0 && at < page.Length; at = page.IndexOf('<', at))
        {
            var start = at++;
            if (!IsTag(page, at))
            {
                at = SkipMarkup(page, at);
                continue;
            }
            var nameStart = at++;
            while (at < page.Length && page[at] is not ('/' or '>') && !char.IsWhiteSpace(page[at]))
                at++;
            // A name longer than any wanted one is not worth a string.
            var name = at - nameStart <= LongestName ? page[nameStart..at].ToLowerInvariant() : "";
            var isWanted = wanted.Contains(name);
            var attributes = isWanted && name[0] != '/' ? new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) : null;
            if (!ReadAttributes(page, ref at, attributes))
                yield break;
            if (isWanted)
                yield return new(name, attributes ?? NoAttributes, start, at);
            if (RawElements.Contains(name))
                at = EndOfRaw(page, at, name);
        }
    }

    private static bool IsTag(string page, int at) =>
        at < page.Length && (char.IsAsciiLetter(page[at]) || (page[at] == '/' && at + 1 < page.Length && char.IsAsciiLetter(page[at + 1])));

    /// <summary>What begins as a tag and is none: a comment, a declaration, or text.</summary>
    private static int SkipMarkup(string page, int at)
    {
        var rest = page.AsSpan(at);
        if (rest.StartsWith("!--"))
            return EndOfComment(page, at + 3);
        if (rest is ['!' or '?', ..] or ['/', _, ..])
            return page.IndexOf('>', at) is >= 0 and var end ? end + 1 : page.Length;
        return at;
    }

    private static int EndOfComment(string page, int at)
    {
        if (page.AsSpan(at) is ['>', ..] or ['-', '>', ..])
            return page.IndexOf('>', at) + 1;
        while (page.IndexOf("--", at, StringComparison.Ordinal) is >= 0 and var end)
        {
            if (page.AsSpan(end + 2) is ['>', ..] or ['!', '>', ..])
                return page.IndexOf('>', end) + 1;
            at = end + 1;
        }
        return page.Length;
    }

    private static int EndOfRaw(string page, int at, string name)
    {
        while (page.IndexOf($"</{name}", at, StringComparison.OrdinalIgnoreCase) is >= 0 and var end)
        {
            at = end + name.Length + 2;
            if (at == page.Length || page[at] is '/' or '>' || char.IsWhiteSpace(page[at]))
                return end;
        }
        return page.Length;
    }

    /// <summary>Reads to the end of the tag.</summary>
    /// <returns>False if there is none.</returns>
    private static bool ReadAttributes(string page, ref int at, Dictionary<string, string>? attributes)
    {
        while (at < page.Length)
        {
            if (page[at] == '>')
            {
                at++;
                return true;
            }
            if (page[at] == '/' || char.IsWhiteSpace(page[at]))
            {
                at++;
                continue;
            }
            var start = at++;
            while (at < page.Length && page[at] is not ('=' or '/' or '>') && !char.IsWhiteSpace(page[at]))
                at++;
            var name = start..at;
            SkipSpace(page, ref at);
            var value = at < page.Length && page[at] == '=' ? ReadValue(page, ref at) : default;
            if (attributes?.Count < MostAttributes)
                attributes.TryAdd(page[name], page[value]);
        }
        return false;
    }

    private static Range ReadValue(string page, ref int at)
    {
        at++;
        SkipSpace(page, ref at);
        var start = at;
        if (at < page.Length && page[at] is '"' or '\'')
        {
            var end = page.IndexOf(page[at], at + 1) is >= 0 and var quote ? quote : page.Length;
            at = Math.Min(end + 1, page.Length);
            return (start + 1)..end;
        }
        while (at < page.Length && page[at] != '>' && !char.IsWhiteSpace(page[at]))
            at++;
        return start..at;
    }

    private static void SkipSpace(string page, ref int at)
    {
        while (at < page.Length && char.IsWhiteSpace(page[at]))
            at++;
    }
}
