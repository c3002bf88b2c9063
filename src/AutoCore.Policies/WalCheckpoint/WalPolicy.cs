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

/// <summary>The sizes at which a log is dealt with, in bytes.</summary>
public readonly record struct WalTiers(long PassiveAbove, long TruncateAbove, long AlarmAbove);

/// <summary>What <c>PRAGMA wal_checkpoint</c> answers, all three columns.</summary>
/// <param name="Busy">Whether a reader or writer kept it from completing.</param>
/// <param name="LogFrames">Frames in the log; -1 if the database has none.</param>
/// <param name="CheckpointedFrames">Frames of it that are in the database.</param>
public readonly record struct CheckpointResult(bool Busy, long LogFrames, long CheckpointedFrames)
{
    /// <summary>Whether all of the log is in the database.</summary>
    public bool IsComplete => !Busy && CheckpointedFrames >= LogFrames;

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

    /// <summary>Whether a passive checkpoint has copied enough for a truncating one to be short.</summary>
    public static bool MayTruncate(CheckpointResult passive) => passive.LogFrames >= 0 && passive.RemainingFrames <= FramesUnderLock;

    /// <summary>Whether the log cannot be emptied and is too long: someone must be told.</summary>
    /// <param name="bytesAfter">Size of the log after what was done.</param>
    /// <param name="tiers">The sizes.</param>
    /// <param name="last">The answer to the last checkpoint.</param>
    public static bool IsStarved(long bytesAfter, WalTiers tiers, CheckpointResult last) => bytesAfter > tiers.AlarmAbove && !last.IsComplete;

    /// <summary>Rates a log: over the alarm is a warning, over four times the alarm critical.</summary>
    public static Rating Rate(long bytes, WalTiers tiers) =>
        bytes > tiers.AlarmAbove * 4 ? Rating.Critical
        : bytes > tiers.AlarmAbove ? Rating.Warning
        : Rating.Ok;
}
