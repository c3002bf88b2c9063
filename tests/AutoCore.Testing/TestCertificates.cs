using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AutoCore.Testing;

/// <summary>An authority made for one test, with a server's and a client's certificate, as PEM files.</summary>
public sealed record TestCertificates(string CaFile, string ServerCertificateFile, string ServerKeyFile, string ClientCertificateFile, string ClientKeyFile)
{
    /// <summary>Writes the files; with <paramref name="expired"/> the server's certificate ended yesterday.</summary>
    public static TestCertificates WriteTo(string folder, bool expired = false)
    {
        var files = new TestCertificates(
            Path.Combine(folder, "ca.pem"),
            Path.Combine(folder, "server.pem"),
            Path.Combine(folder, "server.key"),
            Path.Combine(folder, "client.pem"),
            Path.Combine(folder, "client.key"));
        using var authority = CreateAuthority();
        File.WriteAllText(files.CaFile, authority.ExportCertificatePem());
        WriteSigned(authority, "CN=127.0.0.1", files.ServerCertificateFile, files.ServerKeyFile, expired);
        WriteSigned(authority, "CN=autocore-client", files.ClientCertificateFile, files.ClientKeyFile);
        return files;
    }

    private static X509Certificate2 CreateAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=AutoCore test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-5), now.AddDays(4));
    }

    private static void WriteSigned(X509Certificate2 authority, string subject, string certificateFile, string keyFile, bool expired = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, new DateTimeOffset(authority.NotBefore), new DateTimeOffset(authority.NotAfter)
            .AddDays(expired ? -5 : 0), RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
    }
}
