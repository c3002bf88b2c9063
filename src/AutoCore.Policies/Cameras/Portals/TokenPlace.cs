using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Policies.Cameras.Portals;

/// <summary>Where a login's token goes in the requests that follow.</summary>
public enum TokenCarrier
{
    Header,
    Cookie,
    Query,
}

/// <summary>Where a login's token goes, as <c>LoginTokenIn</c> says it: <c>header:NAME</c>, <c>cookie:NAME</c> or <c>query:NAME</c>.</summary>
/// <param name="Carrier">The kind of place.</param>
/// <param name="Name">Its name.</param>
public sealed record TokenPlace(TokenCarrier Carrier, string Name)
{
    private const string Authorization = "Authorization";

    /// <summary>Reads it; null if it is none.</summary>
    public static TokenPlace? Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var name = text[(colon + 1)..].Trim();
        return (colon < 0 ? "" : text[..colon].Trim().ToLowerInvariant()) switch
        {
            "header" when HeaderText.IsFreeName(name) || IsAuthorization(name) => new(TokenCarrier.Header, name),
            "cookie" when HeaderText.IsToken(name) => new(TokenCarrier.Cookie, name),
            "query" when name.Length > 0 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~') =>
            new(TokenCarrier.Query, name),
            _ => null,
        };
    }

    /// <summary>Whether a header is the one it goes into.</summary>
    public bool Is(string header) => header.Equals(Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The header's value: what goes into <c>Authorization</c> says of what kind it is.</summary>
    public string HeaderValue(string token) => IsAuthorization(Name) && !token.Contains(' ', StringComparison.Ordinal) ? $"Bearer {token}" : token;

    /// <summary>An address with the token in its query, instead of one that it had.</summary>
    public Uri AddTo(Uri address, string token)
    {
        var text = address.OriginalString;
        var query = text.IndexOf('?', StringComparison.Ordinal);
        var kept = query < 0 ? [] : text[(query + 1)..].Split('&').Where(p => p.Length > 0 && !p.Split('=')[0].Equals(Name, StringComparison.Ordinal));
        return CameraAddress.Create($"{(query < 0 ? text : text[..query])}?{string.Join('&', kept.Append($"{Name}={Uri.EscapeDataString(token)}"))}")!;
    }

    public override string ToString() => $"{Carrier.ToString().ToLowerInvariant()}:{Name}";

    private static bool IsAuthorization(string name) => name.Equals(Authorization, StringComparison.OrdinalIgnoreCase);
}
