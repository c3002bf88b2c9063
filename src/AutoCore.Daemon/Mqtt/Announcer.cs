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
internal sealed class Announcer(
    HealthBoard board, Outbox outbox, MqttTopics topics, MqttOptions options, Discovery discovery, CamerasOptions cameras, SettingsOrigin settings,
    IReadOnlyList<GroupDefinition> groups, IEnumerable<IRetainedSubscriber> subscribers, TimeProvider time)
{
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private readonly TimeSpan _healthExpiry = options.PublishInterval * 3;
    private readonly TimeSpan _cameraExpiry = cameras.Interval * 3;
    private readonly IReadOnlyList<IRetainedSubscriber> _subscribers = [.. subscribers];
    private readonly HashSet<string> _local = [.. groups.Where(g => g.IsLocal).Select(g => g.Name)];
    private readonly ConcurrentDictionary<string, Rating> _published = new(StringComparer.Ordinal);

    /// <summary>Begins to follow the board.</summary>
    public void Start()
    {
        board.Posted += PublishChange;
        board.Raised += PublishEvent;
        foreach (var subscriber in _subscribers)
            subscriber.Changed += PublishBirth;
    }

    /// <summary>Ends it.</summary>
    public void Stop()
    {
        board.Posted -= PublishChange;
        board.Raised -= PublishEvent;
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
        foreach (var reading in board.Readings)
            Publish(reading);
        PublishWhole();
        discovery.Announce(always: true);
        ClearGone();
    }

    /// <summary>The whole and every group, mount and neighbour; the topics of those that are gone are cleared.</summary>
    public void PublishHealth()
    {
        foreach (var reading in board.Readings.Where(r => !r.IsCamera))
            Publish(reading);
        PublishWhole();
        discovery.Announce(always: false);
        ClearGone();
    }

    private void ClearGone()
    {
        foreach (var gone in _published.Keys.Except(board.Readings.Select(r => r.Group), StringComparer.Ordinal))
        {
            if (_published.TryRemove(gone, out _))
                outbox.Add(MqttMessage.Clear(topics.Of(gone)));
        }
    }

    /// <summary>Who follows this node is to know what it is before it is online.</summary>
    private void PublishBirth()
    {
        outbox.Add(MqttMessage.State(topics.Info, ComposeInfo()));
        outbox.Add(MqttMessage.Word(topics.Status, "online"u8));
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
        if ((isCamera && !options.PerCamera) || _local.Contains(reading.Group))
            return;
        _published[reading.Group] = reading.Rating;
        outbox.Add(MqttMessage.State(topics.Of(reading.Group), HealthJson.Of(reading), reading.GoodFor ?? (isCamera ? _cameraExpiry : _healthExpiry)));
    }

    private void PublishWhole() => outbox.Add(MqttMessage.State(topics.Health, HealthJson.OfWhole(board, _local, time.GetUtcNow()), _healthExpiry));

    private void PublishEvent(BoardEvent happened) => outbox.Add(MqttMessage.Event(topics.Event, HealthJson.Of(happened)));

    private byte[] ComposeInfo() => JsonBytes.WriteObject(json =>
    {
        json.WriteNumber("ts", time.GetUtcNow().ToUnixTimeSeconds());
        json.WriteString("version", Product.Version);
        json.WriteString("profile", settings.Profile);
        json.WriteString("configuration_hash", settings.Hash());
        json.WriteNumber("started_ts", _startedAt.ToUnixTimeSeconds());
        foreach (var subscriber in _subscribers)
            HealthJson.WriteMeasures(json, subscriber.Describe());
    });
}
