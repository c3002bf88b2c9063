using AutoCore.Policies.Hosting;

namespace AutoCore.Policies.Cameras.Http;

/// <summary>A Digest challenge (RFC 7616) as a camera sent it.</summary>
/// <param name="Realm">What the password is for; like nonce and opaque as it was sent, escapes included.</param>
/// <param name="Nonce">The camera's number used once, or for a while.</param>
/// <param name="Opaque">To be sent back unchanged, or null.</param>
/// <param name="Algorithm">As it was spelled, or null: MD5.</param>
/// <param name="Qop">The quality of protection that is used, <c>auth</c> or <c>auth-int</c>; null: the old form of RFC 2069.</param>
/// <param name="IsStale">Only the nonce was wrong, not the password.</param>
public sealed record DigestChallenge(string Realm, string Nonce, string? Opaque, string? Algorithm, string? Qop, bool IsStale)
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
            if (scheme.Equals("Digest", StringComparison.OrdinalIgnoreCase) && From(values) is { } challenge
                && (best is null || (challenge.IsSha256 && !best.IsSha256)))
            {
                best = challenge;
            }
        }
        return best;
    }

    /// <summary>What a camera offers, in a few safe words for people: <c>Digest SHA-512-256, Basic</c>; empty if it says nothing.</summary>
    public static string Describe(IEnumerable<string> headers)
    {
        const int most = 4;
        const int longest = 80;
        var offered = headers.SelectMany(AuthenticationHeader.Parse).Take(most)
            .Select(s => s.Values.GetValueOrDefault("algorithm") is { Length: > 0 } algorithm ? $"{s.Scheme} {algorithm}" : s.Scheme);
        return SafeText.Of(string.Join(", ", offered.Distinct(StringComparer.OrdinalIgnoreCase)), longest);
    }

    private static DigestChallenge? From(IReadOnlyDictionary<string, string> values)
    {
        // Some leave it empty, or put blanks around it.
        var algorithm = values.GetValueOrDefault("algorithm")?.Trim() is { Length: > 0 } named ? named : null;
        var qop = values.GetValueOrDefault("qop");
        var offered = qop?.Split([',', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        var chosen = offered.Contains("auth", StringComparer.OrdinalIgnoreCase) ? "auth" : offered.Contains("auth-int", StringComparer.OrdinalIgnoreCase)
            ? "auth-int" : null;
        return IsKnown(algorithm) && values.Values.All(HeaderText.IsSendable) && (chosen is not null || offered.Length == 0)
            && values.TryGetValue("nonce", out var nonce)
            ? new(values.GetValueOrDefault("realm") ?? "", nonce, values.GetValueOrDefault("opaque"), algorithm, chosen,
                string.Equals(values.GetValueOrDefault("stale"), "true", StringComparison.OrdinalIgnoreCase))
            : null;
    }

    private static bool IsKnown(string? algorithm) => algorithm is null || algorithm.ToUpperInvariant() is "MD5" or "MD5-SESS" or "SHA-256" or "SHA-256-SESS";
}
