using AutoCore.Daemon.Mqtt;
using AutoCore.Daemon.Mqtt.Link;
using AutoCore.Policies.Mqtt;

namespace AutoCore.Daemon.Commands;

/// <summary>One short connection to the broker: hears what is retained, then publishes, and knows whether all of it was acknowledged.</summary>
internal sealed class FleetSession(IMqttLink link, LinkSettings settings, TimeProvider time) : IMqttTraffic, IDisposable
{
    private static readonly TimeSpan ListensFor = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _heard = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _finish = new();
    private Queue<MqttMessage>? _toSend;
    private int _undelivered;
    private string? _refusal;

    /// <summary>Connects, listens, publishes what <paramref name="compose"/> makes of what was heard, and ends.</summary>
    /// <returns>What went wrong, with the remedy; null if everything was acknowledged.</returns>
    public async Task<string?> RunAsync(Func<IReadOnlyDictionary<string, ReadOnlyMemory<byte>>, IEnumerable<MqttMessage>> compose,
        CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.Register(_finish.Cancel);
        var running = link.RunAsync(settings with { DisconnectWithin = TimeSpan.FromSeconds(30) }, this, _finish.Token);
        if (await Task.WhenAny(running, _connected.Task) == _connected.Task)
        {
            await Task.Delay(ListensFor, time, cancellationToken);
            lock (_gate)
                _toSend = new(compose(_heard));
            link.Wake();
        }
        var end = await running;
        return end.Cause != LinkEndCause.Stopped ? $"{settings.Host}:{settings.Port}: {end.Reason}; {end.Remedy}"
            : _refusal ?? (_undelivered > 0 ? $"{_undelivered} messages were not acknowledged by the broker: try again" : null);
    }

    public void Dispose() => _finish.Dispose();

    public void OnConnected() => _connected.TrySetResult();

    public MqttMessage? Next(int unanswered)
    {
        lock (_gate)
        {
            if (_toSend is null)
                return null;
            if (_toSend.TryDequeue(out var message))
                return message;
        }
        // Everything is handed over: the clean end waits until it is acknowledged.
        _finish.Cancel();
        return null;
    }

    public void OnReceived(InboundMessage message)
    {
        lock (_gate)
            _heard[message.Topic] = message.Payload;
    }

    public void OnRefused(string topic, string reason) =>
        _refusal ??= $"{topic}: {reason}; check what the broker allows this user, and how large a message may be";

    public void OnUndelivered(IReadOnlyList<MqttMessage> messages) => _undelivered += messages.Count;
}
