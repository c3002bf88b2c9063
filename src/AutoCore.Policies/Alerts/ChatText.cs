namespace AutoCore.Policies.Alerts;

/// <summary>
/// Text that came from cameras, file names and servers, in characters that look alike and call nobody: no chat takes part of it for a mention, a link or
/// markup. What says the same to people stays: an address of mail, a unit's instance.
/// </summary>
public static class ChatText
{
    private const char At = '\uFF20';
    private const char Colon = '\uFF1A';
    private const int FullWidth = '\uFF01' - '!';

    /// <summary>Characters that some chat, Markdown or HTML takes for markup.</summary>
    private const string Markup = "<>&*_[]`~|\\{}#";

    /// <summary>Names that call many people, also within a word.</summary>
    private static readonly string[] Everybody = ["all", "channel", "everyone", "here", "room"];

    /// <summary>Without mentions (<c>@all</c>, <c>@name</c>) and links (<c>https://…</c>, <c>www.…</c>, <c>[text](…)</c>). Done twice it is the same.</summary>
    public static string Of(string text)
    {
        if (text.AsSpan().IndexOfAny("@:.]") < 0)
            return text;
        var result = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var rest = text.AsSpan(i + 1);
            result.Append(text[i] switch
            {
                '@' when !IsWithinAnAddress(text, i) => At,
                ':' when rest.StartsWith("//") => Colon,
                var same => same,
            });
            if (text[i] == ']' && (rest.StartsWith("(") || rest.StartsWith("[")))
                result.Append(' ');
            if (rest.StartsWith(".") && IsWww(text, i))
                result.Append(' ');
        }
        return result.ToString();
    }

    /// <summary>Also without <c>&lt;!channel&gt;</c>, <c>&lt;users/all&gt;</c> and HTML, for forms that have no escape of their own.</summary>
    public static string WithoutTags(string text)
    {
        if (!text.Contains('<', StringComparison.Ordinal))
            return text;
        var result = new StringBuilder(text);
        for (var i = 0; i < text.Length - 1; i++)
        {
            if (text[i] != '<' || !(char.IsAsciiLetter(text[i + 1]) || text[i + 1] is '!' or '@' or '#' or '/' or '?' or '\uFF20'))
                continue;
            result[i] = '\u2039';
            if (text.IndexOf('>', i) is > 0 and var end)
                result[end] = '\u203A';
        }
        return result.ToString();
    }

    /// <summary>Without anything that could be markup, for a far side that could not read it.</summary>
    public static string WithoutMarkup(string text) =>
        string.Create(text.Length, text, static (plain, from) =>
        {
            for (var i = 0; i < plain.Length; i++)
                plain[i] = Markup.Contains(from[i]) ? (char)(from[i] + FullWidth) : from[i];
        });

    /// <summary>As HTML's text and attributes have it.</summary>
    public static string Html(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal);

    private static bool IsWithinAnAddress(string text, int at) =>
        at > 0 && IsOfAnAddress(text[at - 1]) && at < text.Length - 1 && char.IsAsciiLetterOrDigit(text[at + 1])
        && !Array.Exists(Everybody, name => text.AsSpan(at + 1).StartsWith(name, StringComparison.OrdinalIgnoreCase));

    private static bool IsOfAnAddress(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '+';

    private static bool IsWww(string text, int last) =>
        last >= 2 && text.AsSpan(last - 2, 3).Equals("www", StringComparison.OrdinalIgnoreCase) && (last == 2 || !char.IsLetterOrDigit(text[last - 3]));
}
