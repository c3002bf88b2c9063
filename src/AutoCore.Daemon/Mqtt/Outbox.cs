namespace AutoCore.Daemon.Mqtt;

/// <summary>
/// What waits for the broker, bounded: of each state topic the newest value only, of events and of answers the newest few in order. What the client library
/// queues by itself while offline has no limit, so nothing is handed to it before there is a connection.
/// </summary>
/// <param name="mostEvents">Events kept; beyond, the oldest is dropped and counted.</param>
/// <param name="mostAnswers">The same of answers to requests.</param>
internal sealed class Outbox(int mostEvents, int mostAnswers)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, MqttMessage> _states = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private readonly LinkedList<MqttMessage> _events = new();
    private readonly LinkedList<MqttMessage> _answers = new();
    private readonly Queue<FilterChange> _filters = new();
    private long _dropped;

    /// <summary>Raised on the poster's thread after something was added.</summary>
    public event Action? Added;

    /// <summary>Messages that wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _order.Count + _events.Count + _answers.Count;
        }
    }

    /// <summary>Adds a message: a retained one replaces what waits for its topic, another one goes to the end of the events, or of the answers.</summary>
    public void Add(MqttMessage message)
    {
        lock (_gate)
        {
            if (message.Retain)
                SetState(message);
            else
                AddLast(message);
        }
        Added?.Invoke();
    }

    /// <summary>Adds a change of what is followed.</summary>
    public void Add(FilterChange change)
    {
        lock (_gate)
            _filters.Enqueue(change);
        Added?.Invoke();
    }

    /// <summary>The next change of what is followed, or null.</summary>
    public FilterChange? TakeFilter()
    {
        lock (_gate)
            return _filters.TryDequeue(out var change) ? change : null;
    }

    /// <summary>The next message to send, states before events and these before answers; null if none waits.</summary>
    /// <param name="among">Which come into question; null: all.</param>
    public MqttMessage? Take(Func<string, bool>? among = null)
    {
        lock (_gate)
        {
            for (var i = _order.Count; i > 0; i--)
            {
                var topic = _order.Dequeue();
                if (among?.Invoke(topic) != false && _states.Remove(topic, out var state))
                    return state;
                _order.Enqueue(topic);
            }
            return TakeFirst(_events, among) ?? TakeFirst(_answers, among);
        }
    }

    /// <summary>Whether anything waits of those that come into question.</summary>
    public bool Has(Func<string, bool> among)
    {
        lock (_gate)
            return _order.Any(among) || _events.Concat(_answers).Any(e => among(e.Topic));
    }

    /// <summary>Forgets the states that wait, and what was to be followed: the past, once everything is about to be announced anew.</summary>
    public void ForgetStates()
    {
        lock (_gate)
        {
            _states.Clear();
            _order.Clear();
            _filters.Clear();
        }
    }

    /// <summary>Puts back what a lost connection did not deliver: events and answers to the front, in order; states are the past by then.</summary>
    public void Return(IReadOnlyList<MqttMessage> undelivered)
    {
        lock (_gate)
        {
            foreach (var message in undelivered.Where(m => !m.Retain).Reverse())
            {
                var (queue, most) = QueueOf(message);
                if (queue.Count < most)
                    queue.AddFirst(message);
                else
                    _dropped++;
            }
        }
    }

    /// <summary>How many events and answers were dropped since the last call.</summary>
    public long TakeDropped() => Interlocked.Exchange(ref _dropped, 0);

    private void SetState(MqttMessage message)
    {
        if (!_states.ContainsKey(message.Topic))
            _order.Enqueue(message.Topic);
        _states[message.Topic] = message;
    }

    private (LinkedList<MqttMessage> Queue, int Most) QueueOf(MqttMessage message) => message.IsAnswer ? (_answers, mostAnswers) : (_events, mostEvents);

    private void AddLast(MqttMessage message)
    {
        var (queue, most) = QueueOf(message);
        if (queue.Count >= most)
        {
            queue.RemoveFirst();
            _dropped++;
        }
        queue.AddLast(message);
    }

    private static MqttMessage? TakeFirst(LinkedList<MqttMessage> queue, Func<string, bool>? among)
    {
        for (var node = queue.First; node is not null; node = node.Next)
        {
            if (among?.Invoke(node.Value.Topic) == false)
                continue;
            queue.Remove(node);
            return node.Value;
        }
        return null;
    }
}
