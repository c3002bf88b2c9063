namespace AutoCore.Policies.Cameras;

/// <summary>A Digest challenge (RFC 7616) as a camera sent it.</summary>
/// <param name="Realm">What the password is for.</param>
/// <param name="Nonce">The camera's number used once, or for a while.</param>
/// <param name="Opaque">To be sent back unchanged, or null.</param>
/// <param name="Algorithm">As it was spelled, or null: MD5.</param>
/// <param name="HasQop">Whether <c>qop=auth</c> is offered; without it the old form of RFC 2069 is meant.</param>
/// <param name="IsStale">Only the nonce was wrong, not the password.</param>
public sealed record DigestChallenge(string Realm, string Nonce, string? Opaque, string? Algorithm, bool HasQop, bool IsStale)
{
    /// <summary>Whether the hash is SHA-256; else it is MD5.</summary>
    public bool IsSha256 => Algorithm?.StartsWith("SHA-256", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Whether the session variant is meant, whose key depends on the nonces.</summary>
    public bool IsSession => Algorithm?.EndsWith("-sess", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The strongest challenge that can be answered among the values of <c>WWW-Authenticate</c>, or null.</summary>
    public static DigestChallenge? Choose(IEnumerable<string> headers)
    {
        DigestChallenge? best = null;
        foreach (var (scheme, values) in headers.SelectMany(AuthenticationHeader.Parse))
        {
            if (scheme.Equals("Digest", StringComparison.OrdinalIgnoreCase) && From(values) is { } challenge && (best is null || (challenge.IsSha256 && !best.IsSha256)))
                best = challenge;
        }
        return best;
    }

    private static DigestChallenge? From(IReadOnlyDictionary<string, string> values)
    {
        var algorithm = values.GetValueOrDefault("algorithm");
        var qop = values.GetValueOrDefault("qop");
        var offersAuth = qop?.Split(',', StringSplitOptions.TrimEntries).Contains("auth", StringComparer.OrdinalIgnoreCase) == true;
        var isKnown = algorithm is null || algorithm.ToUpperInvariant() is "MD5" or "MD5-SESS" or "SHA-256" or "SHA-256-SESS";
        return isKnown && values.Values.All(HeaderText.IsSendable) && (offersAuth || string.IsNullOrEmpty(qop)) && values.TryGetValue("nonce", out var nonce)
            ? new(values.GetValueOrDefault("realm") ?? "", nonce, values.GetValueOrDefault("opaque"), algorithm, offersAuth,
                string.Equals(values.GetValueOrDefault("stale"), "true", StringComparison.OrdinalIgnoreCase))
            : null;
    }
}
