using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.Storage;

/// <summary>What is not to come back with a backup of the own database: work that has been done since. Each feature registers its own, a restore runs them
/// all.</summary>
internal interface IRestoreStep
{
    /// <summary>Takes it out of the restored database before that takes its place.</summary>
    /// <returns>What was taken out, a sentence; null if there was nothing.</returns>
    string? Forget(SqliteConnection restored);
}
