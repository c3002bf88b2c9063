using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AutoCore.Core.Cameras;

/// <summary>Which certificate of a camera is accepted: a valid one, exactly one, or any.</summary>
/// <param name="Fingerprint">SHA-256 of the only accepted certificate as 64 upper-case hex digits, or null.</param>
/// <param name="Verify">Whether an unpinned certificate must be valid.</param>
internal sealed record TlsRule(string? Fingerprint, bool Verify)
{
    /// <summary>Reads a fingerprint as tools print it, with or without colons; null if it is none.</summary>
    public static string? Normalize(string fingerprint)
    {
        var digits = fingerprint.Replace(":", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        return digits.Length == 64 && digits.All(char.IsAsciiHexDigitUpper) ? digits : null;
    }

    /// <summary>The platform's question whether a certificate is good.</summary>
    public bool Accepts(X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (Fingerprint is { } pinned)
            return certificate is not null && certificate.GetCertHashString(HashAlgorithmName.SHA256) == pinned;
        return !Verify || errors == SslPolicyErrors.None;
    }

    /// <summary>What a TLS connection to a camera asks for.</summary>
    public SslClientAuthenticationOptions Options(string? host = null) => new()
    {
        TargetHost = host,
#pragma warning disable CA5359 // The rule decides; "any" is a camera's explicit setting.
        RemoteCertificateValidationCallback = (_, certificate, _, errors) => Accepts(certificate, errors) ? true : throw new CertificateRefused(Fingerprint is null ? $"the certificate is not trusted: {errors}" : "the certificate is another one than TlsFingerprint"),
#pragma warning restore CA5359
    };
}

/// <summary>A host showed a certificate that a camera's settings do not accept.</summary>
internal sealed class CertificateRefused(string message) : AuthenticationException(message);
