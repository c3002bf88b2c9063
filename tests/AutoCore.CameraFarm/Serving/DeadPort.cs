using System.Net;
using System.Net.Sockets;

namespace AutoCore.CameraFarm.Serving;

/// <summary>A port of the loopback address that nobody answers on and nobody else can take meanwhile.</summary>
internal sealed class DeadPort : IDisposable
{
    private readonly Socket socket = NewSocket();
    private Socket? queued;

    private DeadPort() => socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public IPEndPoint EndPoint => (IPEndPoint)socket.LocalEndPoint!;

    /// <summary>Bound but not listening: the kernel refuses.</summary>
    public static DeadPort Refusing() => new();

    /// <summary>Listening with a queue that is full: the kernel drops each attempt to connect, and the client waits.</summary>
    public static DeadPort Unreachable()
    {
        var port = new DeadPort();
        port.socket.Listen(0);
        // A queue of length 0 holds one connection.
        port.queued = NewSocket();
        port.queued.Connect(port.EndPoint);
        return port;
    }

    public void Dispose()
    {
        queued?.Dispose();
        socket.Dispose();
    }

    private static Socket NewSocket() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
}
