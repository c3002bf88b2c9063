using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AutoCore.Core.Cameras;

/// <summary>Which certificate of a camera is accepted: a valid one, exactly one, or any; and how old its TLS may be.</summary>
/// <param name="Fingerprint">SHA-256 of the only accepted certificate as 64 upper-case hex digits, or null.</param>
/// <param name="Verify">Whether an unpinned certificate must be valid.</param>
/// <param name="Legacy">Whether TLS 1.0 and 1.1, short keys and ciphers without forward secrecy will do.</param>
internal sealed record TlsRule(string? Fingerprint, bool Verify, bool Legacy = false)
{
#pragma warning disable CS0618, SYSLIB0039, CA5397 // Old protocols are a camera's explicit setting.
    private const SslProtocols AllProtocols = SslProtocols.Tls | SslProtocols.Tls11 | SslProtocols.Tls12 | SslProtocols.Tls13;
#pragma warning restore CS0618, SYSLIB0039, CA5397

    /// <summary>Strongest first. Named one by one they are all that is asked for, whatever the system's own level of security is.</summary>
    private static readonly Lazy<CipherSuitesPolicy> AllSuites = new(static () => new(
    [
        TlsCipherSuite.TLS_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_DHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_DHE_RSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA256,
        TlsCipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA256,
        TlsCipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA,
        TlsCipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA,
        // Before TLS 1.2 these need a signature with SHA-1, which the library refuses.
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
        TlsCipherSuite.TLS_DHE_RSA_WITH_AES_256_CBC_SHA,
        TlsCipherSuite.TLS_DHE_RSA_WITH_AES_128_CBC_SHA,
    ]));

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
#pragma warning disable CA5397 // Old protocols are a camera's explicit setting.
        EnabledSslProtocols = Legacy ? AllProtocols : SslProtocols.None,
#pragma warning restore CA5397
        CipherSuitesPolicy = Legacy ? AllSuites.Value : null,
#pragma warning disable CA5359 // The rule decides; "any" is a camera's explicit setting.
        RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
            Accepts(certificate, errors)
            ? true : throw new CertificateRefused(
            Fingerprint is null ? $"the certificate is not trusted: {errors}" : "the certificate is another one than TlsFingerprint"),
#pragma warning restore CA5359
    };
}

/// <summary>A host showed a certificate that a camera's settings do not accept.</summary>
internal sealed class CertificateRefused(string message) : AuthenticationException(message);
