using AutoCore.Policies.Health;

namespace AutoCore.Core.Health;

/// <summary>Events of ratings: from 6000 on.</summary>
public static class HealthEvents
{
    /// <summary>Groups and parts that are rated badly.</summary>
    public static Condition Group { get; } = new("rating", "the group", "group");

    public static EventDefinition RatingChanged { get; } = new(6000, "rating-changed", null, "{group} went from {from} to {to}<, {headline}>",
        "A group's rating changed.", "See the group in `autocore status` and the event of its feature.")
    { Opens = Group, Ends = Group, Portuguese = "{group} passou de {from} a {to}<, {headline}>" };

    public static EventDefinition StatusNotWritten { get; } = new(6001, "status-not-written", Severity.Warning, "{file} cannot be written: {reason}",
        "`status.json` cannot be written; `autocore status` shows old figures.", "Check the runtime folder named in the line: space and permission.");

    public static EventDefinition MetricsNotWritten { get; } = new(6002, "metrics-not-written", Severity.Warning, "{file} is not written: {reason}",
        "`Health:Metrics` is on, and `metrics.prom` cannot be written; Prometheus sees old figures or none.",
        "Run the daemon as its unit does, whose runtime folder is in memory, or mount one and name it in `RUNTIME_DIRECTORY`.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EventDefinition> All { get; } = [RatingChanged, StatusNotWritten, MetricsNotWritten];
}
