using System.Collections.Frozen;

namespace AutoCore.Policies.Cameras.Portals;

/// <summary>Character references of a page (<c>&amp;#43;</c>, <c>&amp;#x2B;</c>, <c>&amp;plus;</c>), as tokens against forged requests are full of
/// them.</summary>
internal static class HtmlText
{
    /// <summary>The longest name that is known.</summary>
    private const int LongestName = 16;

    /// <summary>Names of characters of ASCII, which HTML 4 does not have (WHATWG HTML, 13.5).</summary>
    private static readonly FrozenDictionary<string, string> AsciiNames = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Tab"] = "\t",
        ["NewLine"] = "\n",
        ["excl"] = "!",
        ["num"] = "#",
        ["dollar"] = "$",
        ["percnt"] = "%",
        ["lpar"] = "(",
        ["rpar"] = ")",
        ["ast"] = "*",
        ["midast"] = "*",
        ["plus"] = "+",
        ["comma"] = ",",
        ["period"] = ".",
        ["sol"] = "/",
        ["colon"] = ":",
        ["semi"] = ";",
        ["equals"] = "=",
        ["quest"] = "?",
        ["commat"] = "@",
        ["lsqb"] = "[",
        ["lbrack"] = "[",
        ["bsol"] = "\\",
        ["rsqb"] = "]",
        ["rbrack"] = "]",
        ["Hat"] = "^",
        ["lowbar"] = "_",
        ["UnderBar"] = "_",
        ["grave"] = "`",
        ["DiacriticalGrave"] = "`",
        ["lcub"] = "{",
        ["lbrace"] = "{",
        ["verbar"] = "|",
        ["vert"] = "|",
        ["VerticalLine"] = "|",
        ["rcub"] = "}",
        ["rbrace"] = "}",
        ["AMP"] = "&",
        ["LT"] = "<",
        ["GT"] = ">",
        ["QUOT"] = "\"",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Names that count without their semicolon, too.</summary>
    private static readonly string[] Bare = ["amp", "lt", "gt", "quot"];

    /// <summary>An attribute's value, or text, as bytes of its page.</summary>
    /// <param name="text">As it stands in the page, each byte a character.</param>
    /// <param name="charset">How the page's text is written.</param>
    public static string Decode(string text, PageCharset charset)
    {
        if (!text.Contains('&', StringComparison.Ordinal))
            return text;
        var decoded = new StringBuilder(text.Length);
        var at = 0;
        while (text.IndexOf('&', at) is >= 0 and var ampersand)
        {
            decoded.Append(text, at, ampersand - at);
            at = ampersand;
            if (TryRead(text, ref at) is { } character)
                decoded.Append(charset.Encode(character));
            else
                decoded.Append(text[at++]);
        }
        return decoded.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>An address in an attribute: browsers drop tabs and line breaks from it, and what surrounds it.</summary>
    public static string DecodeAddress(string text, PageCharset charset) =>
        Decode(text, charset).Replace("\t", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal)
            .Replace("\n", "", StringComparison.Ordinal).Trim();

    private static string? TryRead(string text, ref int at)
    {
        var rest = text.AsSpan(at + 1);
        if (rest is ['#', ..])
            return ReadNumber(text, ref at);
        var length = 0;
        while (length < rest.Length && length <= LongestName && char.IsAsciiLetterOrDigit(rest[length]))
            length++;
        var name = rest[..length].ToString();
        if (length < rest.Length && rest[length] == ';')
        {
            var reference = text.Substring(at, length + 2);
            var character = AsciiNames.GetValueOrDefault(name) ?? System.Net.WebUtility.HtmlDecode(reference);
            if (character == reference)
                return null;
            at += reference.Length;
            return character;
        }
        // In an address, what looks like a name is one of the query's.
        if (!Bare.Contains(name) || (length < rest.Length && rest[length] == '='))
            return null;
        at += length + 1;
        return System.Net.WebUtility.HtmlDecode($"&{name};");
    }

    private static string? ReadNumber(string text, ref int at)
    {
        var isHex = at + 2 < text.Length && text[at + 2] is 'x' or 'X';
        var start = at + (isHex ? 3 : 2);
        var end = start;
        while (end < text.Length && (isHex ? char.IsAsciiHexDigit(text[end]) : char.IsAsciiDigit(text[end])))
            end++;
        if (end == start)
            return null;
        var isNumber =
            int.TryParse(text.AsSpan(start..end), isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        at = end < text.Length && text[end] == ';' ? end + 1 : end;
        // Numbers of Windows-1252 mean its characters.
        return !isNumber || number == 0 || !Rune.IsValid(number) ? "\uFFFD"
            : number is >= 0x80 and < 0xA0 ? PageCharset.Western.Decode(((char)number).ToString()) : new Rune(number).ToString();
    }
}
