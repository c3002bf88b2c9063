using System.Collections;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AutoCore.Core.Hosting;
using AutoCore.Core.Web;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AutoCore.Web.Hosting;

/// <summary>Where the server listens: at the sockets that systemd hands over (<c>sd_listen_fds</c>), else at the configured address.</summary>
internal sealed class ListeningSockets
{
    private const int FirstHandle = 3;

    private readonly WebOptions _options;
    private readonly X509Certificate2? _certificate;

    private ListeningSockets(WebOptions options, IReadOnlyList<ulong> handles) => (_options, Handles, _certificate) =
        (options, handles, options.Tls is { CertificateFile: { } certificate, KeyFile: { } key } ? Load(certificate, key) : null);

    /// <summary>Whether systemd holds the socket: whoever comes after this process has ended starts the next one.</summary>
    public bool IsActivated => Handles.Count > 0;

    /// <summary>The server's certificate, or null.</summary>
    public bool IsEncrypted => _certificate is not null;

    /// <summary>The address at which other machines reach a socket of systemd's although nobody set a password, or null: those are told what to do, and shown
    /// nothing.</summary>
    public IPEndPoint? Unprotected => _options.AsksForCredentials ? null
        : Handles.Select(AddressOf).FirstOrDefault(a => a is not null && !IPAddress.IsLoopback(a.Address));

    private IReadOnlyList<ulong> Handles { get; }

    /// <summary>Finds out.</summary>
    /// <exception cref="StartFailure">The certificate cannot be read.</exception>
    public static ListeningSockets Of(WebOptions options, IDictionary environment)
    {
        var isForUs = environment["LISTEN_PID"] is string pid && pid == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var count = isForUs && int.TryParse(environment["LISTEN_FDS"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 0;
        return new(options, [.. Enumerable.Range(FirstHandle, count).Select(handle => (ulong)handle)]);
    }

    /// <summary>Makes the server listen.</summary>
    public void Bind(KestrelServerOptions kestrel, ConnectionShare share)
    {
        foreach (var handle in Handles)
            kestrel.ListenHandle(handle, listen => Protect(listen, share));
        if (!IsActivated)
            kestrel.Listen(_options.Listen, listen => Protect(listen, share));
    }

    /// <summary>The addresses of the sockets that were handed over.</summary>
    public IEnumerable<string> Describe() => Handles.Select(h => $"{(IsEncrypted ? "https" : "http")}://{AddressOf(h)?.ToString() ?? $"socket {h}"}");

    private void Protect(ListenOptions listen, ConnectionShare share)
    {
        // Before TLS: whoever does not begin to speak it is as silent.
        listen.Use(next => connection => share.ServeAsync(connection, next));
        // One request at a time on a connection is all that a browser needs here, and takes least memory.
        listen.Protocols = HttpProtocols.Http1;
        if (_certificate is not null)
            listen.UseHttps(_certificate);
    }

    private static IPEndPoint? AddressOf(ulong handle)
    {
        using var socket = new Socket(new SafeSocketHandle((nint)handle, ownsHandle: false));
        return socket.LocalEndPoint as IPEndPoint;
    }

    private static X509Certificate2 Load(string certificate, string key)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(certificate, key);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartFailure(
                ExitCodes.Configuration,
                $"AutoCore:Web:Tls: {certificate} and {key} cannot be used: {e.Message} Make them a PEM certificate and its key, readable for the group autocore", e);
        }
    }
}
