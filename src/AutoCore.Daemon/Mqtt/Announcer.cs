using System.Collections.Concurrent;
using AutoCore.Core.Cameras;
using AutoCore.Core.Configuration;
using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Core.Mqtt;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Mqtt.HomeAssistant;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Mqtt;

/// <summary>Puts the board into the outbox: everything after each connect, the health at each interval, and what changes at once.</summary>
internal sealed class Announcer
{
    private readonly HealthBoard _board;
    private readonly Outbox _outbox;
    private readonly MqttTopics _topics;
    private readonly MqttOptions _options;
    private readonly Discovery _discovery;
    private readonly SettingsOrigin _settings;
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _startedAt;
    private readonly TimeSpan _healthExpiry;
    private readonly TimeSpan _cameraExpiry;
    private readonly IReadOnlyList<IRetainedSubscriber> _subscribers;
    private readonly HashSet<string> _local;
    private readonly ConcurrentDictionary<string, Rating> _published = new(StringComparer.Ordinal);

    public Announcer(
        HealthBoard board, Outbox outbox, MqttTopics topics, MqttOptions options, Discovery discovery, CamerasOptions cameras, SettingsOrigin settings,
        IReadOnlyList<GroupDefinition> groups, IEnumerable<IRetainedSubscriber> subscribers, TimeProvider time)
    {
        (_board, _outbox, _topics, _options, _discovery, _settings, _time) = (board, outbox, topics, options, discovery, settings, time);
        _startedAt = time.GetUtcNow();
        _subscribers = [.. subscribers];
        _local = [.. groups.Where(g => g.IsLocal).Select(g => g.Name)];
        _healthExpiry = options.PublishInterval * 3;
        _cameraExpiry = cameras.Interval * 3;
    }

    /// <summary>Begins to follow the board.</summary>
    public void Start()
    {
        _board.Posted += PublishChange;
        _board.Raised += PublishEvent;
        foreach (var subscriber in _subscribers)
            subscriber.Changed += PublishBirth;
    }

    /// <summary>Ends it.</summary>
    public void Stop()
    {
        _board.Posted -= PublishChange;
        _board.Raised -= PublishEvent;
        foreach (var subscriber in _subscribers)
            subscriber.Changed -= PublishBirth;
    }

    /// <summary>
    /// The birth, and everything that a broker may have lost or Home Assistant must hear again; the discovery, the largest and most often refused,
    /// goes last.
    /// </summary>
    public void Announce()
    {
        PublishBirth();
        foreach (var reading in _board.Readings)
            Publish(reading);
        PublishWhole();
        _discovery.Announce(always: true);
        ClearGone();
    }

    /// <summary>The whole and every group, mount and neighbour; the topics of those that are gone are cleared.</summary>
    public void PublishHealth()
    {
        foreach (var reading in _board.Readings.Where(r => !r.IsCamera))
            Publish(reading);
        PublishWhole();
        _discovery.Announce(always: false);
        ClearGone();
    }

    private void ClearGone()
    {
        foreach (var gone in _published.Keys.Except(_board.Readings.Select(r => r.Group), StringComparer.Ordinal))
        {
            if (_published.TryRemove(gone, out _))
                _outbox.Add(MqttMessage.Clear(_topics.Of(gone)));
        }
    }

    /// <summary>Who follows this node is to know what it is before it is online.</summary>
    private void PublishBirth()
    {
        _outbox.Add(MqttMessage.State(_topics.Info, ComposeInfo()));
        _outbox.Add(MqttMessage.Word(_topics.Status, "online"u8));
    }

    private void PublishChange(HealthReading reading)
    {
        var isNews = !_published.TryGetValue(reading.Group, out var before) || before != reading.Rating;
        if (!isNews && !reading.IsCamera)
            return;
        Publish(reading);
        if (!reading.IsPart)
            PublishWhole();
    }

    private void Publish(HealthReading reading)
    {
        var isCamera = reading.IsCamera;
        if ((isCamera && !_options.PerCamera) || _local.Contains(reading.Group))
            return;
        _published[reading.Group] = reading.Rating;
        _outbox.Add(MqttMessage.State(_topics.Of(reading.Group), HealthJson.Of(reading), reading.GoodFor ?? (isCamera ? _cameraExpiry : _healthExpiry)));
    }

    private void PublishWhole() => _outbox.Add(MqttMessage.State(_topics.Health, HealthJson.OfWhole(_board, _local, _time.GetUtcNow()), _healthExpiry));

    private void PublishEvent(BoardEvent happened) => _outbox.Add(MqttMessage.Event(_topics.Event, HealthJson.Of(happened)));

    private byte[] ComposeInfo() => JsonBytes.WriteObject(json =>
    {
        json.WriteNumber("ts", _time.GetUtcNow().ToUnixTimeSeconds());
        json.WriteString("version", Product.Version);
        json.WriteString("profile", _settings.Profile);
        json.WriteString("configuration_hash", _settings.Hash());
        json.WriteNumber("started_ts", _startedAt.ToUnixTimeSeconds());
        foreach (var subscriber in _subscribers)
            HealthJson.WriteMeasures(json, subscriber.Describe());
    });
}
