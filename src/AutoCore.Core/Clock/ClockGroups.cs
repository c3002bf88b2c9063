using AutoCore.Policies.Health;
using static AutoCore.Policies.Health.GroupKey;

namespace AutoCore.Core.Clock;

/// <summary>The group of the clock.</summary>
public static class ClockGroups
{
    public static GroupDefinition Clock { get; } = new("clock", new("Clock", "Relógio"),
        Flag("synchronized", "whether it is set by a time server or a clock chip"), Flag("believed", "whether anything is deleted by its age"),
        Text("reason", "why not"))
    {
        Rated = "`warning` while it is not believed",
        Status = ["{?synchronized}synchronised|{!synchronized}not synchronised", "{reason}"],
        Why = new("{reason}",
            "{reason}"),
        NotGoodWhile = "{!synchronized}",
        Headline = new("{?synchronized}synchronised|{!synchronized}not synchronised", "{?synchronized}sincronizado|{!synchronized}não sincronizado"),
    };
}
