namespace AutoCore.Policies.Alerts;

/// <summary>How many messages a way may send: a few at once, then evenly, so that after a storm the next bad news does not wait for an hour.</summary>
/// <param name="PerHour">Messages an hour in the long run.</param>
/// <param name="Saved">Messages that may go at once, at <paramref name="At"/>.</param>
/// <param name="At">A moment on a clock that is never set.</param>
public readonly record struct MessageRate(int PerHour, double Saved, TimeSpan At)
{
    private const int LargestBurst = 5;

    /// <summary>A way that has sent nothing for long.</summary>
    public static MessageRate Full(int perHour, TimeSpan now) => new(perHour, Math.Min(LargestBurst, perHour), now);

    /// <summary>After one more message.</summary>
    public MessageRate Spend(TimeSpan now) => new(PerHour, SavedAt(now) - 1, now);

    /// <summary>How long the next message must wait.</summary>
    public TimeSpan Wait(TimeSpan now)
    {
        var missing = 1 - SavedAt(now);
        return missing <= 0 ? TimeSpan.Zero : TimeSpan.FromHours(missing / PerHour);
    }

    private double SavedAt(TimeSpan now) => Math.Min(Math.Min(LargestBurst, PerHour), Saved + (now - At).TotalHours * PerHour);
}
