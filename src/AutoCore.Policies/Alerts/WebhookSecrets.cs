namespace AutoCore.Policies.Alerts;

/// <summary>What of a web address that is a secret itself must not be told, in whatever piece a server quotes it.</summary>
public static class WebhookSecrets
{
    /// <summary>Shorter pieces are words of the language.</summary>
    private const int ShortestWhole = 4, ShortestPiece = 6, LongestWord = 15;

    /// <summary>The address, its login, and what in path and query may be a key: the longest first.</summary>
    /// <param name="address">The address as it was given.</param>
    public static IReadOnlyList<string> Of(Uri address)
    {
        var password = address.UserInfo.Split(':', 2) is [_, var given] ? given : "";
        string[] wholes = [address.OriginalString, address.AbsoluteUri, address.PathAndQuery, address.UserInfo, password];
        // "services" and "sendMessage" are names of a service; T0LK3Y and what is longer than words are no names.
        var segments = address.AbsolutePath.Split('/', ':').Where(s => s.Length > LongestWord || s.Length >= ShortestPiece && s.Any(char.IsAsciiDigit));
        var values = address.Query.TrimStart('?').Split('&').Select(pair => pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..])
            .Append(address.Fragment.TrimStart('#')).Where(v => v.Length >= ShortestPiece);
        return [.. wholes.Where(w => w.Length >= ShortestWhole).Concat(segments).Concat(values).SelectMany(s => new[] { s, Uri.UnescapeDataString(s) })
            .Distinct(StringComparer.Ordinal).OrderByDescending(s => s.Length)];
    }
}
