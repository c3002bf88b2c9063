using System.Security.Cryptography;

namespace AutoCore.Policies.Cameras.Http;

/// <summary>The answer to a Digest challenge (RFC 7616, and RFC 2069 where no <c>qop</c> is offered).</summary>
public static class DigestAnswer
{
    /// <summary>The value of the <c>Authorization</c> header. Each character of it, and of what it is made from, stands for one byte
    /// (<see cref="HeaderText.Bytes"/>).</summary>
    /// <param name="challenge">What the camera asked.</param>
    /// <param name="userName">The user.</param>
    /// <param name="method">The request's method.</param>
    /// <param name="target">The request's path and query, exactly as they are sent.</param>
    /// <param name="count">How often the nonce has been used, this time included.</param>
    /// <param name="clientNonce">Our own random hex digits.</param>
    public static string Compose(DigestChallenge challenge, string userName, string password, string method, string target, int count, string clientNonce)
    {
        var nonce = AuthenticationHeader.Unescape(challenge.Nonce);
        var key = Hash(challenge, $"{userName}:{AuthenticationHeader.Unescape(challenge.Realm)}:{password}");
        if (challenge.IsSession)
            key = Hash(challenge, $"{key}:{nonce}:{clientNonce}");
        // The body of a GET is empty, and so is what auth-int protects of it.
        var request = Hash(challenge, challenge.Qop == "auth-int" ? $"{method}:{target}:{Hash(challenge, "")}" : $"{method}:{target}");
        var response = Hash(challenge, challenge.Qop is { } qop ? $"{key}:{nonce}:{count:x8}:{clientNonce}:{qop}:{request}" : $"{key}:{nonce}:{request}");

        var header = new StringBuilder("Digest username=").Append(Quoted(userName)).Append(", realm=").Append(AsSent(challenge.Realm))
            .Append(", nonce=").Append(AsSent(challenge.Nonce)).Append(", uri=").Append(Quoted(target)).Append(", response=").Append(Quoted(response));
        if (challenge.Algorithm is { } algorithm)
            header.Append(", algorithm=").Append(algorithm);
        if (challenge.Opaque is { } opaque)
            header.Append(", opaque=").Append(AsSent(opaque));
        if (challenge.Qop is not null)
            header.Append($", qop={challenge.Qop}, nc={count:x8}");
        if (challenge.Qop is not null || challenge.IsSession)
            header.Append(", cnonce=").Append(Quoted(clientNonce));
        return header.ToString();
    }

    private static string AsSent(string raw) => $"\"{raw}\"";

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

#pragma warning disable CA5351 // Cameras ask for MD5: it is their protocol, not our choice.
    private static string Hash(DigestChallenge challenge, string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        return Convert.ToHexStringLower(challenge.IsSha256 ? SHA256.HashData(bytes) : MD5.HashData(bytes));
    }
#pragma warning restore CA5351
}
