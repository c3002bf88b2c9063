using System.Net.Sockets;

namespace AutoCore.Core.Logging;

/// <summary>Sends datagrams to one of systemd's sockets and never waits: a stalled journal would otherwise stall the daemon.</summary>
internal sealed class DatagramSender : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
    private readonly UnixDomainSocketEndPoint _address;

    /// <param name="address">A path, or a name of the abstract name space behind an <c>@</c>.</param>
    public DatagramSender(string address) => _address = new(address.StartsWith('@') ? $"\0{address[1..]}" : address);

    /// <summary>Sends one datagram; false if it could not be sent at once.</summary>
    public bool TrySend(ReadOnlySpan<byte> datagram)
    {
        try
        {
            return _socket.SendTo(datagram, SocketFlags.None, _address) == datagram.Length;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public void Dispose() => _socket.Dispose();
}
