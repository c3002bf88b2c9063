using AutoCore.Daemon.Mqtt;
using AutoCore.Daemon.Mqtt.Link;
using AutoCore.Policies.Mqtt;

namespace AutoCore.Benchmarks.Fleet;

/// <summary>Messages that passed a broker, without acknowledgements: mosquitto itself does not count retained ones that come in.</summary>
/// <param name="In">Published.</param>
/// <param name="Out">Received by the nodes.</param>
/// <param name="BytesOut">Topics and payloads of those.</param>
internal readonly record struct Traffic(long In, long Out, long BytesOut)
{
    public static Traffic operator +(Traffic a, Traffic b) => new(a.In + b.In, a.Out + b.Out, a.BytesOut + b.BytesOut);

    public static Traffic operator -(Traffic a, Traffic b) => new(a.In - b.In, a.Out - b.Out, a.BytesOut - b.BytesOut);
}

/// <summary>The daemon's link, with a count of what it carries.</summary>
internal sealed class CountingLink(MqttnetLink link) : IMqttLink
{
    private long _in;
    private long _out;
    private long _bytesOut;

    public Traffic Traffic => new(Volatile.Read(ref _in), Volatile.Read(ref _out), Volatile.Read(ref _bytesOut));

    public Task<LinkEnd> RunAsync(LinkSettings settings, IMqttTraffic traffic, CancellationToken finish) =>
        link.RunAsync(settings, new Counted(this, traffic), finish);

    public void Wake() => link.Wake();

    private sealed class Counted(CountingLink owner, IMqttTraffic traffic) : IMqttTraffic
    {
        public void OnConnected() => traffic.OnConnected();

        public MqttMessage? Next(int unanswered)
        {
            var message = traffic.Next(unanswered);
            if (message is not null)
                Interlocked.Increment(ref owner._in);
            return message;
        }

        public FilterChange? NextFilter(int unanswered) => traffic.NextFilter(unanswered);

        public void OnLimits(BrokerLimits limits) => traffic.OnLimits(limits);

        public void OnDropped(long messages) => throw new InvalidOperationException($"{messages} messages were dropped");

        public void OnReceived(InboundMessage message)
        {
            Interlocked.Increment(ref owner._out);
            Interlocked.Add(ref owner._bytesOut, message.Topic.Length + message.Payload.Length);
            traffic.OnReceived(message);
        }

        public void OnRefused(string topic, string reason) => throw new InvalidOperationException($"{topic}: {reason}");

        public void OnUndelivered(IReadOnlyList<MqttMessage> messages) => traffic.OnUndelivered(messages);
    }
}
