using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Mqtt.HomeAssistant;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Mqtt;

namespace AutoCore.Daemon.Mqtt;

/// <summary>Where messages from the broker go: Home Assistant's start, own announcements of the past, requests, what other nodes keep, and devices'
/// telemetry.</summary>
internal sealed class Inbox(Announcer announcer, Discovery discovery, RequestDispatcher dispatcher, IEnumerable<ITelemetrySubscriber> subscribers,
    IEnumerable<IRetainedSubscriber> followers, TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private ITimer? _reannounce;

    /// <summary>What to subscribe to.</summary>
    public IReadOnlyList<string> Filters =>
        [.. discovery.Filters, .. dispatcher.Filters, .. followers.SelectMany(f => f.TopicFilters), .. subscribers.SelectMany(i => i.TopicFilters)];

    /// <summary>Of these also what is live tells whether it was published to be kept, where the broker can say so.</summary>
    public IReadOnlyCollection<string> Requests => dispatcher.Filters;

    /// <summary>Takes a message in and returns at once.</summary>
    public void Take(InboundMessage message)
    {
        if (message.Topic == discovery.BirthTopic)
        {
            TakeBirth(message);
        }
        else if (!discovery.TryLearn(message) && !dispatcher.TryTake(message, _stopping.Token)
            && !followers.Any(f => f.TryAccept(message.Topic, message.Payload, message.IsRetained)))
        {
            TakeTelemetry(message);
        }
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _reannounce?.Dispose();
        _stopping.Dispose();
    }

    /// <summary>A retained value is from the past: it would be stored as a new one at each connect.</summary>
    private void TakeTelemetry(InboundMessage message)
    {
        if (message.IsRetained)
            return;
        foreach (var subscriber in subscribers)
            subscriber.Accept(message.Topic, message.Payload.Span);
    }

    /// <summary>Home Assistant started: all is told again, after a while of its own for each device. A retained birth is from the past, and what it missed is
    /// retained too.</summary>
    private void TakeBirth(InboundMessage message)
    {
        if (message.IsRetained || !message.Payload.Span.SequenceEqual("online"u8))
            return;
        lock (_gate)
        {
            _reannounce?.Dispose();
            _reannounce =
                time.CreateTimer(_ => announcer.Announce(), null, HomeAssistantPolicy.AnnounceAfter(Random.Shared.NextDouble()), Timeout.InfiniteTimeSpan);
        }
    }
}
