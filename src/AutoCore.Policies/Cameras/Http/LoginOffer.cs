namespace AutoCore.Policies.Cameras.Http;

/// <summary>The logins that a camera asks for, of those that can be answered.</summary>
/// <param name="Challenge">The strongest digest, or null.</param>
/// <param name="HasDigest">Whether there is a digest of any kind, also one that cannot be answered.</param>
/// <param name="HasBasic">Whether the password itself will do.</param>
/// <param name="HasBearer">Whether a token will.</param>
public sealed record LoginOffer(DigestChallenge? Challenge, bool HasDigest, bool HasBasic, bool HasBearer)
{
    /// <summary>Reads the values of <c>WWW-Authenticate</c>.</summary>
    public static LoginOffer Read(IReadOnlyList<string> headers)
    {
        var schemes = headers.SelectMany(AuthenticationHeader.Parse).Select(static s => s.Scheme).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new(DigestChallenge.Choose(headers), schemes.Contains("digest"), schemes.Contains("basic"), schemes.Contains("bearer"));
    }

    /// <summary>The strongest as <c>Auth</c> says it: <c>digest</c>, <c>basic</c>, <c>bearer</c>; or null.</summary>
    public string? Setting => Challenge is not null ? "digest" : HasBasic ? "basic" : HasBearer ? "bearer" : null;
}
