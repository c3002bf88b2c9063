using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AutoCore.SystemTests.Web;

/// <summary>What stands between a browser and the web program: passes requests on, or fails as networks and proxies do. One request a connection.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    private const int LongestHead = 32_768;
    private const string Stream = "/api/v1/changes";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _gate = new();
    private readonly Uri _server;
    private readonly Task _accepting;
    private CancellationTokenSource _cut = new();
    private volatile bool _isGone;
    private volatile bool _failsStream;
    private int _refused;
    private int _badStreams;

    public Gateway(Uri server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>Connections that found nobody.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Streams that were answered with 502.</summary>
    public int BadStreams => Volatile.Read(ref _badStreams);

    /// <summary>Whether nobody is there: what is open is cut, what comes is hung up on.</summary>
    public bool IsGone
    {
        get => _isGone;
        set
        {
            _isGone = value;
            if (value)
                Cut();
        }
    }

    /// <summary>Whether the stream of changes is answered with 502, as by a proxy whose server is away; what is open is cut.</summary>
    public bool FailsStream
    {
        get => _failsStream;
        set
        {
            _failsStream = value;
            if (value)
                Cut();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        Cut();
        _listener.Stop();
        await _accepting;
        _ending.Dispose();
        _cut.Dispose();
    }

    private void Cut()
    {
        lock (_gate)
        {
            _cut.Cancel();
            _cut.Dispose();
            _cut = new();
        }
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (!_ending.IsCancellationRequested)
            {
                var client = await _listener.AcceptTcpClientAsync(_ending.Token);
                serving.RemoveAll(t => t.IsCompleted);
                serving.Add(ServeAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
        await Task.WhenAll(serving);
    }

    private async Task ServeAsync(TcpClient client)
    {
        CancellationToken cut;
        lock (_gate)
            cut = _cut.Token;
        using (client)
        {
            try
            {
                if (_isGone)
                {
                    Interlocked.Increment(ref _refused);
                    client.LingerState = new LingerOption(true, 0);
                    return;
                }
                await PassAsync(client.GetStream(), cut);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
            {
                // One side has gone, or was cut.
            }
        }
    }

    private async Task PassAsync(NetworkStream browser, CancellationToken cut)
    {
        var head = await ReadHeadAsync(browser, cut);
        if (head.Length == 0)
            return;
        if (_failsStream && head.StartsWith($"GET {Stream}", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _badStreams);
            await browser.WriteAsync("HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbad"u8.ToArray(), cut);
            return;
        }
        using var upstream = new TcpClient();
        await upstream.ConnectAsync(_server.Host, _server.Port, cut);
        var server = upstream.GetStream();
        var lines = head.TrimEnd().Split("\r\n").Where(line => !line.StartsWith("Connection:", StringComparison.OrdinalIgnoreCase));
        await server.WriteAsync(Encoding.Latin1.GetBytes($"{string.Join("\r\n", lines)}\r\nConnection: close\r\n\r\n"), cut);
        await server.CopyToAsync(browser, cut);
    }

    private static async Task<string> ReadHeadAsync(NetworkStream browser, CancellationToken cut)
    {
        var buffer = new byte[LongestHead];
        var length = 0;
        while (length < buffer.Length)
        {
            var read = await browser.ReadAsync(buffer.AsMemory(length), cut);
            if (read == 0)
                return "";
            length += read;
            if (buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) >= 0)
                break;
        }
        return Encoding.Latin1.GetString(buffer, 0, length);
    }
}
