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

    private const string Rtsp = "rtsp";
    private const string Rtsps = "rtsps";
    private const string Onvif = "onvif";
    private const int RtspPort = 554;
    private const int RtspsPort = 322;
    private const int HttpPort = 80;

    private static readonly UriCreationOptions AsItStands = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>The address; null if it is none.</summary>
    public static Uri? Create(string text)
    {
        text = text.Trim();
        const string slashes = "://";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || !IsAsked(url) || !text.AsSpan(url.Scheme.Length).StartsWith(slashes))
            return null;
        var afterScheme = url.Scheme.Length + slashes.Length;
        var end = text.IndexOfAny(['/', '\\', '?', '#'], afterScheme) is >= 0 and var found ? found : text.Length;
        var rest = Encode(text.AsSpan(end));
        // The zone of a link-local address is written %25eth0 (RFC 6874), and is eth0.
        var host = text[afterScheme..end] is ['[', ..] literal ? literal.Replace("%25", "%", StringComparison.Ordinal) : text[afterScheme..end];
        return new($"{url.Scheme}://{host}{(rest is ['/', ..] ? "" : "/")}{rest}", in AsItStands);
    }

    /// <summary>Whether a camera may be asked there: by http, https, rtsp, rtsps or onvif.</summary>
    public static bool IsAsked(Uri url) => url.Scheme is "http" or "https" or Rtsp or Rtsps or Onvif && url.Host.Length > 0;

    /// <summary>Whether a device is asked there where its pictures are.</summary>
    public static bool IsOnvif(Uri url) => url.Scheme == Onvif;

    /// <summary>Whether a camera is asked for a video stream there.</summary>
    public static bool IsStream(Uri url) => url.Scheme is Rtsp or Rtsps;

    /// <summary>Whether nobody on the way can read along.</summary>
    public static bool IsEncrypted(Uri url) => url.Scheme is "https" or Rtsps;

    /// <summary>The port; the usual one of the scheme where none is given.</summary>
    public static int PortOf(Uri url) => url.Port >= 0 ? url.Port : url.Scheme switch { Rtsps => RtspsPort, Onvif => HttpPort, _ => RtspPort };

    /// <summary>What shares the limits and the fate of one host: its name and port.</summary>
    public static string HostOf(Uri url) =>
        IsStream(url) && url.Port < 0 ? string.Create(CultureInfo.InvariantCulture, $"{url.Authority}:{PortOf(url)}") : url.Authority;

    /// <summary>Whether one leads to the other's very scheme, host name and port.</summary>
    public static bool IsSamePlace(Uri url, Uri other) =>
        url.Scheme == other.Scheme && PortOf(url) == PortOf(other) && url.Host.TrimEnd('.').Equals(other.Host.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);

    /// <summary>Scheme, host and port as browsers name whom a page comes from: in ASCII, a usual port left out.</summary>
    public static string OriginOf(Uri url) =>
        $"{url.Scheme}://{(url.HostNameType == UriHostNameType.IPv6 ? url.Host : url.IdnHost)}{(url.IsDefaultPort ? "" : string.Create(CultureInfo.InvariantCulture, $":{url.Port}"))}";

    /// <summary>The whole address as it is sent: in ASCII, path and query as they stand.</summary>
    public static string TextOf(Uri url) => $"{OriginOf(url)}{url.PathAndQuery}";

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
