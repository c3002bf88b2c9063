using AutoCore.Daemon.Storage;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.Alerts;

/// <summary>Alerts that waited when a backup was made have long been sent; what was not over then is told anew if it still is not.</summary>
internal sealed class AlertRestore : IRestoreStep
{
    public string? Forget(SqliteConnection restored) => AlertTables.Empty(restored) is > 0 and var waiting
        ? $"{waiting} alerts that waited when the backup was made are not sent again"
        : null;
}
