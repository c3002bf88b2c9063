namespace AutoCore.Policies.Telemetry;

/// <summary>When buffered telemetry is written: rarely, since every write wears the card, but before anything is lost.</summary>
public static class FlushPolicy
{
    /// <summary>Rows that may wait at most; what comes then pushes out the oldest, counted.</summary>
    public const int Capacity = 20_000;

    /// <summary>Rows from which on they are written without waiting for the interval.</summary>
    public const int FlushAt = 5_000;

    /// <summary>Whether to write now.</summary>
    /// <param name="buffered">Rows that wait.</param>
    /// <param name="sinceLast">Time since the last write.</param>
    /// <param name="interval">The configured interval.</param>
    /// <param name="memoryTurnedCritical">Whether memory has become critical since the last look: waiting rows are better on the card.</param>
    public static bool IsDue(int buffered, TimeSpan sinceLast, TimeSpan interval, bool memoryTurnedCritical) =>
        buffered > 0 && (sinceLast >= interval || buffered >= FlushAt || memoryTurnedCritical);
}
