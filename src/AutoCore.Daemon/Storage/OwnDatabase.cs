using AutoCore.Core.Storage;
using AutoCore.Core.WalCheckpoint;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.Storage;

/// <summary>
/// The daemon's own database: one writing connection for all features, used by one at a time. It opens when it is first needed, and again after
/// it could not be opened or was replaced, so that a card that recovers needs no restart.
/// </summary>
internal sealed class OwnDatabase(DatabaseOptions options, WalCheckpointOptions wal) : IDisposable
{
    /// <summary>Room for a day's flushes, about as many as a passive checkpoint waits for.</summary>
    private const long ReservedWalBytes = 1_048_576;

    private readonly Lock _gate = new();
    private SqliteConnection? _writer;

    /// <summary>Where it lies.</summary>
    public DatabaseFile File { get; } = new(options.Path);

    /// <summary>Whether SQLite met damage since it was opened; stays so until it is replaced.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Uses the writing connection, outside of any transaction.</summary>
    /// <exception cref="SqliteException">What SQLite answered; damage is remembered.</exception>
    public T Run<T>(Func<SqliteConnection, T> work)
    {
        lock (_gate)
        {
            try
            {
                return work(Writer());
            }
            catch (SqliteException e) when (e.IsDamage())
            {
                IsDamaged = true;
                throw;
            }
        }
    }

    /// <summary>Runs work in one write transaction.</summary>
    /// <param name="work">The statements.</param>
    /// <param name="durable">Whether a power cut right afterwards must not undo it: one sync of the log.</param>
    /// <exception cref="IOException">It was written, but the card did not take the sync.</exception>
    public T Write<T>(Func<SqliteConnection, T> work, bool durable) => Run(connection =>
    {
        var result = connection.InTransaction(work);
        // SQLite itself (synchronous=FULL) would sync before it writes the log's index: that costs the card a second commit of the file system's journal.
        if (durable)
            Posix.SyncFile(File.WalPath);
        return result;
    });

    /// <summary>A connection that only reads, for work that must not hold up the writer.</summary>
    public SqliteConnection OpenReader() => SqliteConnections.OpenSmall(options.Path, options.BusyTimeout, readOnly: true);

    /// <summary>Closes the database while <paramref name="exchange"/> puts another one, or none, in its place.</summary>
    public void Replace(Action<DatabaseFile> exchange)
    {
        lock (_gate)
        {
            Close();
            exchange(File);
            IsDamaged = false;
        }
    }

    /// <summary>Remembers damage that a check found.</summary>
    public void MarkDamaged() => IsDamaged = true;

    public void Dispose()
    {
        lock (_gate)
            Close();
    }

    private SqliteConnection Writer()
    {
        // A file that was deleted under an open connection would swallow every row in silence.
        if (_writer is not null && !File.Exists)
            Close();
        if (_writer is not null)
            return _writer;
        Directory.CreateDirectory(Path.GetDirectoryName(options.Path)!);
        var connection = SqliteConnections.OpenWriter(options, wal.TruncateAboveMb * 1_000_000L);
        try
        {
            Schema.Migrate(connection);
            Posix.Reserve(File.WalPath, ReservedWalBytes);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
        return _writer = connection;
    }

    private void Close()
    {
        _writer?.Dispose();
        _writer = null;
    }
}
