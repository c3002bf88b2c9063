using AutoCore.Daemon.Health;
using AutoCore.Policies.Health;
using static AutoCore.Policies.Health.GroupKey;

namespace AutoCore.Daemon.Tests.Conventions;

/// <summary>All that a new health group takes: its declaration, and what reads it. Beside this file, a line in the catalogue and one in the
/// registration.</summary>
internal sealed class WellGroup : IGroupProbe
{
    public static GroupDefinition Well { get; } = new("well", new("Well", "Poço"),
        Gauge("depth_m", "how deep the water stands", limit: new(Target: 3, Critical: 5)), Flag("pump_on", "whether the pump runs", "running"),
        Counter("pumped_mb", "never mind"),
        Gauge("checked_ts", "when someone looked"))
    {
        Bar = static number => number("depth_m"),
        Status = ["{depth_m:0.0} m", "{?pump_on}pump on"],
        Headline = "{depth_m:0.0} m",
        Below = [new("{?pump_on}pump on", "{?pump_on}bomba ligada")],
    };

    public GroupDefinition Group => Well;

    public ValueTask<IReadOnlyList<Measure>> ReadAsync(CancellationToken cancellationToken) =>
        new([new("depth_m", 3.26), new("pump_on", true), new("pumped_mb", 1.5), new("checked_ts", 1_800_000_000)]);
}
