using AutoCore.Policies.Health;

namespace AutoCore.Policies.WalCheckpoint;

/// <summary>What is done to a write-ahead log.</summary>
public enum WalAction
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Copy what no reader needs into the database; nobody waits.</summary>
    Passive,

    /// <summary>As passive; when it has copied all, cut the log to nothing.</summary>
    PassiveThenTruncate,
}

/// <summary>What follows a passive checkpoint on the way to a cut log.</summary>
public enum CutStep
{
    /// <summary>Nothing: a reader holds what is left.</summary>
    GiveUp,

    /// <summary>Another passive one, a moment later: another connection runs its own, or the writer has added much meanwhile.</summary>
    CopyAgain,

    /// <summary>A truncating one: it has (almost) nothing left to copy.</summary>
    Cut,

    /// <summary>None, until the log has grown.</summary>
    Wait,
}

/// <summary>The sizes at which a log is dealt with, in bytes.</summary>
public readonly record struct WalTiers(long PassiveAbove, long TruncateAbove, long AlarmAbove);

/// <summary>What <c>PRAGMA wal_checkpoint</c> answers, all three columns.</summary>
/// <param name="Busy">Whether a reader or writer kept it from completing.</param>
/// <param name="LogFrames">Frames in the log; -1 if another connection runs a checkpoint, or the database has no log.</param>
/// <param name="CheckpointedFrames">Frames of it that are in the database.</param>
public readonly record struct CheckpointResult(bool Busy, long LogFrames, long CheckpointedFrames)
{
    /// <summary>Whether nothing was done and nothing learnt.</summary>
    public bool IsRefused => LogFrames < 0;

    /// <summary>Whether all of the log is in the database.</summary>
    public bool IsComplete => !Busy && !IsRefused && CheckpointedFrames >= LogFrames;

    /// <summary>Frames that are not.</summary>
    public long RemainingFrames => Math.Max(0, LogFrames - CheckpointedFrames);
}

/// <summary>
/// Keeps write-ahead logs short without ever making a writer wait (B3).
/// <code>
/// size of the log          what is done
/// up to PassiveAbove       nothing
/// up to TruncateAbove      passive
/// above                    passive; truncate, if passive left (almost) nothing to copy
/// above AlarmAbove         the same; if it could not be emptied, the alarm
/// </code>
/// A truncating checkpoint copies under the write lock, so it runs only when a passive one has already copied: then it has nothing left to do
/// but cut. While a reader holds its snapshot, passive ones never complete, and none that would block is tried: that is the back-off.
/// Beside a writer that never pauses, its own checkpoints refuse ours, and what it adds makes the cut come too late: a few more tries, a moment apart,
/// meet a gap.
/// RESTART is never used: it waits for readers and frees nothing.
/// </summary>
public static class WalPolicy
{
    /// <summary>Frames that a truncating checkpoint may still have to copy under the write lock: what a busy writer adds meanwhile.</summary>
    public const long FramesUnderLock = 100;

    /// <summary>What to do with a log of this size.</summary>
    public static WalAction Decide(long bytes, WalTiers tiers) =>
        bytes <= tiers.PassiveAbove ? WalAction.None
        : bytes <= tiers.TruncateAbove ? WalAction.Passive
        : WalAction.PassiveThenTruncate;

    /// <summary>What follows a passive checkpoint when the log is to be cut.</summary>
    /// <param name="passive">Its answer.</param>
    /// <param name="before">The answer of the one before it that was not refused; default for the first.</param>
    public static CutStep Next(CheckpointResult passive, CheckpointResult before) =>
        passive.IsRefused ? CutStep.CopyAgain
        : passive.RemainingFrames <= FramesUnderLock ? CutStep.Cut
        : passive.CheckpointedFrames != before.CheckpointedFrames ? CutStep.CopyAgain
        : CutStep.GiveUp;

    /// <summary>
    /// What follows where this process's SQLite has the WAL-reset bug, which meets a checkpoint that begins on a log that is copied whole: none begins
    /// before the log has grown, and then the
    /// truncating one is the first, so that it is one try for each growth.
    /// </summary>
    /// <param name="added">Frames that were added since all of it was copied.</param>
    public static CutStep NextSinceWhole(long added) =>
        added == 0 ? CutStep.Wait
        : added <= FramesUnderLock ? CutStep.Cut
        : CutStep.CopyAgain;

    /// <summary>Whether the log cannot be emptied and is too long: someone must be told.</summary>
    /// <param name="bytesAfter">Size of the log after what was done.</param>
    /// <param name="tiers">The sizes.</param>
    /// <param name="last">The answer to the last checkpoint; one that was refused says nothing new.</param>
    /// <param name="was">Whether it was so before.</param>
    public static bool IsStarved(long bytesAfter, WalTiers tiers, CheckpointResult last, bool was) =>
        bytesAfter > tiers.AlarmAbove && (last.IsRefused ? was : !last.IsComplete);

    /// <summary>Rates a log: over the alarm is a warning, over four times the alarm critical.</summary>
    public static Rating Rate(long bytes, WalTiers tiers) =>
        bytes > tiers.AlarmAbove * 4 ? Rating.Critical
        : bytes > tiers.AlarmAbove ? Rating.Warning
        : Rating.Ok;
}
