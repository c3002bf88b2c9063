using AutoCore.Policies.Health;

namespace AutoCore.Core.Mqtt;

/// <summary>The group of the broker's connection.</summary>
public static class MqttGroups
{
    public static GroupDefinition Mqtt { get; } = new("mqtt", "MQTT");
}
