using AutoCore.Core.Storage;
using AutoCore.Policies.WalCheckpoint;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.WalCheckpoint;

/// <summary>Runs checkpoints on a connection that does nothing else, and reads all three columns of the answer.</summary>
internal static class Checkpointer
{
    /// <summary>Copies what no reader needs; nobody waits.</summary>
    public static CheckpointResult RunPassive(SqliteConnection connection) => Run(connection, "PASSIVE");

    /// <summary>Copies the rest and cuts the log; waits for others as long as the connection's busy timeout.</summary>
    public static CheckpointResult RunTruncating(SqliteConnection connection) => Run(connection, "TRUNCATE");

    private static CheckpointResult Run(SqliteConnection connection, string mode) =>
        connection.Rows($"PRAGMA wal_checkpoint({mode})", static row => new CheckpointResult(row.GetInt64(0) != 0, row.GetInt64(1), row.GetInt64(2)))[0];
}
