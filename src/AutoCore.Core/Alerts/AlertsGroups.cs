using AutoCore.Policies.Health;

namespace AutoCore.Core.Alerts;

/// <summary>The group of the alerts themselves.</summary>
public static class AlertsGroups
{
    public static GroupDefinition Alerts { get; } = new("alerts", new("Alerts", "Alertas"), "waiting", "sent", "given_up", "dropped", "last_sent_ts", "problem")
    {
        Status = ["{problem}", "{waiting:0} waiting", "{dropped:0} dropped", "last sent {last_sent_ts:age}"],
        Headline = new("{waiting:0} waiting", "{waiting:0} à espera"),
    };
}
