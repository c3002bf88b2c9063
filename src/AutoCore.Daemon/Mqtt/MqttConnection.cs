using AutoCore.Core.Logging;
using AutoCore.Core.Mqtt;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Mqtt.Link;
using AutoCore.Policies.Health;
using AutoCore.Policies.Hosting;
using AutoCore.Policies.Mqtt;

namespace AutoCore.Daemon.Mqtt;

/// <summary>Keeps the connection to the broker: the only place that decides when to connect again.</summary>
internal sealed class MqttConnection : IMqttTraffic
{
    private readonly IMqttLink _link;
    private readonly MqttOptions _options;
    private readonly LinkSettings _settings;
    private readonly Secrets _secrets;
    private readonly Outbox _outbox;
    private readonly PictureOutbox _pictures;
    private readonly Announcer _announcer;
    private readonly Inbox _inbox;
    private readonly SuspectRequests _suspects;
    private readonly BrokerHealth _health;
    private readonly IReadOnlyList<IRetainedSubscriber> _followers;
    private readonly Presence? _presence;
    private readonly TimeProvider _time;
    private readonly ILogger<MqttConnection> _log;
    private readonly Queue<string> _suspectFilters = new();
    private BrokerLimits _limits = BrokerLimits.None;
    private BrokerLimits _toldLimits = BrokerLimits.None;
    private (string Name, bool IsFilter)? _onTrial;
    private long? _connectedAt;
    private int _failures;
    private int _shortLived;
    private long _dropped;
    private int _drops;
    private bool _refusalTold;

    public MqttConnection(
        IMqttLink link, MqttOptions options, ClientIdentity identity, MqttTopics topics, Secrets secrets, Outbox outbox, PictureOutbox pictures,
        Announcer announcer, Inbox inbox, SuspectRequests suspects, BrokerHealth health,
        IEnumerable<IRetainedSubscriber> followers, TimeProvider time, ILogger<MqttConnection> log)
    {
        (_link, _options, _secrets, _outbox, _pictures, _announcer, _inbox, _suspects, _health, _time, _log) =
            (link, options, secrets, outbox, pictures, announcer, inbox, suspects, health, time, log);
        _followers = [.. followers];
        _presence = _followers is [var first, ..] ? first.Presence : null;
        var settings = LinkSettings.From(options, identity.ClientId, password: null) with
        {
            Will = MqttMessage.Word(topics.Status, "offline"u8),
            DisconnectMessage = MqttMessage.Word(topics.Status, "offline"u8),
        };
        _settings = _presence is { } presence ? settings with { KeepAlive = presence.KeepAlive, WillDelay = presence.WillDelay } : settings;
        outbox.Added += link.Wake;
        pictures.Ready += link.Wake;
    }

    /// <summary>Connects, again and again, until it is asked to stop.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await ConnectOnceAsync(stoppingToken) is { } wait)
                await Task.Delay(wait, _time, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The daemon stops while it waits for the broker.
        }
    }

    public void OnLimits(BrokerLimits limits)
    {
        if (limits != _toldLimits && limits.Describe(_options.LargestPacketBytes) is [_, ..] texts)
            _log.Write(MqttEvents.BrokerLimits, new("host", _options.Host!), new("port", _options.Port), new("limits", string.Join("; ", texts)));
        _limits = _toldLimits = limits;
    }

    public void OnConnected()
    {
        _connectedAt = _time.GetTimestamp();
        _refusalTold = false;
        if (_failures > 0)
            _log.Write(MqttEvents.Reconnected, new("host", _options.Host!), new("port", _options.Port), new("failures", _failures));
        else
            _log.Write(MqttEvents.Connected, new("host", _options.Host!), new("port", _options.Port));
        if (_outbox.TakeDropped() is > 0 and var dropped)
            _log.Write(MqttEvents.EventsDropped, new Measure("count", dropped));
        _outbox.ForgetStates();
        _health.NoteConnected();
        foreach (var follower in _followers)
            follower.OnConnected();
        _announcer.Announce();
        _pictures.Announce();
    }

    public MqttMessage? Next(int unanswered)
    {
        if (!IsTrialOver(unanswered))
            return null;
        while (_outbox.Take(IsFree) is { } message)
        {
            if (!_suspects.IsSetAside(message.Topic, isFilter: false))
                return message;
        }
        if (unanswered > 0)
            return null;
        // Pictures go last and one by one: what is small never waits behind them.
        while ((_outbox.Take() ?? _pictures.Take()) is { } last)
        {
            if (_suspects.IsSetAside(last.Topic, isFilter: false))
                continue;
            if (!IsFree(last.Topic))
                _onTrial = (last.Topic, false);
            return last;
        }
        return null;
    }

    public FilterChange? NextFilter(int unanswered)
    {
        if (!IsTrialOver(unanswered))
            return null;
        while (_outbox.TakeFilter() is { } change)
        {
            if (!_suspects.IsSetAside(change.Filter, isFilter: true))
                return change;
        }
        if (unanswered > 0 || _suspectFilters.Count == 0 || _outbox.Has(IsFree))
            return null;
        _onTrial = (_suspectFilters.Peek(), true);
        return new(_suspectFilters.Dequeue(), IsFollowed: true, IsLasting: true);
    }

    public void OnReceived(InboundMessage message) => _inbox.Take(message);

    public void OnRefused(string topic, string reason)
    {
        // A broker that refuses one topic mostly refuses them all, every interval.
        if (!_refusalTold)
            _log.Write(MqttEvents.TopicRefused, new("topic", topic), new("reason", reason));
        _refusalTold = true;
    }

    public void OnUndelivered(IReadOnlyList<MqttMessage> messages) => _outbox.Return(messages);

    public void OnDropped(long messages)
    {
        _dropped += messages;
        if (BackoffPolicy.ShouldReport(++_drops))
            _log.Write(MqttEvents.InboundDropped, new Measure("messages", _dropped));
    }

    /// <summary>A suspect is alone on the connection; once it is answered it is none.</summary>
    private bool IsTrialOver(int unanswered)
    {
        if (_onTrial is not { } tried)
            return true;
        if (unanswered > 0)
            return false;
        _suspects.Clear(tried.Name, tried.IsFilter);
        _onTrial = null;
        return true;
    }

    private bool IsFree(string topic) => !_suspects.IsSuspect(topic, isFilter: false);

    /// <summary>What to subscribe to at once; what is suspected comes later, one by one.</summary>
    private List<string> ChooseFilters()
    {
        _suspectFilters.Clear();
        _onTrial = null;
        var chosen = new List<string>();
        foreach (var filter in _inbox.Filters.Where(f => !_suspects.IsSetAside(f, isFilter: true)))
        {
            if (_suspects.IsSuspect(filter, isFilter: true))
                _suspectFilters.Enqueue(filter);
            else
                chosen.Add(filter);
        }
        return chosen;
    }

    /// <summary>What the end says about the broker, and about what it will not bear.</summary>
    private void Learn(LinkEnd end)
    {
        _limits = _limits.Learn(end.ReasonCode);
        if (end.Oversized is { Topic: { } topic } packet)
        {
            var filters = _inbox.Filters.Where(f => TopicFilterPolicy.Matches(f, topic)).ToList();
            filters.ForEach(f => _suspects.SetAside(f, isFilter: true));
            _log.Write(MqttEvents.MessageTooLarge,
                new("topic", topic), new("bytes", packet.Bytes), new("most", LinkSettings.MostPacketBytes), new("filters", string.Join(", ", filters)),
                new("time", SetAsidePolicy.Lasts));
        }
        else if (end is { Cause: LinkEndCause.Lost, IsSilent: false } && _suspects.NoteBreak(end) is { } cause)
        {
            _log.Write(MqttEvents.SetAside,
                new("request", cause.IsFilter ? $"the subscription to {cause.Name}" : $"{cause.Name} ({cause.Bytes} bytes)"),
                new("time", SetAsidePolicy.Lasts));
        }
    }

    /// <summary>One connection to its end.</summary>
    /// <returns>The wait before the next, or null if there is to be none.</returns>
    private async Task<TimeSpan?> ConnectOnceAsync(CancellationToken stoppingToken)
    {
        _connectedAt = null;
        var password = _options.UserName is null ? default : _secrets.Find(_options.PasswordKey);
        var end = password.Problem is { } missing
            ? new LinkEnd(LinkEndCause.Refused, missing)
            : await _link.RunAsync(
                _settings with { Password = password.Value, Subscriptions = ChooseFilters(), RetainAsPublished = _inbox.Requests, Limits = _limits },
                this, stoppingToken);
        foreach (var follower in _followers)
            follower.OnDisconnected();
        if (end.Cause == LinkEndCause.Stopped)
            return null;
        _health.NoteLost(end.Reason);
        Learn(end);
        var stood = _connectedAt is { } at ? _time.GetElapsedTime(at) : (TimeSpan?)null;
        _failures = ReconnectPolicy.CountFailures(_failures, stood ?? TimeSpan.Zero);
        _shortLived = ReconnectPolicy.CountShortLived(_shortLived, stood, end.Unanswered.Count);
        if (end is { Cause: LinkEndCause.Lost, Unanswered: [], Oversized: null } && _shortLived >= ReconnectPolicy.TakenOverAfter)
            end = new(LinkEndCause.TakenOver, $"the broker ended {_shortLived} connections in a row soon after it accepted them");
        var wait = ReconnectPolicy.NextAttempt(end.Cause, _failures, Random.Shared.NextDouble(), _presence?.LongestReconnect);
        Report(end, wait);
        return wait;
    }

    private void Report(LinkEnd end, TimeSpan wait)
    {
        if (end.Cause == LinkEndCause.TakenOver && BackoffPolicy.ShouldReport(Math.Max(1, _shortLived - ReconnectPolicy.TakenOverAfter + 1)))
        {
            _log.Write(MqttEvents.TakenOver, new("client_id", _settings.ClientId), new("reason", end.Reason));
        }
        else if (end.Cause != LinkEndCause.TakenOver && BackoffPolicy.ShouldReport(_failures))
        {
            _log.Write(MqttEvents.NotConnected,
                new("host", _options.Host!), new("port", _options.Port), new("reason", end.Reason), new("remedy", end.Remedy),
                new("failures", _failures), new("wait", TimeSpan.FromSeconds(Math.Round(wait.TotalSeconds))));
        }
    }
}
