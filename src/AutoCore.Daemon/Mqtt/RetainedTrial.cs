using AutoCore.Daemon.Mqtt.Link;
using AutoCore.Policies.Mqtt;

namespace AutoCore.Daemon.Mqtt;

/// <summary>A topic to try.</summary>
/// <param name="Name">The topic.</param>
/// <param name="Bytes">How long a message there has to be; 0: as short as it can be.</param>
internal readonly record struct TrialTopic(string Name, int Bytes = 0);

/// <summary>
/// Publishes one retained message on each of some topics, reads them back and clears them: a broker of MQTT 3.1.1 has no word for a refusal, and drops what it
/// does not allow as if it
/// had taken it.
/// </summary>
internal sealed class RetainedTrial : IMqttTraffic, IDisposable
{
    /// <summary>How long what was published may take to come back.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>A broker of MQTT 5 forgets by itself what could not be cleared.</summary>
    private static readonly TimeSpan Expiry = TimeSpan.FromMinutes(1);

    /// <summary>More than an MQTT packet has beside topic and payload.</summary>
    private const int HeaderBytes = 64;

    private readonly Action _wake;
    private readonly CancellationTokenSource _finish;
    private readonly Queue<string> _toPublish;
    private readonly Queue<string> _toFollow = new();
    private readonly Queue<string> _toClear = new();
    private readonly ITimer _deadline;
    private readonly byte[] _payload = Encoding.ASCII.GetBytes($"{Guid.NewGuid():n}");
    private readonly Dictionary<string, string?> _refused = new(StringComparer.Ordinal);
    private readonly HashSet<string> _missing;
    private readonly IReadOnlyList<string> _topics;
    private readonly Dictionary<string, int> _bytes;
    private Step _step;
    private volatile bool _isLate;

    /// <param name="topics">The topics.</param>
    /// <param name="wake">Makes the connection ask what comes next.</param>
    /// <param name="finish">Asked to end the connection when all is known.</param>
    /// <param name="time">The clock.</param>
    public RetainedTrial(IReadOnlyList<TrialTopic> topics, Action wake, CancellationTokenSource finish, TimeProvider time)
    {
        (_topics, _wake, _finish) = ([.. topics.Select(t => t.Name)], wake, finish);
        _bytes = topics.ToDictionary(t => t.Name, t => t.Bytes, StringComparer.Ordinal);
        _toPublish = new(_topics);
        _missing = [.. _topics];
        _deadline = time.CreateTimer(_ => GiveUp(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private enum Step
    {
        Publishing,
        Following,
        Clearing,
        Done,
    }

    public bool IsConnected { get; private set; }

    public BrokerLimits Limits { get; private set; }

    /// <summary>Whether everything that was to be learned is known.</summary>
    public bool IsComplete => _step == Step.Done;

    /// <summary>What came of each topic: null if the message came back, else what is wrong; in the order of the topics.</summary>
    public IEnumerable<(string Topic, string? Problem)> Results =>
        _topics.Select(t => (t, _refused.TryGetValue(t, out var reason) ? $"the broker refuses it: {reason}"
        : _missing.Contains(t) ? $"what was published ({Payload(t).Length} bytes) did not come back: the broker drops it without a word, or does not let this user read it"
        : null));

    public void OnLimits(BrokerLimits limits) => Limits = limits;

    public void OnConnected()
    {
        IsConnected = true;
        if (!Limits.KeepsRetained)
            End();
    }

    public MqttMessage? Next(int unanswered)
    {
        switch (_step)
        {
            case Step.Publishing when _toPublish.TryDequeue(out var topic):
                return new(topic, Payload(topic), Retain: true, Expiry);
            case Step.Publishing when unanswered == 0:
                foreach (var topic in _topics.Where(t => !_refused.ContainsKey(t)))
                    _toFollow.Enqueue(topic);
                _step = Step.Following;
                _deadline.Change(Patience, Timeout.InfiniteTimeSpan);
                _wake();
                return null;
            case Step.Following when _toFollow.Count == 0 && (_isLate || _missing.All(_refused.ContainsKey)):
                foreach (var topic in _topics.Where(t => !_refused.ContainsKey(t)))
                    _toClear.Enqueue(topic);
                _step = Step.Clearing;
                return Next(unanswered);
            case Step.Clearing when _toClear.TryDequeue(out var topic):
                return MqttMessage.Clear(topic);
            case Step.Clearing when unanswered == 0:
                End();
                return null;
            default:
                return null;
        }
    }

    public FilterChange? NextFilter(int unanswered) => _step == Step.Following && _toFollow.TryDequeue(out var topic) ? new(topic, IsFollowed: true) : null;

    public void OnReceived(InboundMessage message)
    {
        if (message.IsRetained && message.Payload.Span.SequenceEqual(Payload(message.Topic)))
            _missing.Remove(message.Topic);
    }

    public void OnRefused(string topic, string reason) => _refused.TryAdd(topic, reason);

    public void OnUndelivered(IReadOnlyList<MqttMessage> messages)
    {
    }

    public void Dispose() => _deadline.Dispose();

    /// <summary>As long as its topic wants it, unless the broker has said that it takes no such packet.</summary>
    private byte[] Payload(string topic)
    {
        var bytes = _bytes.GetValueOrDefault(topic);
        return bytes <= _payload.Length || !Limits.Takes(bytes + topic.Length + HeaderBytes) ? _payload : [.. _payload, .. Enumerable.Repeat((byte)'.', bytes - _payload.Length)];
    }

    private void GiveUp()
    {
        _isLate = true;
        _wake();
    }

    private void End()
    {
        _step = Step.Done;
        _finish.Cancel();
    }
}
