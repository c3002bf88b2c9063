using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AutoCore.Daemon.Tests.Mqtt;

/// <summary>A way to the broker that ends the connection at a PUBLISH to a refused topic, without a word: as brokers in the cloud do.</summary>
internal sealed class ClosingProxy : IAsyncDisposable
{
    private const int Publish = 3;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _target;
    private readonly string _refused;
    private readonly Task _accepting;
    private int _closed;

    public ClosingProxy(int target, string refused)
    {
        (_target, _refused) = (target, refused);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How often a connection was ended because of a topic.</summary>
    public int Closed => Volatile.Read(ref _closed);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var running = new List<Task>();
        try
        {
            while (true)
                running.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(running);
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _target, _stopping.Token);
                await Task.WhenAny(WatchAsync(client.GetStream(), server.GetStream()), server.GetStream().CopyToAsync(client.GetStream(), _stopping.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
            {
                // Either side is gone.
            }
        }
    }

    private async Task WatchAsync(NetworkStream from, NetworkStream to)
    {
        while (true)
        {
            var header = new List<byte>();
            int length = 0, shift = -7;
            do
            {
                var one = new byte[1];
                await from.ReadExactlyAsync(one, _stopping.Token);
                header.Add(one[0]);
                if (shift >= 0)
                    length |= (one[0] & 0x7F) << shift;
                shift += 7;
            }
            while (header.Count == 1 || (header[^1] & 0x80) != 0);
            var body = new byte[length];
            await from.ReadExactlyAsync(body, _stopping.Token);
            if (header[0] >> 4 == Publish && Encoding.UTF8.GetString(body, 2, (body[0] << 8) | body[1]).StartsWith(_refused, StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _closed);
                return;
            }
            await to.WriteAsync((byte[])[.. header, .. body], _stopping.Token);
        }
    }
}
