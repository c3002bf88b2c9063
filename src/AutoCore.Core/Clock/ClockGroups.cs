using AutoCore.Policies.Health;

namespace AutoCore.Core.Clock;

/// <summary>The group of the clock.</summary>
public static class ClockGroups
{
    public static GroupDefinition Clock { get; } = new("clock", new("Clock", "Relógio"), "synchronized", "believed", "reason")
    {
        Flags = [("synchronized", null), ("believed", null)],
        Status = ["{?synchronized}synchronised|{!synchronized}not synchronised", "{reason}"],
        Headline = new("{?synchronized}synchronised|{!synchronized}not synchronised", "{?synchronized}sincronizado|{!synchronized}não sincronizado"),
    };
}
