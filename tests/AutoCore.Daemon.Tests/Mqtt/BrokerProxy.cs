using System.Net;
using System.Net.Sockets;

namespace AutoCore.Daemon.Tests.Mqtt;

/// <summary>A way to the broker with something in between. It counts connections, and ends with either side.</summary>
internal abstract class BrokerProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _target;
    private readonly Task _accepting;
    private int _connections;

    protected BrokerProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections => Volatile.Read(ref _connections);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
    }

    /// <summary>Carries what the client sends; the connection ends with it.</summary>
    protected abstract Task UpAsync(NetworkStream client, NetworkStream broker, CancellationToken cancellationToken);

    /// <summary>Carries what the broker sends.</summary>
    protected virtual Task DownAsync(NetworkStream broker, NetworkStream client, CancellationToken cancellationToken) =>
        broker.CopyToAsync(client, cancellationToken);

    private async Task AcceptAsync()
    {
        var running = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                Interlocked.Increment(ref _connections);
                running.Add(CarryAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(running);
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using (client)
        {
            using (var broker = new TcpClient())
            {
                try
                {
                    await broker.ConnectAsync(IPAddress.Loopback, _target, _stopping.Token);
                    await await Task.WhenAny(UpAsync(client.GetStream(), broker.GetStream(), _stopping.Token),
                        DownAsync(broker.GetStream(), client.GetStream(), _stopping.Token));
                }
                catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
                {
                    // Either side is gone.
                }
            }
        }
    }
}
