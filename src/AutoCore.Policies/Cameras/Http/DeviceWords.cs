using System.Text;
using System.Text.RegularExpressions;
using AutoCore.Policies.Hosting;

namespace AutoCore.Policies.Cameras.Http;

/// <summary>What a device says instead of a picture, in a few safe words: a page's title, the values of JSON or XML, or a text as it stands.</summary>
public static partial class DeviceWords
{
    /// <summary>Characters that are shown.</summary>
    public const int Longest = 100;

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    /// <summary>Milliseconds that one pattern may take; the text is short.</summary>
    private const int Patience = 1000;

    /// <summary>What devices call a login that they do not take, a lock, or a user who may not; compared without case, blanks and hyphens.</summary>
    private static readonly string[] LoginWords =
    [
        "loginfail", "loginerror", "invalidlogin", "pleaselogin", "notloggedin", "notlogin", "unauthorized", "notauthorized", "wrongpassword", "invalidpassword",
        "passworderror", "passworderr", "incorrectpassword", "userorpassword", "usernameorpassword", "lockstatus", "accountlocked", "userlocked", "lowprivilege", "nopermission",
    ];

    /// <summary>The words; empty if there are none.</summary>
    /// <param name="body">The first bytes of an answer.</param>
    public static string Of(ReadOnlySpan<byte> body)
    {
        var text = TextOf(body);
        if (text.Length == 0)
            return "";
        var words = IsPage(text) ? Title().Match(text).Groups["title"].Value
            : text[0] == '<' ? Join(Element().Matches(text))
            : text[0] is '{' or '[' ? Join(Member().Matches(text))
            : text;
        return SafeText.Of(Secret().Replace(string.Join(' ', words.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)), "${name}=***"), Longest);
    }

    /// <summary>Whether a device's own message, with whatever status, says that the login is wrong or locked.</summary>
    public static bool RefusesLogin(ReadOnlySpan<byte> body)
    {
        var text = TextOf(body);
        // A web page may mention anything; a device's own message is a document of data.
        if (text.Length == 0 || text[0] is not ('{' or '[' or '<') || IsPage(text))
            return false;
        var plain = string.Concat(text.Where(char.IsAsciiLetter)).ToLowerInvariant();
        return LoginWords.Any(w => plain.Contains(w, StringComparison.Ordinal)) || FoscamRefusal().IsMatch(text);
    }

    private static bool IsPage(string text) => text.Contains("<html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase);

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
        .Where(p => p.Value.Length > 0 && !Hidden().IsMatch(p.Name)).Select(p => $"{p.Name} {p.Value}"));

    /// <summary>Names whose values are not shown: secrets, and addresses that may hold one.</summary>
    [GeneratedRegex("pass|pwd|token|secret|sig|key|ur[il]|user", Options, Patience)]
    private static partial Regex Hidden();

    [GeneratedRegex("<title[^>]*>(?<title>[^<]*)", Options, Patience)]
    private static partial Regex Title();

    [GeneratedRegex(@"<(?<name>[\w:.-]{1,40})(\s[^<>]*)?>(?<value>[^<>]+)(?=<)", Options, Patience)]
    private static partial Regex Element();

    [GeneratedRegex(@"""(?<name>[^""]{1,40})""\s*:\s*(""(?<value>[^""]*)""|(?<value>-?[\w.]+))", Options, Patience)]
    private static partial Regex Member();

    [GeneratedRegex(@"\b(?<name>[a-z]*(pass|pwd|token|secret|sig|key)[a-z]*)\s*[=:]\s*[^\s&,;]+", Options, Patience)]
    private static partial Regex Secret();

    /// <summary>Foscam's -2: user or password.</summary>
    [GeneratedRegex(@"<CGI_Result>\s*<result>\s*-2\s*</result>", Options, Patience)]
    private static partial Regex FoscamRefusal();
}
