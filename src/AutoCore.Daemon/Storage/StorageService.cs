using AutoCore.Core.Hosting;
using AutoCore.Core.Logging;
using AutoCore.Core.Storage;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.Storage;

/// <summary>
/// Opens the own database before the daemon calls itself ready, and closes it last. A folder without permission is a mistake in the installation;
/// whatever else keeps it shut is reported, and tried again at the next write.
/// </summary>
internal sealed class StorageService(OwnDatabase database, DirtyFlag mark, ILogger<StorageService> log) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        mark.Begin();
        LogLibrary(SqliteLibrary.Load());
        try
        {
            database.Run(static _ => true);
        }
        catch (SqliteException e)
        {
            ThrowIfForbidden(database.File.Path);
            log.Write(StorageEvents.DatabaseNotOpened, new("database", database.File.Path), new("reason", e.Message));
        }
        catch (IOException e)
        {
            log.Write(StorageEvents.DatabaseNotOpened, new("database", database.File.Path), new("reason", e.Message));
        }
        catch (UnauthorizedAccessException e)
        {
            throw Forbidden(database.File.Path, e);
        }
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        database.Dispose();
        mark.End();
        return Task.CompletedTask;
    }

    private void LogLibrary(LoadedSqlite library)
    {
        if (library.HasWalResetBug)
            log.Write(StorageEvents.SqliteAffected, new("version", library.Version), new("library", library.File));
        else
            log.Write(StorageEvents.SqliteLoaded, new("version", library.Version), new("library", library.File));
    }

    /// <summary>SQLite says of every refusal only that it cannot open the file; the platform tells permission from a failing card.</summary>
    private static void ThrowIfForbidden(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        }
        catch (UnauthorizedAccessException e)
        {
            throw Forbidden(path, e);
        }
        catch (IOException)
        {
            // The card's trouble, not the installation's.
        }
    }

    private static StartFailure Forbidden(string path, Exception inner) =>
        new(ExitCodes.Configuration,
            $"AutoCore:Database:Path: {inner.Message} Make {Path.GetDirectoryName(path)} and the database in it writable for this user: chown -R autocore: {Path.GetDirectoryName(path)}", inner);
}
