using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using AutoCore.Policies.Mqtt;
using MQTTnet;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace AutoCore.Daemon.Mqtt.Link;

/// <summary>
/// Between MQTTnet's client and its connection, for what the client of version 5.2 does not do:
/// <list type="bullet">
/// <item>Its keep-alive loop wakes four times a second, goes by the wall clock, and keeps to its own period where the broker answered with a
/// shorter one. A period of zero turns the loop off; the real one is written into CONNECT here, and the broker's is taken out of CONNACK, where
/// it would start the loop. <see cref="MqttnetSession"/> pings.</item>
/// <item>Its queue of received messages has no bound: see <see cref="ReceiveLimit"/>.</item>
/// <item>It allocates what a header announces: see <see cref="BoundedChannel"/>.</item>
/// <item>It takes answers to pings and requests that nobody sent, as many as come.</item>
/// <item>A connection that ends in the moment in which it was accepted leaves the client waiting for itself, and its event of the end never comes:
/// the end is noted here as well.</item>
/// </list>
/// </summary>
internal sealed class MqttnetAdapter(IMqttChannelAdapter inner, BoundedChannel channel, TimeSpan keepAlive, ReceiveLimit subscriber, WakeSignal wake,
    TimeProvider time)
    : IMqttChannelAdapter
{
    /// <summary>Answers to no request that a careless broker may send in one connection.</summary>
    private const int MostStrays = 100;

    private readonly ConcurrentDictionary<ushort, bool> _requests = new();
    private readonly ushort _asked = (ushort)Math.Min(keepAlive.TotalSeconds, ushort.MaxValue);
    private int _pings;
    private int _strays;
    private long _sentAt = time.GetTimestamp();
    private long _heardAt = time.GetTimestamp();
    private AdapterEnd? _end;

    /// <summary>What holds: this client's keep-alive, or the broker's where it is shorter.</summary>
    public TimeSpan KeepAlive { get; private set; } = keepAlive;

    /// <summary>Since this client last sent anything, or last heard anything, the longer: what is sent into a dead connection proves nothing.</summary>
    public TimeSpan Silence => time.GetElapsedTime(Math.Min(Volatile.Read(ref _sentAt), Volatile.Read(ref _heardAt)));

    /// <summary>The connection's end, once there is one.</summary>
    public AdapterEnd? End => Volatile.Read(ref _end);

    /// <inheritdoc cref="BoundedChannel.Oversized"/>
    public OversizedPacket? Oversized => channel.Oversized;

    public long BytesReceived => inner.BytesReceived;

    public long BytesSent => inner.BytesSent;

    public X509Certificate2 ClientCertificate => inner.ClientCertificate;

    public EndPoint RemoteEndPoint => inner.RemoteEndPoint;

    public EndPoint LocalEndPoint => inner.LocalEndPoint;

    public bool IsSecureConnection => inner.IsSecureConnection;

    public MqttPacketFormatterAdapter PacketFormatterAdapter => inner.PacketFormatterAdapter;

    public Task ConnectAsync(CancellationToken cancellationToken) => inner.ConnectAsync(cancellationToken);

    public Task DisconnectAsync(CancellationToken cancellationToken)
    {
        NoteEnd("the connection was ended because of what the broker sent");
        return inner.DisconnectAsync(cancellationToken);
    }

    public void ResetStatistics() => inner.ResetStatistics();

    public void Dispose() => inner.Dispose();

    public Task SendPacketAsync(MqttPacket packet, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _sentAt, time.GetTimestamp());
        if (packet is MqttConnectPacket connect)
            connect.KeepAlivePeriod = _asked;
        else if (packet is MqttPingReqPacket)
            Interlocked.Increment(ref _pings);
        else if (packet is MqttPublishPacket { PacketIdentifier: > 0 } or MqttSubscribePacket or MqttUnsubscribePacket)
            _requests[((MqttPacketWithIdentifier)packet).PacketIdentifier] = true;
        return inner.SendPacketAsync(packet, cancellationToken);
    }

    public async Task<MqttPacket> ReceivePacketAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var packet = await ReadAsync(cancellationToken);
            switch (packet)
            {
                case null:
                    NoteEnd("the broker closed the connection");
                    return null!;
                case MqttDisconnectPacket told:
                    NoteEnd(told.ReasonString ?? "the broker closed the connection", (int)told.ReasonCode);
                    return told;
                case MqttConnAckPacket answer:
                    KeepAlive = KeepAlivePolicy.Agree(KeepAlive, answer.ServerKeepAlive);
                    answer.ServerKeepAlive = 0;
                    return answer;
                case MqttPingRespPacket when Interlocked.Decrement(ref _pings) < 0:
                    throw new MqttProtocolViolationException("the broker answers pings that were not sent");
                case MqttPubAckPacket or MqttPubRecPacket or MqttPubCompPacket or MqttSubAckPacket or MqttUnsubAckPacket
                    when !_requests.TryRemove(((MqttPacketWithIdentifier)packet).PacketIdentifier, out _):
                    if (++_strays > MostStrays)
                        throw new MqttProtocolViolationException("the broker answers requests that were not sent");
                    break;
                case MqttPublishPacket message when !TopicFilterPolicy.IsTopicName(message.Topic) || !await subscriber.AdmitAsync(message, cancellationToken):
                    await AcknowledgeAsync(message, cancellationToken);
                    break;
                default:
                    return packet;
            }
        }
    }

    private async Task<MqttPacket?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var packet = await inner.ReceivePacketAsync(cancellationToken);
            Volatile.Write(ref _heardAt, time.GetTimestamp());
            return packet;
        }
        catch (Exception e)
        {
            NoteEnd(e.GetBaseException().Message);
            throw;
        }
    }

    private void NoteEnd(string reason, int reasonCode = 0)
    {
        if (Interlocked.CompareExchange(ref _end, new(reason, reasonCode, time.GetTimestamp()), null) is null)
            wake.Set();
    }

    /// <summary>A message that goes no further is not sent again.</summary>
    private Task AcknowledgeAsync(MqttPublishPacket message, CancellationToken cancellationToken) => message.QualityOfServiceLevel switch
    {
        MqttQualityOfServiceLevel.AtLeastOnce => SendPacketAsync(new MqttPubAckPacket { PacketIdentifier = message.PacketIdentifier }, cancellationToken),
        MqttQualityOfServiceLevel.ExactlyOnce => SendPacketAsync(new MqttPubRecPacket { PacketIdentifier = message.PacketIdentifier }, cancellationToken),
        _ => Task.CompletedTask,
    };
}

/// <summary>The end of a connection as it shows at the adapter.</summary>
/// <param name="Reason">What is known of it.</param>
/// <param name="ReasonCode">That of a DISCONNECT; 0: none.</param>
/// <param name="At">When (<see cref="TimeProvider.GetTimestamp"/>).</param>
internal sealed record AdapterEnd(string Reason, int ReasonCode, long At);

/// <summary>Makes the one adapter of a connection.</summary>
internal sealed class MqttnetAdapterFactory(LinkSettings settings, ReceiveLimit subscriber, WakeSignal wake, TimeProvider time) : IMqttClientAdapterFactory
{
    /// <summary>Null until the client connects.</summary>
    public MqttnetAdapter? Adapter { get; private set; }

    public IMqttChannelAdapter CreateClientAdapter(MqttClientOptions options, MqttPacketInspector packetInspector, IMqttNetLogger logger)
    {
        var channel = new BoundedChannel(new(settings, time), LinkSettings.MostPacketBytes);
        var formatter = new MqttPacketFormatterAdapter(options.ProtocolVersion, new MqttBufferWriter(options.WriterBufferSize, options.WriterBufferSizeMax));
        var inner = new MqttChannelAdapter(channel, formatter, logger) { AllowPacketFragmentation = options.AllowPacketFragmentation };
        Adapter = new(inner, channel, settings.KeepAlive, subscriber, wake, time);
        return Adapter;
    }
}
