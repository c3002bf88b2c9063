using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using AutoCore.CameraFarm.Behaviour;

namespace AutoCore.Daemon.Tests.Cameras.Rtsp;

/// <summary>A camera with a stream, whose every answer and packet the test says. It knows one user (<see cref="Credentials"/>), and looks at each request of
/// his.</summary>
internal sealed partial class RtspFarEnd : IAsyncDisposable
{
    private const string Realm = "cam";
    private const string Nonce = "0a1b2c3d";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Lazy<X509Certificate2> _certificate = new(CreateCertificate);

    public RtspFarEnd()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Its description.</summary>
    public string Sdp { get; set; } = "v=0\r\nm=video 0 RTP/AVP 26\r\na=control:track1\r\n";

    /// <summary>What it sends when it plays.</summary>
    public IReadOnlyList<byte[]> Packets { get; set; } = [];

    /// <summary>Whether it hangs up behind its packets; else it falls silent.</summary>
    public bool HangsUp { get; init; }

    /// <summary>Which login it asks for: <c>Digest</c>, <c>Basic</c> or both; empty: none.</summary>
    public string Login { get; set; } = "";

    /// <summary>Whether it speaks TLS with a certificate of its own.</summary>
    public bool IsSecure { get; init; }

    /// <summary>The transport that it answers.</summary>
    public string Transport { get; init; } = "RTP/AVP/TCP;unicast;interleaved=0-1";

    /// <summary>An answer in place of the usual one, by the request; null: the usual one. <c>silence</c>: none.</summary>
    public Func<string, string?> Answer { get; set; } = static _ => null;

    /// <summary>What stands before each packet.</summary>
    public string Between { get; init; } = "";

    public string Authority => _listener.LocalEndpoint.ToString()!;

    public string Address => $"{(IsSecure ? "rtsps" : "rtsp")}://{Authority}/live";

    public string Fingerprint => _certificate.Value.GetCertHashString(HashAlgorithmName.SHA256);

    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>The first word of each request.</summary>
    public IReadOnlyList<string> Methods => [.. Requests.Select(static r => r.Split(' ')[0])];

    public int Connections { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        _end.Dispose();
        if (_certificate.IsValueCreated)
            _certificate.Value.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_end.Token);
                Connections++;
                _ = ServeAsync(socket);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using Stream plain = new NetworkStream(socket, ownsSocket: true);
            await using var stream = IsSecure ? new SslStream(plain) : plain;
            if (stream is SslStream secure)
                await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate.Value }, _end.Token);
            while (await ReadAsync(stream) is { } request)
            {
                Requests.Enqueue(request);
                var answer = Answer(request) ?? Refusal(request) ?? Usual(request);
                if (answer == "silence")
                    continue;
                await stream.WriteAsync(Encoding.Latin1.GetBytes(answer.Replace("{CSeq}", Sequence().Match(request).Groups[1].Value, StringComparison.Ordinal)),
                    _end.Token);
                if (request.StartsWith("PLAY", StringComparison.Ordinal) && answer.Contains(" 200 ", StringComparison.Ordinal))
                {
                    await SendAsync(stream);
                    if (HangsUp)
                        return;
                }
                if (answer.Contains("Connection: close", StringComparison.Ordinal))
                    return;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException
            or System.Security.Authentication.AuthenticationException)
        {
            // The far side has had enough, or the test is over.
        }
    }

    private async Task SendAsync(Stream stream)
    {
        foreach (var packet in Packets)
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(Between), _end.Token);
            await stream.WriteAsync((byte[])[(byte)'$', 0, (byte)(packet.Length >> 8), (byte)packet.Length, .. packet], _end.Token);
        }
    }

    private string Usual(string request) => request.Split(' ')[0] switch
    {
        "DESCRIBE" => $"RTSP/1.0 200 OK\r\nCSeq: {{CSeq}}\r\nContent-Type: application/sdp\r\nContent-Base: rtsp://{Authority}/live/\r\n"
            + $"Content-Length: {Sdp.Length}\r\n\r\n{Sdp}",
        "SETUP" => $"RTSP/1.0 200 OK\r\nCSeq: {{CSeq}}\r\nTransport: {Transport}\r\nSession: 4711;timeout=60\r\n\r\n",
        _ => "RTSP/1.0 200 OK\r\nCSeq: {CSeq}\r\nSession: 4711\r\n\r\n",
    };

    private string? Refusal(string request)
    {
        if (Login.Length == 0 || IsLoggedIn(request))
            return null;
        var offers = (Login.Contains("Digest", StringComparison.Ordinal) ? $"WWW-Authenticate: Digest realm=\"{Realm}\", nonce=\"{Nonce}\"\r\n" : "")
            + (Login.Contains("Basic", StringComparison.Ordinal) ? $"WWW-Authenticate: Basic realm=\"{Realm}\"\r\n" : "");
        return $"RTSP/1.0 401 Unauthorized\r\nCSeq: {{CSeq}}\r\n{offers}\r\n";
    }

    private bool IsLoggedIn(string request)
    {
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Credentials.UserName}:{Credentials.Password}"));
        if (Login.Contains("Basic", StringComparison.Ordinal) && request.Contains($"Authorization: Basic {basic}\r\n", StringComparison.Ordinal))
            return true;
        var words = request.Split(' ');
        var key = Hash($"{Credentials.UserName}:{Realm}:{Credentials.Password}");
        return Login.Contains("Digest", StringComparison.Ordinal) && request.Contains($"uri=\"{words[1]}\"", StringComparison.Ordinal)
            && request.Contains($"response=\"{Hash($"{key}:{Nonce}:{Hash($"{words[0]}:{words[1]}")}")}\"", StringComparison.Ordinal);
    }

#pragma warning disable CA5351 // It is what cameras ask for.
    private static string Hash(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    private async Task<string?> ReadAsync(Stream stream)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _end.Token) == 0)
                return null;
            text.Append((char)one[0]);
        }
        return text.ToString();
    }

    private static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        return new CertificateRequest("CN=cam", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    [GeneratedRegex(@"CSeq: (\d+)")]
    private static partial Regex Sequence();
}
