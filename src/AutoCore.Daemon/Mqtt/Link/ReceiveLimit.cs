using MQTTnet.Packets;

namespace AutoCore.Daemon.Mqtt.Link;

/// <summary>
/// How much of what came from the broker may wait until it is dealt with: MQTTnet's queue has no bound. What a broker has retained is finite and
/// waits in the network for room; of live messages those beyond are dropped and counted, so that acknowledgements behind them are still heard.
/// </summary>
/// <param name="asPublished">Topics whose messages bear the mark of a retained one also when they are live: nothing there waits.</param>
internal sealed class ReceiveLimit(IReadOnlyCollection<string>? asPublished = null) : IDisposable
{
    private const int MostMessages = 1000;
    private const long MostBytes = 1 << 20;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _room = new(0);
    private int _messages;
    private long _bytes;
    private long _dropped;

    /// <summary>Whether the message may come in; if so, it counts until <see cref="Release"/>.</summary>
    public async ValueTask<bool> AdmitAsync(MqttPublishPacket message, CancellationToken cancellationToken)
    {
        var bytes = SizeOf(message.Topic, message.Payload.Length);
        while (!TryAdmit(bytes))
        {
            if (!message.Retain || asPublished?.Contains(message.Topic) == true)
            {
                Interlocked.Increment(ref _dropped);
                return false;
            }
            await _room.WaitAsync(cancellationToken);
        }
        return true;
    }

    /// <summary>A message was dealt with.</summary>
    public void Release(InboundMessage message)
    {
        lock (_gate)
        {
            _messages--;
            _bytes -= SizeOf(message.Topic, message.Payload.Length);
        }
        if (_room.CurrentCount == 0)
            _room.Release();
    }

    /// <summary>How many were dropped since the last call.</summary>
    public long TakeDropped() => Interlocked.Exchange(ref _dropped, 0);

    public void Dispose() => _room.Dispose();

    private bool TryAdmit(long bytes)
    {
        lock (_gate)
        {
            // The largest packet that is read at all is a quarter of this: one always finds room.
            if (_messages >= MostMessages || _bytes + bytes > MostBytes)
                return false;
            _messages++;
            _bytes += bytes;
            return true;
        }
    }

    private static long SizeOf(string? topic, long payload) => (topic?.Length ?? 0) + payload;
}
