using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AutoCore.Daemon.Tests.Cameras.Fence;

/// <summary>Answers every connection with the same head, and then neither sends nor hangs up.</summary>
internal sealed class QuietHost : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _open = [];
    private readonly byte[] _head;

    public QuietHost(string head)
    {
        _head = Encoding.Latin1.GetBytes(head);
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Authority => _listener.LocalEndpoint.ToString()!;

    public void Dispose()
    {
        _listener.Dispose();
        lock (_open)
            _open.ForEach(s => s.Dispose());
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync();
                lock (_open)
                    _open.Add(socket);
                await socket.ReceiveAsync(new byte[4096]);
                await socket.SendAsync(_head);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
