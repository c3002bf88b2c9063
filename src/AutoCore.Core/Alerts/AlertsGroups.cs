using AutoCore.Policies.Health;
using static AutoCore.Policies.Health.GroupKey;

namespace AutoCore.Core.Alerts;

/// <summary>The group of the alerts themselves.</summary>
public static class AlertsGroups
{
    public static GroupDefinition Alerts { get; } = new("alerts", new("Alerts", "Alertas"),
        Gauge("waiting", "alerts that are not yet sent"), Counter("sent", "alerts sent since the start"),
        Counter("given_up", "alerts that no channel took in time, since the start"),
        Counter("dropped", "alerts that did not fit the outbox, since the start"), Gauge("last_sent_ts", "when the last one was sent"),
        Text("problem", "which channel fails, and why"))
    {
        Rated = "`warning` while a channel fails, after it gave an alert up until it takes one again, and while an alert cannot be kept",
        Status = ["{problem}", "{waiting:0} waiting", "{dropped:0} dropped", "last sent {last_sent_ts:age}"],
        Why = new("{problem}|{?dropped}{dropped:0} dropped|{?given_up}{given_up:0} given up",
            "{problem}|{?dropped}{dropped:0} descartados|{?given_up}{given_up:0} abandonados"),
        Headline = new("{waiting:0} waiting", "{waiting:0} à espera"),
    };
}
