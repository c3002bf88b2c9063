using AutoCore.Daemon.Configuration;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Mqtt.Link;
using AutoCore.Policies.Hosting;
using AutoCore.Policies.Mqtt;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.Mqtt;

/// <summary>Keeps the connection to the broker: the only place that decides when to connect again.</summary>
internal sealed partial class MqttConnection : IMqttTraffic
{
    /// <summary>Larger than every packet of an ordinary installation: the discovery of a device with all its groups takes about 20 KB.</summary>
    public const int OrdinaryPacketBytes = 32 * 1024;

    private readonly IMqttLink _link;
    private readonly MqttOptions _options;
    private readonly LinkSettings _settings;
    private readonly Secrets _secrets;
    private readonly Outbox _outbox;
    private readonly Announcer _announcer;
    private readonly Inbox _inbox;
    private readonly SuspectRequests _suspects;
    private readonly IReadOnlyList<IRetainedIntake> _followers;
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
        IMqttLink link, MqttOptions options, ClientIdentity identity, MqttTopics topics, Secrets secrets, Outbox outbox, Announcer announcer, Inbox inbox, SuspectRequests suspects,
        IEnumerable<IRetainedIntake> followers, TimeProvider time, ILogger<MqttConnection> log)
    {
        (_link, _options, _secrets, _outbox, _announcer, _inbox, _suspects, _time, _log) = (link, options, secrets, outbox, announcer, inbox, suspects, time, log);
        _followers = [.. followers];
        _presence = _followers is [var first, ..] ? first.Presence : null;
        var settings = LinkSettings.From(options, identity.ClientId, password: null) with
        {
            Will = MqttMessage.Word(topics.Status, "offline"u8),
            Farewell = MqttMessage.Word(topics.Status, "offline"u8),
        };
        _settings = _presence is { } presence ? settings with { KeepAlive = presence.KeepAlive, WillDelay = presence.WillDelay } : settings;
        outbox.Added += link.Wake;
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
        if (limits != _toldLimits && limits.Describe(OrdinaryPacketBytes) is [_, ..] texts)
            Log.BrokerLimits(_log, _options.Host!, _options.Port, string.Join("; ", texts));
        _limits = _toldLimits = limits;
    }

    public void OnConnected()
    {
        _connectedAt = _time.GetTimestamp();
        _refusalTold = false;
        if (_failures > 0)
            Log.Reconnected(_log, _options.Host!, _options.Port, _failures);
        else
            Log.Connected(_log, _options.Host!, _options.Port);
        if (_outbox.TakeDropped() is > 0 and var dropped)
            Log.EventsDropped(_log, dropped);
        _outbox.ForgetStates();
        foreach (var follower in _followers)
            follower.OnConnected();
        _announcer.Announce();
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
        if (unanswered > 0 || _outbox.Take() is not { } suspect)
            return null;
        _onTrial = (suspect.Topic, false);
        return suspect;
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
            Log.TopicRefused(_log, topic, reason);
        _refusalTold = true;
    }

    public void OnUndelivered(IReadOnlyList<MqttMessage> messages) => _outbox.Return(messages);

    public void OnDropped(long messages)
    {
        _dropped += messages;
        if (BackoffPolicy.ShouldReport(++_drops))
            Log.InboundDropped(_log, _dropped);
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
            Log.MessageTooLarge(_log, topic, packet.Bytes, LinkSettings.MostPacketBytes, string.Join(", ", filters), SetAsidePolicy.Lasts);
        }
        else if (end is { Cause: LinkEndCause.Lost, IsSilent: false } && _suspects.NoteBreak(end) is { } cause)
        {
            Log.SetAside(_log, cause.IsFilter ? $"the subscription to {cause.Name}" : $"{cause.Name} ({cause.Bytes} bytes)", SetAsidePolicy.Lasts);
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
            : await _link.RunAsync(_settings with { Password = password.Value, Subscriptions = ChooseFilters(), Limits = _limits }, this, stoppingToken);
        foreach (var follower in _followers)
            follower.OnDisconnected();
        if (end.Cause == LinkEndCause.Stopped)
            return null;
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
            Log.TakenOver(_log, _settings.ClientId, end.Reason);
        else if (end.Cause != LinkEndCause.TakenOver && BackoffPolicy.ShouldReport(_failures))
            Log.NotConnected(_log, _options.Host!, _options.Port, end.Reason, end.Remedy, _failures, TimeSpan.FromSeconds(Math.Round(wait.TotalSeconds)));
    }

    private static partial class Log
    {
        [LoggerMessage(LogEvents.MqttConnected, LogLevel.Information, "Connected to the broker {Host}:{Port}", EventName = "mqtt-connected")]
        public static partial void Connected(ILogger log, string host, int port);

        [LoggerMessage(LogEvents.MqttReconnected, LogLevel.Information, "Connected to the broker {Host}:{Port} again after {Failures} failures", EventName = "mqtt-reconnected")]
        public static partial void Reconnected(ILogger log, string host, int port, int failures);

        [LoggerMessage(LogEvents.MqttNotConnected, LogLevel.Warning, "No connection to the broker {Host}:{Port}: {Reason}; {Remedy} (failure {Failures} in a row; next try in {Wait})", EventName = "mqtt-not-connected")]
        public static partial void NotConnected(ILogger log, string host, int port, string reason, string remedy, int failures, TimeSpan wait);

        [LoggerMessage(LogEvents.MqttTakenOver, LogLevel.Error, "Another client takes over this one's MQTT session by using the same client id {ClientId} ({Reason}): most likely the daemon of a cloned card. Give one of the machines an id of its own (rm /etc/machine-id; systemd-machine-id-setup; reboot) or another DataDirectory", EventName = "mqtt-taken-over")]
        public static partial void TakenOver(ILogger log, string clientId, string reason);

        [LoggerMessage(LogEvents.MqttEventsDropped, LogLevel.Warning, "{Count} events were dropped while the broker was away, the oldest first", EventName = "mqtt-events-dropped")]
        public static partial void EventsDropped(ILogger log, long count);

        [LoggerMessage(LogEvents.MqttTopicRefused, LogLevel.Warning, "The broker does not take {Topic}: {Reason}; check what it allows this user (further refusals of this connection are not told)", EventName = "mqtt-topic-refused")]
        public static partial void TopicRefused(ILogger log, string topic, string reason);

        [LoggerMessage(LogEvents.MqttSetAside, LogLevel.Warning, "The broker ends the connection over {Request}: it is left out for {Time}, everything else goes on; check what the broker allows this user, and its largest packet", EventName = "mqtt-set-aside")]
        public static partial void SetAside(ILogger log, string request, TimeSpan time);

        [LoggerMessage(LogEvents.MqttMessageTooLarge, LogLevel.Warning, "A message of {Bytes} bytes comes on {Topic}, and {Most} are read at most: left out for {Time} is the subscription to {Filters}. If it is retained, clear it: mosquitto_pub -r -n -t TOPIC", EventName = "mqtt-message-too-large")]
        public static partial void MessageTooLarge(ILogger log, string topic, int bytes, int most, string filters, TimeSpan time);

        [LoggerMessage(LogEvents.MqttBrokerLimits, LogLevel.Information, "The broker {Host}:{Port} does not offer everything: {Limits}", EventName = "mqtt-broker-limits")]
        public static partial void BrokerLimits(ILogger log, string host, int port, string limits);

        [LoggerMessage(LogEvents.MqttInboundDropped, LogLevel.Warning, "{Messages} live messages were dropped since the start: they come faster than they can be dealt with", EventName = "mqtt-inbound-dropped")]
        public static partial void InboundDropped(ILogger log, long messages);
    }
}
