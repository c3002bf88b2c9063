using System.Text;

namespace AutoCore.Policies.Cameras.Http;

/// <summary>
/// A camera's address as people write it: what stands in path and query is sent as it stands, since some devices want <c>%2e</c> or two slashes. Only what
/// cannot be sent
/// (blanks, letters beyond ASCII, a lone <c>%</c>) is percent-encoded, and what follows <c>#</c> is left out.
/// </summary>
public static class CameraAddress
{
    /// <summary>Legal beside letters and digits (RFC 3986), and brackets, which devices take in queries.</summary>
    private const string Legal = "-._~!$&'()*+,;=:@/?[]{}";

    private static readonly UriCreationOptions AsItStands = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>The address; null if it is none.</summary>
    public static Uri? Create(string text)
    {
        text = text.Trim();
        const string slashes = "://";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || !text.AsSpan(url.Scheme.Length).StartsWith(slashes))
            return null;
        var afterScheme = url.Scheme.Length + slashes.Length;
        var end = text.IndexOfAny(['/', '\\', '?', '#'], afterScheme) is >= 0 and var found ? found : text.Length;
        var rest = Encode(text.AsSpan(end));
        // The zone of a link-local address is written %25eth0 (RFC 6874), and is eth0.
        var host = text[afterScheme..end] is ['[', ..] literal ? literal.Replace("%25", "%", StringComparison.Ordinal) : text[afterScheme..end];
        return new($"{url.Scheme}://{host}{(rest is ['/', ..] ? "" : "/")}{rest}", in AsItStands);
    }

    /// <summary>Scheme, host and port as browsers name whom a page comes from: in ASCII, a usual port left out.</summary>
    public static string OriginOf(Uri url) =>
        $"{url.Scheme}://{(url.HostNameType == UriHostNameType.IPv6 ? url.Host : url.IdnHost)}{(url.IsDefaultPort ? "" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $":{url.Port}"))}";

    private static string Encode(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf('#');
        if (end >= 0)
            text = text[..end];
        var query = text.IndexOf('?');
        var encoded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiLetterOrDigit(c) || Legal.Contains(c, StringComparison.Ordinal)
                || (c == '%' && text[i..] is [_, var high, var low, ..] && char.IsAsciiHexDigit(high) && char.IsAsciiHexDigit(low)))
            {
                encoded.Append(c);
            }
            else if (c == '\\' && (query < 0 || i < query))
            {
                encoded.Append('/');
            }
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                encoded.Append(Uri.EscapeDataString(text.Slice(i++, 2)));
            }
            else
            {
                encoded.Append(Uri.EscapeDataString(text.Slice(i, 1)));
            }
        }
        return encoded.ToString();
    }
}
