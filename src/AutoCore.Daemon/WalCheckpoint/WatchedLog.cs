using AutoCore.Daemon.Storage;
using AutoCore.Policies.WalCheckpoint;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.WalCheckpoint;

/// <summary>One database's write-ahead log, and what is remembered of it from pass to pass.</summary>
/// <param name="file">The database.</param>
/// <param name="open">Opens a connection for checkpoints.</param>
/// <param name="maxBlock">How long such a connection waits for others.</param>
/// <param name="time">The clock of the pauses between tries.</param>
internal sealed class WatchedLog(DatabaseFile file, Func<SqliteConnection> open, TimeSpan maxBlock, TimeProvider time)
{
    private const int MostTries = 200;
    private const int MostCuts = 10;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(1);

    private (long Bytes, DateTime ChangedAt) _emptied;

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
            Last = action == WalAction.Passive ? Checkpointer.RunPassive(connection) : await CutAsync(connection, cancellationToken);
        _emptied = Last.IsComplete ? (file.WalBytes, ChangedAt()) : default;
        IsStarved = WalPolicy.IsStarved(file.WalBytes, tiers, Last, IsStarved);
    }

    /// <summary>A busy writer leaves the locks only for moments: some tries, each waiting no longer than the connection's busy timeout, meet one of them.</summary>
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
