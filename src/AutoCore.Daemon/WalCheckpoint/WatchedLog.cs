using AutoCore.Daemon.Storage;
using AutoCore.Policies.WalCheckpoint;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.WalCheckpoint;

/// <summary>One database's write-ahead log, and what is remembered of it from pass to pass.</summary>
/// <param name="file">The database.</param>
/// <param name="open">Opens a connection for checkpoints.</param>
internal sealed class WatchedLog(DatabaseFile file, Func<SqliteConnection> open)
{
    private const int TruncatingTries = 5;

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
    public void Tend(WalTiers tiers)
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
            Last = Checkpoint(connection, action);
        _emptied = Last.IsComplete ? (file.WalBytes, ChangedAt()) : default;
        IsStarved = WalPolicy.IsStarved(file.WalBytes, tiers, Last);
    }

    /// <summary>A busy writer leaves the lock only for moments: a few tries, each as short as the connection's busy timeout, meet one of them.</summary>
    private static CheckpointResult Checkpoint(SqliteConnection connection, WalAction action)
    {
        var result = Checkpointer.RunPassive(connection);
        for (var tries = 0; action == WalAction.PassiveThenTruncate && WalPolicy.MayTruncate(result) && tries < TruncatingTries; tries++)
        {
            var truncated = Checkpointer.RunTruncating(connection);
            if (!truncated.Busy)
                return truncated;
            result = Checkpointer.RunPassive(connection) with { Busy = true };
        }
        return result;
    }

    private DateTime ChangedAt() => System.IO.File.GetLastWriteTimeUtc(file.WalPath);
}
