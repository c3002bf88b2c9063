using AutoCore.Policies.Health;
using static AutoCore.Policies.Health.GroupKey;

namespace AutoCore.Core.Mqtt;

/// <summary>The group of the broker's connection: for those who look here, since over MQTT it could say nothing new.</summary>
public static class MqttGroups
{
    public static GroupDefinition Mqtt { get; } = new("mqtt", new("Broker", "Broker"),
        Flag("connected", "whether the broker is connected", "connectivity"), Gauge("since_ts", "since when it is, or is not"),
        Text("last_error", "why the last connection failed or ended"))
    {
        IsLocal = true,
        Rated = "`warning` once the broker was away for two minutes",
        Status = ["{?connected}connected|{!connected}not connected", "since {since_ts:age}", "{!connected}{last_error}"],
        Why = new("{last_error}|not connected",
            "{last_error}|não conectado"),
        Headline = new("{?connected}connected|{!connected}not connected", "{?connected}conectado|{!connected}não conectado"),
        Below = ["{since_ts:age}", "{!connected}{last_error}"],
    };
}
