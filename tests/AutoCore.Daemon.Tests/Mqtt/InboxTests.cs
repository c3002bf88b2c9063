using System.Text;
using AutoCore.Daemon.Mqtt;
using AutoCore.Daemon.Storage;

namespace AutoCore.Daemon.Tests.Mqtt;

public sealed class InboxTests
{
    private readonly ReceiveLimit _receiveLimit = new();

    [Fact]
    public void Take_DeviceTelemetry_IsHandedToTheIntake()
    {
        using var fixture = new MqttFixture(subscriber: _receiveLimit);

        fixture.Receive("sensors/a", """{"t":21.5}""");

        Assert.Contains("sensors/#", fixture.Get<Inbox>().Filters);
        Assert.Equal(["sensors/a {\"t\":21.5}"], _receiveLimit.Accepted);
    }

    [Fact]
    public void Take_RetainedTelemetry_IsThePastAndNotStoredAgain()
    {
        using var fixture = new MqttFixture(subscriber: _receiveLimit);

        fixture.Receive("sensors/a", "1", isRetained: true);

        Assert.Empty(_receiveLimit.Accepted);
    }

    [Fact]
    public void Take_OwnMessages_AreNoTelemetry()
    {
        using var fixture = new MqttFixture(subscriber: _receiveLimit);

        fixture.Receive("homeassistant/status", "online");
        fixture.Receive($"homeassistant/device/{fixture.Get<ClientIdentity>().ClientId}/config", "{}");

        Assert.Empty(_receiveLimit.Accepted);
    }

    private sealed class ReceiveLimit : ITelemetrySubscriber
    {
        public List<string> Accepted { get; } = [];

        public IReadOnlyList<string> TopicFilters => ["sensors/#"];

        public void Accept(string topic, ReadOnlySpan<byte> payload) => Accepted.Add($"{topic} {Encoding.UTF8.GetString(payload)}");
    }
}
