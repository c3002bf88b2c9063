using System.Globalization;
using System.Text;
using AutoCore.Daemon.Mqtt;
using AutoCore.Daemon.Mqtt.Link;
using AutoCore.Testing;

namespace AutoCore.Benchmarks.Fleet;

/// <summary>Hears from the broker how many messages it dropped because a client's queue was full.</summary>
internal sealed class BrokerGauge : IMqttTraffic, IAsyncDisposable
{
    private readonly CancellationTokenSource _finish = new();
    private readonly MqttnetLink _link = new(TimeProvider.System);
    private readonly Task<LinkEnd> _running;
    private double _dropped;

    public BrokerGauge(PrivateMosquitto broker) => _running = _link.RunAsync(
        new(broker.Host, broker.Port, 5, "gauge") { Subscriptions = ["$SYS/broker/publish/messages/dropped"] }, this, _finish.Token);

    /// <summary>As the broker last told.</summary>
    public double Dropped => Volatile.Read(ref _dropped);

    public void OnConnected()
    {
    }

    public MqttMessage? Next(int unanswered) => null;

    public void OnReceived(InboundMessage message) =>
        Volatile.Write(ref _dropped, double.Parse(Encoding.UTF8.GetString(message.Payload.Span), CultureInfo.InvariantCulture));

    public void OnRefused(string topic, string reason) => throw new InvalidOperationException($"{topic}: {reason}");

    public void OnUndelivered(IReadOnlyList<MqttMessage> messages)
    {
    }

    public async ValueTask DisposeAsync()
    {
        await _finish.CancelAsync();
        await _running;
        _link.Dispose();
        _finish.Dispose();
    }
}
