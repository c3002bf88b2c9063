using System.Net.Security;
using System.Net.Sockets;
using AutoCore.Core.Cameras;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>Connects to a camera, with TLS where its address says so.</summary>
internal static class CameraConnector
{
    /// <summary>Makes a connection of its own.</summary>
    /// <param name="url">Where.</param>
    /// <param name="isForeign">Whether only a redirect named the address: it is none of this machine then.</param>
    /// <param name="tls">Which certificate is accepted.</param>
    /// <param name="clock">The limits.</param>
    /// <exception cref="IOException">No connection (or <see cref="SocketException"/>, <see cref="AddressRefused"/>).</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">No TLS, or a certificate that is not accepted.</exception>
    /// <exception cref="OperationCanceledException">The clock ran out, or the host stops.</exception>
    public static async Task<Stream> ConnectAsync(Uri url, bool isForeign, TlsRule tls, AttemptClock clock)
    {
        clock.Connect();
        var stream = await HostConnector.ConnectAsync(url.IdnHost, CameraAddress.PortOf(url), clock.Time, clock.Token,
            isForeign ? static a => RedirectPolicy.MayReach(a.GetAddressBytes()) : null);
        var secured = CameraAddress.IsEncrypted(url) ? await SecureAsync(stream, url, tls, clock) : stream;
        clock.Wait();
        return secured;
    }

    private static async Task<Stream> SecureAsync(Stream stream, Uri url, TlsRule tls, AttemptClock clock)
    {
        var secure = new SslStream(stream);
        try
        {
            await secure.AuthenticateAsClientAsync(tls.Options(url.IdnHost), clock.Token);
            return secure;
        }
        catch
        {
            await secure.DisposeAsync();
            throw;
        }
    }
}
