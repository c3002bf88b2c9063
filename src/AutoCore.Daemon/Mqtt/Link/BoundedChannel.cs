using System.Buffers;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Channel;
using MQTTnet.Exceptions;
using MQTTnet.Implementations;

namespace AutoCore.Daemon.Mqtt.Link;

/// <summary>
/// Follows the packets that come in and ends the connection at a fixed header that announces too many bytes: MQTTnet allocates what is announced,
/// up to 256 MB, before any of it has come. MQTT 3.1.1 has no way to tell a broker of a limit, and not every broker keeps to that of MQTT 5.
/// </summary>
internal sealed class BoundedChannel(BrokerStream way, int mostBytes) : IMqttChannel
{
    private const int Publish = 3;

    private MqttTcpChannel _inner = new();
    private readonly byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;
    private byte _first;
    private bool _inHeader;
    private int _shift;
    private int _length;
    private int _bodyLeft;

    /// <summary>The packet at which the connection was ended, if it was.</summary>
    public OversizedPacket? Oversized { get; private set; }

    public X509Certificate2 ClientCertificate => _inner.ClientCertificate;

    public EndPoint RemoteEndPoint => _inner.RemoteEndPoint;

    public EndPoint LocalEndPoint => _inner.LocalEndPoint;

    public bool IsSecureConnection => _inner.IsSecureConnection;

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        var stream = await way.ConnectAsync(cancellationToken);
        _inner = new(stream, null, null, null);
        // Disposed of meanwhile: nobody else would close it.
        if (cancellationToken.IsCancellationRequested)
            _inner.Dispose();
    }

    public Task DisconnectAsync(CancellationToken cancellationToken) => _inner.DisconnectAsync(cancellationToken);

    public Task WriteAsync(ReadOnlySequence<byte> buffer, bool isEndOfPacket, CancellationToken cancellationToken) =>
        _inner.WriteAsync(buffer, isEndOfPacket, cancellationToken);

    public async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        var read = await TakeAsync(buffer, offset, count, cancellationToken);
        if (!Follow(buffer.AsSpan(offset, read)))
            return read;
        Oversized = new(_first >> 4 == Publish ? await ReadTopicAsync(cancellationToken) : null, _length);
        throw new MqttProtocolViolationException($"a packet of {_length} bytes is announced, more than {mostBytes}");
    }

    public void Dispose()
    {
        _inner.Dispose();
        way.Dispose();
    }

    /// <summary>MQTTnet asks for headers byte by byte: what has come is fetched at once.</summary>
    private async Task<int> TakeAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (_start == _end)
        {
            if (count >= _buffer.Length)
                return await _inner.ReadAsync(buffer, offset, count, cancellationToken);
            (_start, _end) = (0, await _inner.ReadAsync(_buffer, 0, _buffer.Length, cancellationToken));
        }
        var taken = Math.Min(count, _end - _start);
        _buffer.AsSpan(_start, taken).CopyTo(buffer.AsSpan(offset));
        _start += taken;
        return taken;
    }

    /// <returns>Whether a header ended that announces too much; MQTTnet takes nothing of a body together with its header.</returns>
    private bool Follow(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_bodyLeft > 0)
            {
                var body = Math.Min(_bodyLeft, bytes.Length);
                _bodyLeft -= body;
                bytes = bytes[body..];
                continue;
            }
            var next = bytes[0];
            bytes = bytes[1..];
            if (!_inHeader)
            {
                (_inHeader, _first, _shift, _length) = (true, next, 0, 0);
                continue;
            }
            _length |= (next & 0x7F) << _shift;
            _shift += 7;
            if ((next & 0x80) != 0)
                continue;
            (_inHeader, _bodyLeft) = (false, _length);
            if (_length > mostBytes)
                return true;
        }
        return false;
    }

    /// <summary>A PUBLISH begins with its topic, of 64 KB at most: by it is known which filter is to be left out.</summary>
    private async Task<string?> ReadTopicAsync(CancellationToken cancellationToken)
    {
        var length = await ReadAllAsync(2, cancellationToken);
        var topic = length is null ? null : await ReadAllAsync((length[0] << 8) | length[1], cancellationToken);
        return topic is null ? null : Encoding.UTF8.GetString(topic);
    }

    private async Task<byte[]?> ReadAllAsync(int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        for (var done = 0; done < count;)
        {
            var read = await TakeAsync(bytes, done, count - done, cancellationToken);
            if (read == 0)
                return null;
            done += read;
        }
        return bytes;
    }
}

/// <summary>A packet that was not read because of its size.</summary>
/// <param name="Topic">Where the message was published; null if it was no message, or its topic did not come.</param>
/// <param name="Bytes">As announced.</param>
internal sealed record OversizedPacket(string? Topic, int Bytes);
