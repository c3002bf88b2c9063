using System.Text.RegularExpressions;
using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Policies.Backups;

/// <summary>Takes secrets out of configuration text that goes into a backup: camera addresses often carry them.</summary>
public static partial class SecretMask
{
    /// <summary>What stands in a secret's place.</summary>
    public const string Mask = "***";

    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>Milliseconds that one pattern may take.</summary>
    private const int Patience = 5000;

    /// <summary>Settings that sound like a secret, and only say where one is or how it is used.</summary>
    private static readonly string[] OpenSettings =
        ["Auth", "PasswordKey", "PasswordKeys", "ProxyPasswordKey", "TokenKey", "UrlKey", "SecretsFile", "LoginTokenField", "LoginTokenIn", "KeyFile"];

    /// <summary>Masks passwords in addresses (<c>//user:password@host</c>, <c>?pwd=…</c>) and values of keys that name a secret; names of secrets (<c>…Key</c>)
    /// stay.</summary>
    public static string Apply(string text)
    {
        text = UserInfo().Replace(text, $"//${{user}}:{Mask}@");
        text = QueryValue()
            .Replace(text, static pair => AddressSecrets.IsSecretName(pair.Groups["name"].Value) ? $"{pair.Groups["start"].Value}={Mask}" : pair.Value);
        text = Headers().Replace(text, static section => HeaderValue().Replace(section.Value, $"${{key}}\"{Mask}\""));
        text = InnerValue().Replace(text, Masked);
        return KeyedValue().Replace(text, Masked);
    }

    private static string Masked(Match pair) =>
        IsSecret(pair) ? $"{pair.Groups["key"].Value}{pair.Groups["quote"].Value}{Mask}{pair.Groups["quote"].Value}" : pair.Value;

    private static bool IsSecret(Match pair) =>
        pair.Groups["name"].Value is var name && AddressSecrets.IsSecretName(name) && !OpenSettings.Contains(name, StringComparer.OrdinalIgnoreCase)
        && pair.Groups["value"].Length > 0 && !AddressSecrets.HidesIn(pair.Groups["value"].Value);

    /// <summary>A camera's own headers.</summary>
    [GeneratedRegex(@"""Headers""\s*:\s*\{[^{}]*(\{PasswordKey\}[^{}]*)*\}", Options, Patience)]
    private static partial Regex Headers();

    [GeneratedRegex(@"(?<key>""[^""]*""\s*:\s*)""(?![^""]*\{PasswordKey\})([^""\\]|\\.)*""", Options, Patience)]
    private static partial Regex HeaderValue();

    [GeneratedRegex("""//(?<user>[^/\s"':@]*):[^/\s"'@]*@""", Options, Patience)]
    private static partial Regex UserInfo();

    [GeneratedRegex("""(?<start>[?&;](?<name>[\w.-]+))=(?!\{PasswordKey\})[^&\s"'#;,]*""", Options, Patience)]
    private static partial Regex QueryValue();

    /// <summary>A key and its text.</summary>
    [GeneratedRegex("""(?<key>(?<quote>")(?<name>[\w.-]{1,100})"\s*:\s*)"(?<value>([^"\\]|\\.)*)\k<quote>""", Options, Patience)]
    private static partial Regex KeyedValue();

    /// <summary>The same as JSON inside of a setting (<c>LoginBody</c>), whose quotes are escaped, or doubled in CSV.</summary>
    [GeneratedRegex("""(?<key>(?<quote>\\"|"{2})(?<name>[\w.-]{1,100})\k<quote>\s*:\s*)\k<quote>(?<value>[^"\\]*)\k<quote>""", Options, Patience)]
    private static partial Regex InnerValue();
}
