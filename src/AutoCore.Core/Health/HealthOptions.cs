using AutoCore.Core.Configuration;

namespace AutoCore.Core.Health;

/// <summary>What is made of the daemon's own figures beside <c>status.json</c>.</summary>
/// <param name="Metrics">Whether they are written for Prometheus.</param>
internal sealed record HealthOptions(bool Metrics)
{
    public static HealthOptions Read(SettingReader s) => new(
        s.Flag("Metrics", false,
        "Whether metrics.prom is written beside status.json, for node_exporter's textfile collector; only where that folder is in memory."));
}
