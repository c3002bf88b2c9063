using AutoCore.Core.Backups;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Backups;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.Backups;

/// <summary>A database that is backed up.</summary>
/// <param name="Name">What its backups' names begin with.</param>
/// <param name="File">The database.</param>
internal sealed record BackupSource(string Name, DatabaseFile File)
{
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Whether it is the daemon's own.</summary>
    public bool IsOwn => Name == BackupName.Own;

    /// <summary>The own database, then the configured ones of SQLite.</summary>
    public static IReadOnlyList<BackupSource> All(DatabaseOptions own, BackupsOptions options) =>
        [new(BackupName.Own, new(own.Path)), .. options.Sources.Where(s => s.Type == BackupKind.Sqlite).Select(s => new BackupSource(s.Name, new(s.Path)))];

    /// <summary>Opens it for reading. Another program's is opened only when that cannot lock the program out of it.</summary>
    public SqliteConnection Open() => IsOwn ? SqliteConnections.OpenSmall(File.Path, BusyTimeout) : ForeignDatabase.Open(File.Path);
}
