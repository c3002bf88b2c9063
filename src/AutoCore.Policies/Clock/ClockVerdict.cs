namespace AutoCore.Policies.Clock;

/// <summary>Whether the wall clock is believed (G4). The default is doubt: nothing is deleted by age before the Clock feature has spoken.</summary>
/// <param name="IsBelieved">Whether ages may be computed from it.</param>
/// <param name="Reason">Why not, for events and log lines; empty while believed.</param>
public readonly record struct ClockVerdict(bool IsBelieved, string Reason)
{
    /// <summary>The clock passes every test.</summary>
    public static ClockVerdict Believed { get; } = new(true, "");

    /// <summary>The clock is in doubt.</summary>
    public static ClockVerdict Doubted(string reason) => new(false, reason);
}
