using System.Buffers;
using System.Collections.Concurrent;
using AutoCore.Policies.Mqtt;
using MQTTnet;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Exceptions;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace AutoCore.Daemon.Mqtt.Link;

/// <summary>One connection by MQTTnet; its loop is the only one that calls the traffic. All times are taken on the monotonic clock.</summary>
internal sealed partial class MqttnetSession : IDisposable
{
    /// <summary>Requests handed to the library and not yet answered.</summary>
    private const int MostUnanswered = 16;

    private const int AcknowledgedQos = 1;

    private readonly LinkSettings _settings;
    private readonly IMqttTraffic _traffic;
    private readonly WakeSignal _wake;
    private readonly TimeProvider _time;
    private readonly ReceiveLimit _receiveLimit;
    private readonly MqttnetAdapterFactory _adapters;
    private readonly IMqttClient _client;
    private readonly CancellationTokenSource _ended = new();
    private readonly List<Request> _requests = [];
    private readonly ConcurrentQueue<InboundMessage> _received = new();
    private BrokerLimits _limits;
    private int _answered;
    private Task? _ping;
    private long _pingAt;
    private volatile MqttClientDisconnectedEventArgs? _disconnected;

    public MqttnetSession(LinkSettings settings, IMqttTraffic traffic, WakeSignal wake, TimeProvider time)
    {
        (_settings, _traffic, _wake, _time, _limits) = (settings, traffic, wake, time, settings.Limits);
        _receiveLimit = new(settings.RetainAsPublished);
        _adapters = new(settings, _receiveLimit, wake, time);
        _client = new MqttClientFactory(new MqttNetNullLogger(), _adapters).CreateMqttClient();
        _client.ApplicationMessageReceivedAsync += TakeIn;
        _client.DisconnectedAsync += NoteEnd;
    }

    private bool IsMqtt5 => _settings.Protocol == 5;

    private MqttnetAdapter Adapter => _adapters.Adapter!;

    /// <summary>Connects, and carries messages until the end.</summary>
    public async Task<LinkEnd> RunAsync(CancellationToken finish)
    {
        if (await ConnectAsync(finish) is { } failed)
            return failed;
        using var registration = finish.Register(_wake.Set);
        _traffic.OnLimits(_limits);
        foreach (var filter in _settings.Subscriptions)
            Subscribe(filter, AcknowledgedQos);
        _traffic.OnConnected();
        long? disconnectAt = null;
        while (true)
        {
            Settle();
            if (FindEnd(disconnectAt is not null) is { } end)
            {
                await EndRequestsAsync();
                return end with { Unanswered = [.. _requests.Select(r => r.Asked)], Answered = _answered, Oversized = Adapter.Oversized };
            }
            if (disconnectAt is null)
                Pump();
            if (finish.IsCancellationRequested)
            {
                disconnectAt ??= SendDisconnectMessage();
                if (_requests.Count == 0 || _time.GetElapsedTime(disconnectAt.Value) > _settings.DisconnectWithin)
                    return await CloseAsync();
            }
            Ping();
            await _wake.WaitAsync(disconnectAt is { } at ? _settings.DisconnectWithin - _time.GetElapsedTime(at) : NextLook());
        }
    }

    public void Dispose()
    {
        _client.ApplicationMessageReceivedAsync -= TakeIn;
        _client.DisconnectedAsync -= NoteEnd;
        _ended.Cancel();
        _client.Dispose();
        _ended.Dispose();
        _receiveLimit.Dispose();
        Settle();
        var undelivered = _requests.Select(r => r.Message).OfType<MqttMessage>().ToList();
        if (undelivered.Count > 0)
            _traffic.OnUndelivered(undelivered);
    }

    /// <summary>Hands over what waits in either direction, as far as the window allows.</summary>
    private void Pump()
    {
        var window = _limits.Window(MostUnanswered);
        while (_traffic.NextFilter(_requests.Count) is { } change)
            Follow(change);
        while (_received.TryDequeue(out var received))
        {
            _receiveLimit.Release(received);
            _traffic.OnReceived(received);
        }
        if (_receiveLimit.TakeDropped() is > 0 and var dropped)
            _traffic.OnDropped(dropped);
        while (_requests.Count < window && _traffic.Next(_requests.Count) is { } message)
            Publish(message);
    }

    /// <summary>
    /// What is followed for a moment is asked for again if it does not come: nothing has to be acknowledged. One's own is wanted, too, as proof that
    /// the broker answered.
    /// </summary>
    private void Follow(FilterChange change)
    {
        if (change.IsFollowed)
            Subscribe(change.Filter, change.IsLasting ? AcknowledgedQos : 0);
        else
            Forget(_client.UnsubscribeAsync(new() { TopicFilters = [change.Filter] }, _ended.Token));
    }

    private void Subscribe(string filter, int qos)
    {
        if (!_limits.Takes(filter))
        {
            _traffic.OnRefused(filter, "the broker has no wildcard subscriptions");
            return;
        }
        var wanted = new MqttTopicFilter
        {
            Topic = filter,
            QualityOfServiceLevel = (MqttQualityOfServiceLevel)qos,
            NoLocal = IsMqtt5 && qos > 0,
            RetainAsPublished = IsMqtt5 && _settings.RetainAsPublished.Contains(filter),
        };
        Send(new(filter, IsFilter: true, 0), null, async () =>
            RefusalOf(await _client.SubscribeAsync(new() { TopicFilters = [wanted] }, _ended.Token)));
    }

    private void Publish(MqttMessage message)
    {
        var qos = _limits.Qos(AcknowledgedQos);
        var size = PublishSize.Of(message.Topic, message.Payload.Length, qos, IsMqtt5, message.Expiry is not null, message.ContentType);
        if (!_limits.Takes(size))
        {
            _traffic.OnRefused(message.Topic, $"{size} bytes, and the broker takes {_limits.MaximumPacketSize}");
            return;
        }
        // Nothing is kept that could be cleared.
        if (!_limits.KeepsRetained && message is { Retain: true, Payload.IsEmpty: true })
            return;
        var packet = new MqttApplicationMessage
        {
            Topic = message.Topic,
            Payload = new(message.Payload),
            QualityOfServiceLevel = (MqttQualityOfServiceLevel)qos,
            Retain = message.Retain && _limits.KeepsRetained,
            MessageExpiryInterval = IsMqtt5 && message.Expiry is { } expiry ? (uint)Math.Max(1, expiry.TotalSeconds) : 0,
            ContentType = IsMqtt5 ? message.ContentType : null,
        };
        Send(new(message.Topic, IsFilter: false, size), message, async () =>
            RefusalOf(await _client.PublishAsync(packet, _ended.Token)));
    }

    private void Send(LinkRequest asked, MqttMessage? message, Func<Task<string?>> send)
    {
        var answer = send();
        // The library would not even send it: a topic that cannot be one, or is too long.
        if (answer.Exception?.InnerException is MqttProtocolViolationException unfit && _client.IsConnected)
        {
            _traffic.OnRefused(asked.Name, unfit.Message);
            return;
        }
        _requests.Add(new(asked, message, answer, _time.GetTimestamp()));
        Forget(answer);
    }

    private static string? RefusalOf(MqttClientPublishResult result) =>
        result.IsSuccess || (int)result.ReasonCode < 128 ? null : result.ReasonString ?? Words(result.ReasonCode);

    private static string? RefusalOf(MqttClientSubscribeResult result) =>
        result.Items.FirstOrDefault() is { } item && (int)item.ResultCode >= 128 ? Words(item.ResultCode) : null;

    /// <summary>Wakes the loop once the task is over; how it ended is looked at there, or is the connection's end.</summary>
    private void Forget(Task task) => _ = task.ContinueWith(
        static (t, wake) =>
        {
            _ = t.Exception;
            ((WakeSignal)wake!).Set();
        },
        _wake, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <summary>Takes out what was answered meanwhile; what failed stays, undelivered.</summary>
    private void Settle() => _requests.RemoveAll(request =>
    {
        if (!request.Answer.IsCompletedSuccessfully)
            return false;
        _answered++;
        if (request.Answer.Result is { } refusal)
            _traffic.OnRefused(request.Asked.Name, refusal);
        return true;
    });

    /// <summary>What came in the last moment before the end counts as answered, though the library may hand it on only after it.</summary>
    private async Task EndRequestsAsync()
    {
        await _ended.CancelAsync();
        await ((Task)Task.WhenAll(_requests.Select(r => r.Answer))).WaitAsync(EndIsToldWithin, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Settle();
    }

    private Task TakeIn(MqttApplicationMessageReceivedEventArgs e)
    {
        _received.Enqueue(new(e.ApplicationMessage.Topic, e.ApplicationMessage.Payload.ToArray(), e.ApplicationMessage.Retain));
        _wake.Set();
        return Task.CompletedTask;
    }

    private Task NoteEnd(MqttClientDisconnectedEventArgs e)
    {
        _disconnected = e;
        _wake.Set();
        return Task.CompletedTask;
    }

    /// <summary>Something that was sent; the answer is the broker's reason for a refusal, or null.</summary>
    private readonly record struct Request(LinkRequest Asked, MqttMessage? Message, Task<string?> Answer, long At);
}
