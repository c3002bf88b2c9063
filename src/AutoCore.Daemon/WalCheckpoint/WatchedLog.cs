using AutoCore.Core.Storage;
using AutoCore.Policies.WalCheckpoint;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.WalCheckpoint;

/// <summary>One database's write-ahead log, and what is remembered of it from pass to pass.</summary>
/// <param name="file">The database.</param>
/// <param name="open">Opens a connection for checkpoints.</param>
/// <param name="maxBlock">How long such a connection waits for others.</param>
/// <param name="time">The clock of the pauses between tries.</param>
/// <param name="hasResetBug">Whether this process's SQLite has the WAL-reset bug; null asks the library.</param>
internal sealed class WatchedLog(DatabaseFile file, Func<SqliteConnection> open, TimeSpan maxBlock, TimeProvider time, bool? hasResetBug = null)
{
    private const int MostTries = 200;
    private const int MostCuts = 10;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(1);

    private (long Bytes, DateTime ChangedAt) _emptied;
    private LogPlace? _whole;

    /// <summary>The database.</summary>
    public DatabaseFile File => file;

    /// <summary>The answer to the last checkpoint.</summary>
    public CheckpointResult Last { get; private set; }

    /// <summary>Whether the alarm is on.</summary>
    public bool IsStarved { get; private set; }

    /// <summary>Why the database could not be looked after, as last told; null while it can.</summary>
    public string? Problem { get; set; }

    /// <summary>Looks at the log's size, does what the policy says, and notes the outcome.</summary>
    public async Task TendAsync(WalTiers tiers, CancellationToken cancellationToken)
    {
        var bytes = file.WalBytes;
        var action = WalPolicy.Decide(bytes, tiers);
        // What was copied whole and has not grown since needs no second look: the file only shrinks when it is cut.
        if (action == WalAction.None || _emptied == (bytes, ChangedAt()))
        {
            IsStarved &= action != WalAction.None;
            return;
        }
        using (var connection = open())
            Last = await CheckpointAsync(connection, action, cancellationToken);
        _emptied = Last.IsComplete ? (file.WalBytes, ChangedAt()) : default;
        IsStarved = WalPolicy.IsStarved(file.WalBytes, tiers, Last, IsStarved);
    }

    private async Task<CheckpointResult> CheckpointAsync(SqliteConnection connection, WalAction action, CancellationToken cancellationToken)
    {
        var isAffected = hasResetBug ?? SqliteLibrary.Load().HasWalResetBug;
        return action == WalAction.Passive ? (isAffected ? RunMarked(connection, cuts: false) : Checkpointer.RunPassive(connection))
            : isAffected ? await CutOnceGrownAsync(connection, cancellationToken)
            : await CutAsync(connection, cancellationToken);
    }

    /// <summary>
    /// Where SQLite has the WAL-reset bug: nothing begins on a log that is copied whole, so a busy writer's next commits are waited for, and an idle
    /// one's at the next looks.
    /// </summary>
    private async Task<CheckpointResult> CutOnceGrownAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        var last = Last;
        CheckpointResult before = default;
        for (int tries = 0, cuts = 0; tries < MostTries && cuts < MostCuts; tries++)
        {
            var pause = BetweenTries;
            // Before the first checkpoint nobody knows what was copied.
            switch (_whole is { } place ? WalPolicy.NextSinceWhole(LogFrames.CountSince(file, place, WalPolicy.FramesUnderLock + 1)) : CutStep.CopyAgain)
            {
                case CutStep.Cut:
                    last = RunMarked(connection, cuts: true);
                    if (!last.Busy)
                        return last;
                    pause = maxBlock * 4;
                    cuts++;
                    break;
                case CutStep.CopyAgain:
                    last = RunMarked(connection, cuts: false);
                    if (WalPolicy.Next(last, before) == CutStep.GiveUp)
                        return last;
                    if (!last.IsRefused)
                        before = last;
                    break;
            }
            await Task.Delay(pause, time, cancellationToken);
        }
        return last;
    }

    /// <summary>A checkpoint after which is remembered up to where the log is copied whole.</summary>
    private CheckpointResult RunMarked(SqliteConnection connection, bool cuts)
    {
        var salt = LogFrames.ReadSalt(file);
        var result = cuts ? Checkpointer.RunTruncating(connection) : Checkpointer.RunPassive(connection);
        // One that was reset meanwhile is another run: all of its frames are new.
        if (!result.IsRefused && result.RemainingFrames == 0)
            _whole = new(salt, LogFrames.ReadSalt(file) == salt ? result.LogFrames : 0);
        else if (!result.IsRefused)
            _whole = null;
        return result;
    }

    /// <summary>
    /// A busy writer leaves the locks only for moments: some tries, each waiting no longer than the connection's busy timeout, meet one of them.
    /// </summary>
    private async Task<CheckpointResult> CutAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        var last = Checkpointer.RunPassive(connection);
        CheckpointResult before = default;
        for (int tries = 0, cuts = 0; tries < MostTries && cuts < MostCuts; tries++)
        {
            var pause = BetweenTries;
            switch (WalPolicy.Next(last, before))
            {
                case CutStep.GiveUp:
                    return last;
                case CutStep.Cut when Checkpointer.RunTruncating(connection) is { Busy: false } cut:
                    return cut;
                case CutStep.Cut:
                    // It may have waited for a reader with the writer locked out: now the writer has its turn.
                    pause = maxBlock * 4;
                    cuts++;
                    break;
            }
            if (!last.IsRefused)
                before = last;
            await Task.Delay(pause, time, cancellationToken);
            last = Checkpointer.RunPassive(connection);
        }
        return last with { Busy = true };
    }

    private DateTime ChangedAt() => System.IO.File.GetLastWriteTimeUtc(file.WalPath);
}
