using AutoCore.Core.Backups;
using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Daemon.Backups.Postgres;
using AutoCore.Policies.Backups;

namespace AutoCore.Daemon.Backups;

/// <summary>The kinds of sources other than SQLite; made when one is asked for.</summary>
internal sealed class SourceKinds(BackupsOptions options, Secrets secrets, RuntimeDirectory runtime, TimeProvider time)
{
    /// <summary>The one for a kind.</summary>
    public ISourceKind Of(BackupKind kind) => kind switch
    {
        BackupKind.Postgres => new PostgresKind(options, secrets, runtime, time),
        BackupKind.Folder => new FolderKind(time),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "SQLite databases have their own maker and restorer"),
    };
}
