using System.Security.Cryptography;
using System.Text;

namespace AutoCore.Policies.Cameras;

/// <summary>The answer to a Digest challenge (RFC 7616, and RFC 2069 where no <c>qop</c> is offered).</summary>
public static class DigestAnswer
{
    /// <summary>The value of the <c>Authorization</c> header.</summary>
    /// <param name="challenge">What the camera asked.</param>
    /// <param name="userName">The user.</param>
    /// <param name="password">The password.</param>
    /// <param name="method">The request's method.</param>
    /// <param name="target">The request's path and query, exactly as they are sent.</param>
    /// <param name="count">How often the nonce has been used, this time included.</param>
    /// <param name="clientNonce">Our own random hex digits.</param>
    public static string Compose(DigestChallenge challenge, string userName, string password, string method, string target, int count, string clientNonce)
    {
        var key = Hash(challenge, $"{userName}:{challenge.Realm}:{password}");
        if (challenge.IsSession)
            key = Hash(challenge, $"{key}:{challenge.Nonce}:{clientNonce}");
        var request = Hash(challenge, $"{method}:{target}");
        var response = Hash(challenge, challenge.HasQop ? $"{key}:{challenge.Nonce}:{count:x8}:{clientNonce}:auth:{request}" : $"{key}:{challenge.Nonce}:{request}");

        var header = new StringBuilder("Digest username=").Append(Quoted(userName)).Append(", realm=").Append(Quoted(challenge.Realm))
            .Append(", nonce=").Append(Quoted(challenge.Nonce)).Append(", uri=").Append(Quoted(target)).Append(", response=").Append(Quoted(response));
        if (challenge.Algorithm is { } algorithm)
            header.Append(", algorithm=").Append(algorithm);
        if (challenge.Opaque is { } opaque)
            header.Append(", opaque=").Append(Quoted(opaque));
        if (challenge.HasQop)
            header.Append($", qop=auth, nc={count:x8}");
        if (challenge.HasQop || challenge.IsSession)
            header.Append(", cnonce=").Append(Quoted(clientNonce));
        return header.ToString();
    }

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

#pragma warning disable CA5351 // Cameras ask for MD5: it is their protocol, not our choice.
    private static string Hash(DigestChallenge challenge, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Convert.ToHexStringLower(challenge.IsSha256 ? SHA256.HashData(bytes) : MD5.HashData(bytes));
    }
#pragma warning restore CA5351
}
