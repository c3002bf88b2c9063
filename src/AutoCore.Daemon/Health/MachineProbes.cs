using AutoCore.Core.Health;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Health;

/// <summary>The group <c>memory</c>.</summary>
internal sealed class MemoryProbe(SystemProbe probe) : IGroupProbe
{
    public GroupDefinition Group => HealthGroups.Memory;

    public ValueTask<IReadOnlyList<Measure>> ReadAsync(CancellationToken cancellationToken)
    {
        var memory = probe.ReadMemory();
        return new([new("available_mb", memory.AvailableMb), new("total_mb", memory.TotalMb), new("swap_used_mb", memory.SwapUsedMb)]);
    }
}

/// <summary>The group <c>cpu</c>.</summary>
internal sealed class CpuProbe(SystemProbe probe) : IGroupProbe
{
    private PowerState _power;

    public GroupDefinition Group => HealthGroups.Cpu;

    public ValueTask<IReadOnlyList<Measure>> ReadAsync(CancellationToken cancellationToken)
    {
        var cpu = probe.ReadCpu();
        _power = cpu.Power.After(_power);
        return new(
        [
            new("temperature_celsius", cpu.TemperatureCelsius), new("load_1m", cpu.Load1m), Measure.OfFlag("throttled", _power.Throttled),
            Measure.OfFlag("undervoltage", _power.Undervoltage), Measure.OfFlag("undervoltage_since_boot", _power.UndervoltageSinceBoot),
            Measure.OfFlag("heat_limited", _power.HeatLimited), Measure.OfFlag("heat_limited_since_boot", _power.HeatLimitedSinceBoot),
        ]);
    }
}

/// <summary>The group <c>uptime</c>.</summary>
internal sealed class UptimeProbe(SystemProbe probe) : IGroupProbe
{
    public GroupDefinition Group => HealthGroups.Uptime;

    public ValueTask<IReadOnlyList<Measure>> ReadAsync(CancellationToken cancellationToken) => new([new("days", probe.ReadUptimeDays())]);
}

/// <summary>The group <c>boot</c>.</summary>
internal sealed class BootGroupProbe(BootProbe probe) : IGroupProbe
{
    public GroupDefinition Group => HealthGroups.Boot;

    public async ValueTask<IReadOnlyList<Measure>> ReadAsync(CancellationToken cancellationToken) => [new("seconds", await probe.ReadAsync(cancellationToken))];
}
