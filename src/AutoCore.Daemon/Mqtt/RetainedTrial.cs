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
/// <param name="wake">Makes the connection ask what comes next.</param>
/// <param name="finish">Asked to end the connection when all is known.</param>
internal sealed class RetainedTrial(IReadOnlyList<TrialTopic> topics, Action wake, CancellationTokenSource finish, TimeProvider time)
    : IMqttTraffic, IDisposable
{
    /// <summary>How long what was published may take to come back.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>A broker of MQTT 5 forgets by itself what could not be cleared.</summary>
    private static readonly TimeSpan Expiry = TimeSpan.FromMinutes(1);

    /// <summary>More than an MQTT packet has beside topic and payload.</summary>
    private const int HeaderBytes = 64;

    private readonly IReadOnlyList<Trial> _trials = [.. topics.Select(t => new Trial(t))];
    private Queue<Trial>? _waiting;
    private ITimer? _deadline;
    private Step _step;
    private volatile bool _isLate;

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
    public IEnumerable<(string Topic, string? Problem)> Results => _trials.Select(t => (t.Topic.Name, t.Describe()));

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
            case Step.Publishing when (_waiting ??= new(_trials)).TryDequeue(out var trial):
                return new(trial.Topic.Name, trial.Compose(Limits), Retain: true, Expiry);
            case Step.Publishing when unanswered == 0:
                Begin(Step.Following);
                _deadline = time.CreateTimer(_ => GiveUp(), null, Patience, Timeout.InfiniteTimeSpan);
                wake();
                return null;
            case Step.Following when _waiting!.Count == 0 && (_isLate || _trials.All(t => t.HasComeBack || t.Refusal is not null)):
                Begin(Step.Clearing);
                return Next(unanswered);
            case Step.Clearing when _waiting!.TryDequeue(out var trial):
                return MqttMessage.Clear(trial.Topic.Name);
            case Step.Clearing when unanswered == 0:
                End();
                return null;
            default:
                return null;
        }
    }

    public FilterChange? NextFilter(int unanswered) =>
        _step == Step.Following && _waiting!.TryDequeue(out var trial) ? new(trial.Topic.Name, IsFollowed: true) : null;

    public void OnReceived(InboundMessage message)
    {
        if (message.IsRetained && Find(message.Topic) is { } trial && message.Payload.Span.SequenceEqual(trial.Payload))
            trial.HasComeBack = true;
    }

    public void OnRefused(string topic, string reason)
    {
        if (Find(topic) is { } trial)
            trial.Refusal ??= reason;
    }

    public void OnUndelivered(IReadOnlyList<MqttMessage> messages)
    {
    }

    public void Dispose() => _deadline?.Dispose();

    private Trial? Find(string topic) => _trials.FirstOrDefault(t => t.Topic.Name == topic);

    /// <summary>What was refused is neither waited for nor cleared.</summary>
    private void Begin(Step step) => (_step, _waiting) = (step, new(_trials.Where(t => t.Refusal is null)));

    private void GiveUp()
    {
        _isLate = true;
        wake();
    }

    private void End()
    {
        _step = Step.Done;
        finish.Cancel();
    }

    /// <summary>A topic, and what came of it.</summary>
    private sealed class Trial(TrialTopic topic)
    {
        public TrialTopic Topic => topic;

        public byte[] Payload { get; private set; } = Encoding.ASCII.GetBytes($"{Guid.NewGuid():n}");

        public string? Refusal { get; set; }

        public bool HasComeBack { get; set; }

        /// <summary>As long as its topic wants it, unless the broker has said that it takes no such packet.</summary>
        public byte[] Compose(BrokerLimits limits) =>
            Payload = topic.Bytes <= Payload.Length || !limits.Takes(topic.Bytes + topic.Name.Length + HeaderBytes)
                ? Payload : [.. Payload, .. Enumerable.Repeat((byte)'.', topic.Bytes - Payload.Length)];

        public string? Describe() => Refusal is not null ? $"the broker refuses it: {Refusal}"
            : HasComeBack ? null
            : $"what was published ({Payload.Length} bytes) did not come back: the broker drops it without a word, or does not let this user read it";
    }
}
