using System.Text.RegularExpressions;
using AutoCore.Policies.Hosting;

namespace AutoCore.Policies.Cameras.Http;

/// <summary>What a device says instead of a picture, in a few safe words: a page's title, the values of JSON or XML, or a text as it stands.</summary>
public static partial class DeviceWords
{
    /// <summary>Characters that are shown.</summary>
    public const int Longest = 100;

    /// <summary>Characters that are shown where a login is locked: how long stands at their end.</summary>
    private const int LongestOfLock = 2 * Longest;

    /// <summary>Characters that are looked at for them.</summary>
    private const int Looked = 4 * Longest;

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    /// <summary>Milliseconds that one pattern may take; the text is short.</summary>
    private const int Patience = PatternTime.Most;

    /// <summary>Parts of further names whose values are not shown.</summary>
    private static readonly string[] HiddenParts = ["url", "uri", "user"];

    /// <summary>A text that is longer than this, characters, is not a device's message on a login.</summary>
    private const int LongestMessage = 200;

    /// <summary>The words; empty if there are none.</summary>
    /// <param name="body">The first bytes of an answer.</param>
    /// <param name="mask">Hides the secrets that the device was sent: before anything is cut, for half of one is one, too.</param>
    public static string Of(ReadOnlySpan<byte> body, Func<string, string>? mask = null)
    {
        var text = TextOf(body);
        if (text.Length == 0)
            return "";
        // What looks like a tag may be a part of a secret.
        text = mask?.Invoke(text) ?? text;
        var words = IsPage(text) ? Lockout.InPage(text) ?? System.Net.WebUtility.HtmlDecode(Title().Match(text).Groups["title"].Value)
            : text[0] == '<' ? System.Net.WebUtility.HtmlDecode(Join(Element().Matches(text)))
            : text[0] is '{' or '[' ? Unescape(Join(Member().Matches(text)))
            : text;
        var line = string.Join(' ', words.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        line = mask?.Invoke(line) ?? line;
        line = Lockout.Front(line, Longest);
        return SafeText.Of(WithoutSecrets(line.Length > Looked ? line[..Looked] : line), Lockout.IsSaid(line) ? LongestOfLock : Longest);
    }

    /// <summary>Whether a device's own message, with whatever status, says that it wants a login, or that one is wrong or locked.</summary>
    public static bool RefusesLogin(ReadOnlySpan<byte> body)
    {
        var text = TextOf(body);
        // A web page may mention anything; a device's own message is a document of data, or a line of text.
        var isData = text is ['{' or '[' or '<', ..];
        if (text.Length == 0 || IsPage(text) || (!isData && text.Length > LongestMessage))
            return false;
        if (isData)
            return DataWords.Say(text, RefusalWords.All) || FoscamRefusal().IsMatch(text) || StatusMember().IsMatch(text);
        var plain = DataWords.LettersOf(text);
        return RefusalWords.All.Any(w => plain.Contains(w, StringComparison.Ordinal));
    }

    /// <summary>Whether a body begins as a web page.</summary>
    public static bool IsPage(ReadOnlySpan<byte> body) => TextOf(body) is ['<', ..] text && IsPage(text);

    private static bool IsPage(string text) => text.Contains("<html", StringComparison.OrdinalIgnoreCase)
        || (text[0] == '<' && text.Contains("<form", StringComparison.OrdinalIgnoreCase)) || text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase);

    /// <summary>The body if it is text; what steers in it makes it none.</summary>
    private static string TextOf(ReadOnlySpan<byte> body)
    {
        foreach (var b in body)
        {
            if (b < ' ' && b is not ((byte)'\t' or (byte)'\r' or (byte)'\n'))
                return "";
        }
        return Encoding.UTF8.GetString(body).TrimStart('\uFEFF').Trim();
    }

    private static string Join(MatchCollection pairs) => string.Join(", ", pairs
        .Select(p => (Name: p.Groups["name"].Value, Value: p.Groups["value"].Value.Trim()))
        .Where(p => p.Value.Length > 0 && (IsLock(p.Name) || !IsHidden(p.Name)))
        .OrderBy(p => IsLock(p.Name) ? 0 : 1).Select(p => $"{p.Name} {p.Value}"));

    /// <summary>What tells of a lock, and how long, is told first.</summary>
    private static bool IsLock(string name) => name.Contains("lock", StringComparison.OrdinalIgnoreCase);

    /// <summary>JSON's escapes of characters; what steers is made safe afterwards.</summary>
    private static string Unescape(string json) => Escape().Replace(json, static e =>
        e.Value[1] == 'u' ? ((char)ushort.Parse(e.ValueSpan[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString() : e.Value[1..]);

    /// <summary>A value may hold pairs of its own, as an address does.</summary>
    private static string WithoutSecrets(string text) =>
        Pair().Replace(text, static p => IsHidden(p.Groups["name"].Value) ? $"{p.Groups["name"].Value}=***" : $"{p.Groups["start"].Value}{WithoutSecrets(p.Groups["value"].Value)}");

    /// <summary>Names whose values are not shown: secrets, and users and addresses that may hold one.</summary>
    private static bool IsHidden(string name) => AddressSecrets.IsSecretName(name) || Array.Exists(HiddenParts, part => name.Contains(part, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"\\(u[0-9a-f]{4}|[""/\\])", Options, Patience)]
    private static partial Regex Escape();

    [GeneratedRegex("<title[^>]*>(?<title>[^<]*)", Options, Patience)]
    private static partial Regex Title();

    [GeneratedRegex(@"<(?<name>[\w:.-]{1,40})(\s[^<>]*)?>(?<value>[^<>]+)(?=<)", Options, Patience)]
    private static partial Regex Element();

    [GeneratedRegex(@"""(?<name>[^""]{1,40})""\s*:\s*(""(?<value>([^""\\]|\\.)*)""|(?<value>-?[\w.]+))", Options, Patience)]
    private static partial Regex Member();

    [GeneratedRegex(@"(?<start>\b(?<name>[a-z][\w-]{0,60})\s*[=:]\s*)(?<value>[^\s&,;]+)", Options, Patience)]
    private static partial Regex Pair();

    /// <summary>A status of HTTP that a document tells, under another one.</summary>
    [GeneratedRegex(@"""(code|status|status_?code|error_?code|http_?status)""\s*:\s*""?(401|403)\b", Options, Patience)]
    private static partial Regex StatusMember();

    /// <summary>Foscam's -2, user or password, and -3, no right.</summary>
    [GeneratedRegex(@"<CGI_Result>\s*<result>\s*-[23]\s*</result>", Options, Patience)]
    private static partial Regex FoscamRefusal();
}
