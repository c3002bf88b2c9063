using System.Text.RegularExpressions;

namespace AutoCore.Policies.Backups;

/// <summary>Takes secrets out of configuration text that goes into a backup: camera addresses often carry them.</summary>
public static partial class SecretMask
{
    /// <summary>What stands in a secret's place.</summary>
    public const string Mask = "***";

    /// <summary>Masks passwords in addresses (<c>//user:password@host</c>, <c>?pwd=…</c>) and values of keys that name a secret; names of secrets (<c>…Key</c>) stay.</summary>
    public static string Apply(string text)
    {
        text = UserInfo().Replace(text, $"//${{user}}:{Mask}@");
        text = QueryValue().Replace(text, $"${{name}}={Mask}");
        text = Headers().Replace(text, static section => HeaderValue().Replace(section.Value, $"${{key}}\"{Mask}\""));
        return KeyedValue().Replace(text, $"${{key}}\"{Mask}\"");
    }

    /// <summary>A camera's own headers.</summary>
    [GeneratedRegex(@"""Headers""\s*:\s*\{[^{}]*(\{PasswordKey\}[^{}]*)*\}", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Headers();

    [GeneratedRegex(@"(?<key>""[^""]*""\s*:\s*)""(?![^""]*\{PasswordKey\})([^""\\]|\\.)*""", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 5000)]
    private static partial Regex HeaderValue();

    [GeneratedRegex("""//(?<user>[^/\s"':@]*):[^/\s"'@]*@""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex UserInfo();

    [GeneratedRegex("""(?<name>[?&;]([\w.-]*(pass(w(or)?[dt])?|pwd|loginpas|token|secret|senha|signature|auth|credential|api[_-]?key)|pw|psw|psk|pin|key|sig))=(?!\{PasswordKey\})[^&\s"'#;,]*""", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 5000)]
    private static partial Regex QueryValue();

    [GeneratedRegex(@"(?<key>""[^""]*(password|passwd|token|secret)""\s*:\s*)""([^""\\]|\\.)*""", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 5000)]
    private static partial Regex KeyedValue();
}
