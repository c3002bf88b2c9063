using System.Text.RegularExpressions;

namespace AutoCore.Policies.Cameras.Http;

/// <summary>
/// Secrets that an address only names: some devices want user name and password in it. <c>{UserName}</c> and <c>{PasswordKey}</c> stand for the values of these
/// two settings, and are filled in when a request is sent, so that no list, log or copy holds them.
/// </summary>
public static partial class AddressSecrets
{
    private const string UserName = "{UserName}";
    private const string PasswordKey = "{PasswordKey}";

    /// <summary>Words that are a secret's name, or the last one of it (<c>api_key</c>, <c>sessionKey</c>); compared without case.</summary>
    private static readonly string[] SecretWords = ["pass", "pw", "psw", "auth", "key", "sig", "psk", "pin", "authkey", "accesskey", "userkey"];

    /// <summary>Parts of a secret's name, wherever they stand in it.</summary>
    private static readonly string[] SecretParts =
        ["passw", "userpass", "pwd", "loginpas", "token", "secret", "senha", "signature", "apikey", "authorization", "credential"];

    /// <summary>Names of a session's number in an address; in a device's message they are words as others.</summary>
    private static readonly string[] SessionNames = ["sid", "session", "sessionid", "jsessionid", "phpsessid", "hash"];

    /// <summary>A header's shorter value is a number or a word, and no secret.</summary>
    private const int ShortestLiteral = 4;

    /// <summary>Headers that never hold a secret.</summary>
    private static readonly string[] OpenHeaders = ["referer", "origin", "accept-language"];

    /// <summary>Whether an address names one.</summary>
    public static bool IsIn(Uri address) => address.OriginalString.Contains(UserName, StringComparison.OrdinalIgnoreCase) || NamesPassword(address);

    /// <summary>Whether an address names the password.</summary>
    public static bool NamesPassword(Uri address) => HidesIn(address.OriginalString);

    /// <summary>Whether a header's value is a secret written out, as far as its name tells: any but a few may be.</summary>
    public static bool IsLiteralHeader(string name, string value) => !HidesIn(value) && !OpenHeaders.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether what goes by a name is a secret, in a query, a JSON or XML document, or a setting.</summary>
    public static bool IsSecretName(string name) =>
        Array.Exists(SecretParts, part => name.Contains(part, StringComparison.OrdinalIgnoreCase))
        || SecretWords.Contains(LastWordOf(name), StringComparer.OrdinalIgnoreCase);

    /// <summary>What stands behind the last separator, or begins with the last capital after a small letter.</summary>
    private static string LastWordOf(string name)
    {
        for (var i = name.Length - 1; i >= 0; i--)
        {
            if (!char.IsLetterOrDigit(name[i]))
                return name[(i + 1)..];
            if (i > 0 && char.IsUpper(name[i]) && char.IsLower(name[i - 1]))
                return name[i..];
        }
        return name;
    }

    /// <summary>A word in braces that stands for nothing, as <c>{Password}</c> does, and would be sent as it is; null if there is none.</summary>
    public static string? FindUnknown(string text)
    {
        for (var at = text.IndexOf('{', StringComparison.Ordinal); at >= 0; at = text.IndexOf('{', at + 1))
        {
            var word = text[at..(text.IndexOf('}', at) + 1 is > 0 and var end ? end : at)];
            if (word.Length > 2 && word[1..^1].All(char.IsAsciiLetter) && !word.Equals(UserName, StringComparison.OrdinalIgnoreCase) && !HidesIn(word))
                return word;
        }
        return null;
    }

    /// <summary>Whether a text names the password instead of holding it.</summary>
    public static bool HidesIn(string text) => text.Contains(PasswordKey, StringComparison.OrdinalIgnoreCase);

    /// <summary>A header's value with the password.</summary>
    public static string FillHeader(string value, Func<string> password) =>
        HidesIn(value) ? value.Replace(PasswordKey, password(), StringComparison.OrdinalIgnoreCase) : value;

    /// <summary>The address with their values.</summary>
    /// <param name="address">The address that names them.</param>
    /// <param name="password">Finds the password; asked only where it is named.</param>
    public static Uri Fill(Uri address, string userName, Func<string> password)
    {
        var filled = address.OriginalString.Replace(UserName, Uri.EscapeDataString(userName), StringComparison.OrdinalIgnoreCase);
        return CameraAddress.Create(
            NamesPassword(address) ? filled.Replace(PasswordKey, Uri.EscapeDataString(password()), StringComparison.OrdinalIgnoreCase) : filled)!;
    }

    /// <summary>The text of an address with their values.</summary>
    public static string FillText(string address, string userName, string password) => address
        .Replace(UserName, Uri.EscapeDataString(userName), StringComparison.OrdinalIgnoreCase)
        .Replace(PasswordKey, Uri.EscapeDataString(password), StringComparison.OrdinalIgnoreCase);

    /// <summary>The name of a query's value that is a secret written out, or null.</summary>
    public static string? FindLiteral(string address) => PairsOf(address).FirstOrDefault(IsLiteral)?.Split('=')[0];

    /// <summary>The values of a query that are secrets written out, as they stand there.</summary>
    public static IEnumerable<string> LiteralsOf(string address) =>
        PairsOf(address).Where(IsLiteral).Select(static pair => pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]);

    /// <summary>An address's path with its passwords masked, as <c>/user=admin_password=***_channel=1</c>.</summary>
    public static string MaskPath(string path, string mask) => InPath().Replace(path, pair => IsLiteral(pair.Value) ? $"{pair.Groups["name"].Value}={mask}" : pair.Value);

    private static IEnumerable<string> PairsOf(string address)
    {
        var parts = address.Split(['?', '&', ';', '#']);
        return parts[1..].Concat(InPath().Matches(parts[0]).Select(static pair => pair.Value));
    }

    /// <summary>A password in a path, as XiongMai's recorders have it among other pairs.</summary>
    [GeneratedRegex("(?<=[/_&,])(?<name>[A-Z]{0,20}(pass|pwd|psw)[A-Z]{0,20})=[^/&,]{0,200}?(?=_[A-Z]{1,20}=|[/&,]|$)",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex InPath();

    /// <summary>What of a header's value is a secret written out: all of it, and what stands behind its first word, as in <c>Token abc</c>.</summary>
    public static IEnumerable<string> LiteralsOf(string name, string value)
    {
        if (value.Length < ShortestLiteral || !IsLiteralHeader(name, value))
            return [];
        var blank = value.TrimEnd().IndexOf(' ', StringComparison.Ordinal);
        return blank < 0 ? [value] : [value, value[(blank + 1)..]];
    }

    /// <summary>Whether a <c>name=value</c> of a query is a secret written out.</summary>
    public static bool IsLiteral(string pair)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && equals < pair.Length - 1 && !HidesIn(pair)
            && (IsSecretName(pair[..equals]) || SessionNames.Contains(pair[..equals], StringComparer.OrdinalIgnoreCase));
    }
}
