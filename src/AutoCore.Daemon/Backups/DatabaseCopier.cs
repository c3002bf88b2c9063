using AutoCore.Core.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AutoCore.Daemon.Backups;

/// <summary>How far a copy is.</summary>
internal readonly record struct CopyProgress(long PagesDone, long PagesInAll);

/// <summary>Copies a live database with SQLite's backup interface, in steps, without ever holding up its writer for long.</summary>
internal sealed class DatabaseCopier(TimeProvider time)
{
    private const int PagesPerStep = 256;
    private const int StepsBetweenFlushes = 8;
    private const int MostRestarts = 20;
    private static readonly TimeSpan WhileBusy = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan BetweenSteps = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestBusy = TimeSpan.FromSeconds(30);

    /// <summary>Copies all of it into a new file, as it was at one moment.</summary>
    /// <exception cref="SqliteException">The source cannot be read, or the target not be written.</exception>
    public async Task CopyAsync(BackupSource from, string target, Action<CopyProgress> progress, CancellationToken cancellationToken)
    {
        using var source = from.Open();
        using var copy = SqliteConnections.OpenScratch(target);
        var isWal = (string?)source.Scalar("PRAGMA journal_mode") == "wal";
        // With a write-ahead log, a read transaction pins one moment and holds up no writer: no step sees a change and starts over.
        if (isWal)
        {
            source.Do("BEGIN");
            source.Number("SELECT count(*) FROM sqlite_schema");
        }
        await StepAsync(copy, source, isWal, () => Posix.SyncFile(target), progress, cancellationToken);
    }

    private async Task StepAsync(SqliteConnection copy, SqliteConnection source, bool isWal, Action flush, Action<CopyProgress> progress,
        CancellationToken cancellationToken)
    {
        var backup = raw.sqlite3_backup_init(copy.Handle, "main", source.Handle, "main");
        if (backup.IsInvalid)
            SqliteException.ThrowExceptionForRC(raw.sqlite3_errcode(copy.Handle), copy.Handle);
        using (backup)
        {
            var restarts = 0;
            var done = 0L;
            var steps = 0;
            var busySince = time.GetTimestamp();
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                // A database without a write-ahead log makes the copy start over at each change; in the end it is read in one go.
                var answer = raw.sqlite3_backup_step(backup, restarts > MostRestarts ? -1 : PagesPerStep);
                if (answer == raw.SQLITE_DONE)
                    break;
                if (answer is raw.SQLITE_BUSY or raw.SQLITE_LOCKED && time.GetElapsedTime(busySince) < LongestBusy)
                {
                    await Task.Delay(WhileBusy, time, cancellationToken);
                    continue;
                }
                SqliteException.ThrowExceptionForRC(answer, copy.Handle);
                busySince = time.GetTimestamp();
                var all = raw.sqlite3_backup_pagecount(backup);
                var now = all - raw.sqlite3_backup_remaining(backup);
                restarts += now <= done ? 1 : 0;
                done = now;
                progress(new(now, all));
                // Half a gigabyte that the kernel has yet to write would make the source's writer wait at its next sync, and take the memory of all.
                if (++steps % StepsBetweenFlushes == 0)
                    flush();
                if (!isWal)
                    await Task.Delay(BetweenSteps, time, cancellationToken);
            }
        }
    }
}
