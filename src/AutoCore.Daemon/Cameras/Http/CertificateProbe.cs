using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using AutoCore.Core.Cameras;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>Asks a host for its certificate, for people who want to pin it.</summary>
internal sealed class CertificateProbe(CamerasOptions options, TimeProvider time)
{
    /// <summary>SHA-256 of the host's certificate, and whether it is to be had by old TLS only; null if there is none.</summary>
    public async Task<(string Fingerprint, bool IsLegacy)?> FindAsync(Uri url, CancellationToken cancellationToken) =>
        await FindAsync(url, isLegacy: false, cancellationToken) is { } found ? (found, false)
        : await FindAsync(url, isLegacy: true, cancellationToken) is { } old ? (old, true) : null;

    private async Task<string?> FindAsync(Uri url, bool isLegacy, CancellationToken cancellationToken)
    {
        using var expiry = new CancellationTokenSource(options.ConnectTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellationToken);
        try
        {
            await using var secure = new SslStream(await HostConnector.ConnectAsync(url.IdnHost, CameraAddress.PortOf(url), time, linked.Token));
            // Nothing is sent over this connection: any certificate may be looked at.
            await secure.AuthenticateAsClientAsync(new TlsRule(null, Verify: false, isLegacy).Options(url.IdnHost), linked.Token);
            return secure.RemoteCertificate?.GetCertHashString(HashAlgorithmName.SHA256);
        }
        catch (Exception e)
            when (e is SocketException or IOException or AuthenticationException
                || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}
