using AutoCore.Policies.Health;

namespace AutoCore.Core.Clock;

/// <summary>Events of the clock: from 6100 on.</summary>
public static class ClockEvents
{
    /// <summary>Time that cannot be believed.</summary>
    public static Condition Time { get; } = new("clock", "the clock");

    public static EventDefinition Jumped { get; } = new(6100, "clock-jumped", Severity.Warning, "The clock jumped {way}",
        "The wall clock jumped against the monotonic one.", "Nothing if a time server has just answered; else check where the time comes from.")
    { More = ["jump_seconds"], Portuguese = "O relógio saltou: {way}" };

    public static EventDefinition Doubted { get; } = new(6101, "clock-doubted", Severity.Warning,
        "Nothing is deleted by age, the clock is in doubt: {reason}",
        "The time cannot be believed, so nothing is deleted by age.",
        "`timedatectl`: give the machine a time server or a clock battery; it is believed again by itself, see [clock.md](clock.md).")
    { Opens = Time, Portuguese = "Nada é apagado por idade, o relógio é duvidoso: {reason}" };

    public static EventDefinition Believed { get; } = new(6102, "clock-believed", Severity.Info, "The clock is believed again: retention works",
        "The time is believed again; retention works.")
    { Ends = Time, Portuguese = "O relógio é confiável de novo: a retenção funciona" };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EventDefinition> All { get; } = [Jumped, Doubted, Believed];
}
