using System.Net;
using System.Net.Sockets;

namespace AutoCore.Daemon.Tests.Mqtt;

/// <summary>The far side of one connection, byte by byte as the test wants it: what no real broker can be made to send.</summary>
internal sealed class ScriptedBroker : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private TcpClient? _client;

    public ScriptedBroker() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>A CONNACK that accepts, with properties where it is MQTT 5.</summary>
    public static byte[] Accept(int protocol, params byte[] properties) =>
        protocol == 5 ? [0x20, (byte)(3 + properties.Length), 0, 0, (byte)properties.Length, .. properties] : [0x20, 2, 0, 0];

    /// <summary>Waits for the CONNECT, and answers it.</summary>
    public async Task<byte[]> AcceptAsync(params byte[] answer)
    {
        _client = await _listener.AcceptTcpClientAsync();
        var connect = await ReadPacketAsync();
        Assert.Equal(1, connect[0] >> 4);
        await SendAsync(answer);
        return connect;
    }

    public ValueTask SendAsync(params byte[] bytes) => _client!.GetStream().WriteAsync(bytes);

    /// <summary>The next packet of the client, with its header; ended streams throw.</summary>
    public async Task<byte[]> ReadPacketAsync()
    {
        var stream = _client!.GetStream();
        var header = new List<byte> { await ReadByteAsync() };
        int length = 0, shift = 0;
        do
        {
            header.Add(await ReadByteAsync());
            length |= (header[^1] & 0x7F) << shift;
            shift += 7;
        }
        while ((header[^1] & 0x80) != 0);
        var body = new byte[length];
        await stream.ReadExactlyAsync(body);
        return [.. header, .. body];

        async Task<byte> ReadByteAsync()
        {
            var one = new byte[1];
            await stream.ReadExactlyAsync(one);
            return one[0];
        }
    }

    /// <summary>The next packet of this type, others passed over.</summary>
    public async Task<byte[]> ReadPacketAsync(int type)
    {
        while (true)
        {
            var packet = await ReadPacketAsync();
            if (packet[0] >> 4 == type)
                return packet;
        }
    }

    /// <summary>Acknowledges a QoS 1 PUBLISH without properties of a topic below 128 bytes.</summary>
    public ValueTask AcknowledgeAsync(byte[] publish)
    {
        var id = 4 + ((publish[2] << 8) | publish[3]);
        return SendAsync(0x40, 2, publish[id], publish[id + 1]);
    }

    public void Close() => _client!.Dispose();

    public void Dispose()
    {
        _client?.Dispose();
        _listener.Dispose();
    }
}
