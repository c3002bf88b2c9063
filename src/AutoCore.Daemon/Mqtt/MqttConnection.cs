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
    private readonly IMqttLink _link;
    private readonly MqttOptions _options;
    private readonly LinkSettings _settings;
    private readonly Secrets _secrets;
    private readonly Outbox _outbox;
    private readonly Announcer _announcer;
    private readonly Inbox _inbox;
    private readonly IReadOnlyList<IRetainedIntake> _followers;
    private readonly Presence? _presence;
    private readonly TimeProvider _time;
    private readonly ILogger<MqttConnection> _log;
    private long? _connectedAt;
    private int _failures;
    private int _shortLived;
    private bool _refusalTold;

    public MqttConnection(
        IMqttLink link, MqttOptions options, ClientIdentity identity, MqttTopics topics, Secrets secrets, Outbox outbox, Announcer announcer, Inbox inbox, IEnumerable<IRetainedIntake> followers, TimeProvider time,
        ILogger<MqttConnection> log)
    {
        (_link, _options, _secrets, _outbox, _announcer, _inbox, _time, _log) = (link, options, secrets, outbox, announcer, inbox, time, log);
        _followers = [.. followers];
        _presence = _followers is [var first, ..] ? first.Presence : null;
        var settings = LinkSettings.From(options, identity.ClientId, password: null) with
        {
            Will = MqttMessage.Word(topics.Status, "offline"u8),
            Farewell = MqttMessage.Word(topics.Status, "offline"u8),
            Subscriptions = inbox.Filters,
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

    public MqttMessage? Next() => _outbox.Take();

    public FilterChange? NextFilter() => _outbox.TakeFilter();

    public void OnReceived(InboundMessage message) => _inbox.Take(message);

    public void OnRefused(string topic, string reason)
    {
        // A broker that refuses one topic mostly refuses them all, every interval.
        if (!_refusalTold)
            Log.TopicRefused(_log, topic, reason);
        _refusalTold = true;
    }

    public void OnUndelivered(IReadOnlyList<MqttMessage> messages) => _outbox.Return(messages);

    /// <summary>One connection to its end.</summary>
    /// <returns>The wait before the next, or null if there is to be none.</returns>
    private async Task<TimeSpan?> ConnectOnceAsync(CancellationToken stoppingToken)
    {
        _connectedAt = null;
        var password = _options.UserName is null ? default : _secrets.Find(_options.PasswordKey);
        var end = password.Problem is { } missing
            ? new(LinkEndCause.Refused, missing)
            : await _link.RunAsync(_settings with { Password = password.Value }, this, stoppingToken);
        foreach (var follower in _followers)
            follower.OnDisconnected();
        if (end.Cause == LinkEndCause.Stopped)
            return null;
        if (end.Cause == LinkEndCause.LibraryMissing)
        {
            Log.LibraryMissing(_log, end.Reason, end.Remedy);
            return null;
        }
        var stood = _connectedAt is { } at ? _time.GetElapsedTime(at) : (TimeSpan?)null;
        _failures = ReconnectPolicy.CountFailures(_failures, stood ?? TimeSpan.Zero);
        _shortLived = ReconnectPolicy.CountShortLived(_shortLived, stood);
        if (end.Cause == LinkEndCause.Lost && _shortLived >= ReconnectPolicy.TakenOverAfter)
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

        [LoggerMessage(LogEvents.MqttLibraryMissing, LogLevel.Error, "Nothing is published: {Reason}. Install it and restart: {Remedy}", EventName = "mqtt-library-missing")]
        public static partial void LibraryMissing(ILogger log, string reason, string remedy);

        [LoggerMessage(LogEvents.MqttEventsDropped, LogLevel.Warning, "{Count} events were dropped while the broker was away, the oldest first", EventName = "mqtt-events-dropped")]
        public static partial void EventsDropped(ILogger log, long count);

        [LoggerMessage(LogEvents.MqttTopicRefused, LogLevel.Warning, "The broker does not take {Topic}: {Reason}; check what it allows this user (further refusals of this connection are not told)", EventName = "mqtt-topic-refused")]
        public static partial void TopicRefused(ILogger log, string topic, string reason);
    }
}
