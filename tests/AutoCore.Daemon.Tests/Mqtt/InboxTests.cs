using System.Text;
using AutoCore.Daemon.Mqtt;
using AutoCore.Daemon.Storage;

namespace AutoCore.Daemon.Tests.Mqtt;

public sealed class InboxTests
{
    private readonly Intake _intake = new();

    [Fact]
    public void Take_DeviceTelemetry_IsHandedToTheIntake()
    {
        using var house = new MqttHouse(intake: _intake);

        house.Receive("sensors/a", """{"t":21.5}""");

        Assert.Contains("sensors/#", house.Get<Inbox>().Filters);
        Assert.Equal(["sensors/a {\"t\":21.5}"], _intake.Accepted);
    }

    [Fact]
    public void Take_RetainedTelemetry_IsThePastAndNotStoredAgain()
    {
        using var house = new MqttHouse(intake: _intake);

        house.Receive("sensors/a", "1", isRetained: true);

        Assert.Empty(_intake.Accepted);
    }

    [Fact]
    public void Take_OwnMessages_AreNoTelemetry()
    {
        using var house = new MqttHouse(intake: _intake);

        house.Receive("homeassistant/status", "online");
        house.Receive($"homeassistant/device/{house.Get<ClientIdentity>().ClientId}/config", "{}");

        Assert.Empty(_intake.Accepted);
    }

    private sealed class Intake : ITelemetryIntake
    {
        public List<string> Accepted { get; } = [];

        public IReadOnlyList<string> TopicFilters => ["sensors/#"];

        public void Accept(string topic, ReadOnlySpan<byte> payload) => Accepted.Add($"{topic} {Encoding.UTF8.GetString(payload)}");
    }
}
