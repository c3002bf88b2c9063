using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AutoCore.Core.Mqtt;
using AutoCore.Daemon.Hosting;

namespace AutoCore.Daemon.Mqtt.Link;

/// <summary>
/// The way to the broker: whichever of its addresses answers, then TLS if it is asked for. MQTTnet's own asks one address until the time is over, looks up
/// revocation lists on the network, resets connections when they close, and shows a client certificate without those that vouch for it.
/// </summary>
internal sealed class BrokerStream(LinkSettings settings, TimeProvider time) : IDisposable
{
    private readonly List<X509Certificate2> _certificates = [];
    private string? _distrust;

    /// <summary>Connects, and with TLS knows that the other side is the broker that is meant.</summary>
    /// <exception cref="AuthenticationException">It is not, or a certificate's file cannot be used.</exception>
    /// <exception cref="SocketException">No address answers.</exception>
    public async Task<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        var stream = await HostConnector.ConnectAsync(settings.Host, settings.Port, time, cancellationToken);
        return settings.Tls is { } tls ? await EncryptAsync(stream, tls, cancellationToken) : stream;
    }

    public void Dispose() => _certificates.ForEach(c => c.Dispose());

    private async Task<SslStream> EncryptAsync(Stream stream, MqttTlsOptions tls, CancellationToken cancellationToken)
    {
        var encrypted = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            await encrypted.AuthenticateAsClientAsync(Options(tls), cancellationToken);
            return encrypted;
        }
        catch (AuthenticationException e) when (_distrust is not null)
        {
            await encrypted.DisposeAsync();
            throw new AuthenticationException($"the broker's certificate is not trusted: {_distrust}", e);
        }
        catch
        {
            await encrypted.DisposeAsync();
            throw;
        }
    }

    private SslClientAuthenticationOptions Options(MqttTlsOptions tls)
    {
        // Nothing is fetched from where a certificate that nobody trusts yet says: it would wait there without heed of the deadline.
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (tls.CaFile is { } file)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(Read(file, () => ReadAll(file)));
        }
        return new()
        {
            TargetHost = settings.Host,
            CertificateChainPolicy = policy,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            RemoteCertificateValidationCallback = (_, _, chain, errors) => (_distrust = FindProblem(chain, errors)) is null,
            ClientCertificateContext = tls.ClientCertificateFile is { } own ? Read(own, () => ReadOwn(own, tls.ClientKeyFile)) : null,
        };
    }

    private SslStreamCertificateContext ReadOwn(string file, string? key)
    {
        var own = X509Certificate2.CreateFromPemFile(file, key);
        _certificates.Add(own);
        return SslStreamCertificateContext.Create(own, ReadAll(file), offline: true);
    }

    private X509Certificate2Collection ReadAll(string file)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPemFile(file);
        _certificates.AddRange(all);
        return all;
    }

    private static T Read<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new AuthenticationException($"{file} cannot be used: {e.Message}", e);
        }
    }

    private string? FindProblem(X509Chain? chain, SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None ? null
        : errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) ? "the broker shows none"
        : errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? $"it is not for {settings.Host}"
        : string.Join("; ", (chain?.ChainStatus ?? []).Select(s => s.StatusInformation.Trim()).Distinct(StringComparer.Ordinal));
}
