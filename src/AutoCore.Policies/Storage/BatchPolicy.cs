namespace AutoCore.Policies.Storage;

/// <summary>
/// How many rows one transaction takes, learned from how long the last one took: no writer is to wait for long, on a fast disk or a slow card,
/// for wide rows or narrow ones.
/// </summary>
public static class BatchPolicy
{
    /// <summary>Rows of the first transaction, before anything is known.</summary>
    public const int First = 32;

    /// <summary>What a transaction should take; a quarter of what is promised, since single ones are slower than the last.</summary>
    public static readonly TimeSpan Aim = TimeSpan.FromMilliseconds(5);

    private const int Most = 5_000;

    /// <summary>The size of the next transaction.</summary>
    /// <param name="rows">Rows of the last one.</param>
    /// <param name="took">How long its rows took; not its commit, which waits for the card and takes no shorter for fewer rows.</param>
    public static int Next(int rows, TimeSpan took)
    {
        // Proportional, but never by more than a half up, or to less than a quarter down: one slow moment says little about the rows.
        var factor = Math.Clamp(Aim / (took > TimeSpan.Zero ? took : TimeSpan.FromTicks(1)), 0.25, 1.5);
        return Math.Clamp((int)(rows * factor), 1, Most);
    }

    /// <summary>How long the lock is left alone after a transaction: four times as long as it was held, so that other writers have most of the time.</summary>
    public static TimeSpan Pause(TimeSpan took) =>
        TimeSpan.FromMilliseconds(Math.Clamp(took.TotalMilliseconds * 4, 10, 250));
}
