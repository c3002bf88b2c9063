using System.Net.Sockets;
using System.Text;

namespace AutoCore.Benchmarks.Footprint;

/// <summary>Listens where a service tells systemd that it is ready.</summary>
internal sealed class NotifySocket : IDisposable
{
    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public NotifySocket(string path)
    {
        socket.Bind(new UnixDomainSocketEndPoint(path));
        socket.ReceiveTimeout = 60_000;
    }

    /// <summary>Waits for <c>READY=1</c>.</summary>
    /// <exception cref="SocketException">It did not come.</exception>
    public void WaitForReady()
    {
        var buffer = new byte[4096];
        while (!Encoding.UTF8.GetString(buffer, 0, socket.Receive(buffer)).Contains("READY=1", StringComparison.Ordinal))
        {
        }
    }

    public void Dispose() => socket.Dispose();
}
