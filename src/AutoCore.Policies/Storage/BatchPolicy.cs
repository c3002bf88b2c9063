namespace AutoCore.Policies.Storage;

/// <summary>
/// How many rows one transaction takes, learned from how long the last one took: no writer is to wait for long, on a fast disk or a slow card,
/// for wide rows or narrow ones.
/// </summary>
public static class BatchPolicy
{
    /// <summary>Rows of the first transaction, before anything is known.</summary>
    public const int First = 32;

    /// <summary>What a transaction's rows should take in a database of our own.</summary>
    public static readonly TimeSpan Aim = TimeSpan.FromMilliseconds(5);

    /// <summary>The same in one that another program writes: the commit comes on top, and single transactions are slower than the last.</summary>
    public static readonly TimeSpan AimBesideOthers = TimeSpan.FromMilliseconds(2);

    /// <summary>For how long another program's commit counts: one that writes once in this time still meets the lock as rarely as one that writes
    /// always.</summary>
    public static readonly TimeSpan OthersCountFor = TimeSpan.FromMinutes(1);

    /// <summary>A program that does not wait for a lock (<c>busy_timeout</c> 0) fails as often as it meets one: the lock is free for all but this part of the
    /// time.</summary>
    private const int PauseBesideOthers = 124;

    private const int Most = 5_000;

    /// <summary>The size of the next transaction.</summary>
    /// <param name="rows">Rows of the last one.</param>
    /// <param name="took">How long its rows took; not its commit, which waits for the card and takes no shorter for fewer rows.</param>
    /// <param name="othersWrite">Whether another program writes to the database.</param>
    public static int Next(int rows, TimeSpan took, bool othersWrite)
    {
        var aim = othersWrite ? AimBesideOthers : Aim;
        // Proportional, but never by more than a half up, or to less than a quarter down: one slow moment says little about the rows.
        var factor = Math.Clamp(aim / (took > TimeSpan.Zero ? took : TimeSpan.FromTicks(1)), 0.25, 1.5);
        return Math.Clamp((int)(rows * factor), 1, Most);
    }

    /// <summary>How long the lock is left alone after a transaction: four times as long as it was held, and beside another writer 124 times, which leaves it
    /// free for 99.2 % of the time.</summary>
    /// <param name="held">How long it was held, commit included.</param>
    /// <param name="othersWrite">Whether another program writes to the database.</param>
    public static TimeSpan Pause(TimeSpan held, bool othersWrite) => othersWrite
        ? TimeSpan.FromMilliseconds(Math.Clamp(held.TotalMilliseconds * PauseBesideOthers, 50, 5_000))
        : TimeSpan.FromMilliseconds(Math.Clamp(held.TotalMilliseconds * 4, 10, 250));
}
