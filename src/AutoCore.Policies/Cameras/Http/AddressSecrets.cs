namespace AutoCore.Policies.Cameras.Http;

/// <summary>
/// Secrets that an address only names: some devices want user name and password in it. <c>{UserName}</c> and <c>{PasswordKey}</c> stand for the values of these
/// two settings, and are filled in when a request is sent, so that no list, log or copy holds them.
/// </summary>
public static class AddressSecrets
{
    private const string UserName = "{UserName}";
    private const string PasswordKey = "{PasswordKey}";

    /// <summary>Words that are a secret's name, or the last one of it (<c>api_key</c>, <c>sessionKey</c>); compared without case.</summary>
    private static readonly string[] SecretWords = ["pass", "pw", "psw", "auth", "key", "sig", "psk", "pin"];

    /// <summary>Parts of a secret's name, wherever they stand in it.</summary>
    private static readonly string[] SecretParts =
        ["passw", "userpass", "pwd", "loginpas", "token", "secret", "senha", "signature", "apikey", "authorization", "credential"];

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

    /// <summary>Whether a text names the password instead of holding it.</summary>
    public static bool HidesIn(string text) => text.Contains(PasswordKey, StringComparison.OrdinalIgnoreCase);

    /// <summary>A header's value with the password.</summary>
    public static string FillHeader(string value, Func<string> password) =>
        HidesIn(value) ? value.Replace(PasswordKey, password(), StringComparison.OrdinalIgnoreCase) : value;

    /// <summary>The address with their values.</summary>
    /// <param name="address">The address that names them.</param>
    /// <param name="userName">The user name.</param>
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
    public static string? FindLiteral(string address) => address.Split(['?', '&', ';', '#'])[1..].FirstOrDefault(IsLiteral)?.Split('=')[0];

    /// <summary>Whether a <c>name=value</c> of a query is a secret written out.</summary>
    public static bool IsLiteral(string pair)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && equals < pair.Length - 1 && !HidesIn(pair) && IsSecretName(pair[..equals]);
    }
}
