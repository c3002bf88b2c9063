using AutoCore.Daemon.Fleet;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Fleet;
using AutoCore.Policies.Health;

namespace AutoCore.Benchmarks.Fleet;

/// <summary>The fleet's door of a simulated node: as the node's own, but the parts of a list are only counted, not kept on a thousand cards.</summary>
internal sealed class ListFollower(FleetSubscriber subscriber, FleetTopics topics, IRetainedMessages retained) : IRetainedSubscriber
{
    private FleetManifest? _manifest;
    private int _parts;
    private int _next;

    public event Action? Changed
    {
        add => subscriber.Changed += value;
        remove => subscriber.Changed -= value;
    }

    public IReadOnlyList<string> TopicFilters => subscriber.TopicFilters;

    public Presence Presence => subscriber.Presence;

    /// <summary>Whether all parts that were wanted have come.</summary>
    public bool IsDone => _manifest is not null && Volatile.Read(ref _next) == _parts;

    /// <summary>Parts to fetch at most of the next list.</summary>
    public int MostParts { get; init; }

    public IReadOnlyList<Measure> Describe() => subscriber.Describe();

    public void OnConnected() => subscriber.OnConnected();

    public void OnDisconnected() => subscriber.OnDisconnected();

    public bool TryAccept(string topic, ReadOnlyMemory<byte> payload, bool isRetained)
    {
        if (topic == topics.List && FleetManifest.Read(payload, key: null).Manifest is { } manifest)
        {
            (_manifest, _parts) = (manifest, Math.Min(manifest.Parts, MostParts));
            retained.Follow(topics.Part(manifest.Version, 0));
        }
        else if (_manifest is { } list && _next < _parts && topic == topics.Part(list.Version, _next))
        {
            retained.Leave(topic);
            if (Interlocked.Increment(ref _next) < _parts)
                retained.Follow(topics.Part(list.Version, _next));
        }
        return subscriber.TryAccept(topic, payload, isRetained);
    }
}
