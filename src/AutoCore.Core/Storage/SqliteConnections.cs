using Microsoft.Data.Sqlite;

namespace AutoCore.Core.Storage;

/// <summary>The one place that opens SQLite connections and sets their pragmas (B1), each time anew.</summary>
internal static class SqliteConnections
{
    private const int SmallCacheKb = 2000;

    /// <summary>The writing connection of the own database, with the profile's cache and memory map; makes the file if there is none.</summary>
    public static SqliteConnection OpenWriter(DatabaseOptions options, long walBytesKept)
    {
        var connection = Open(options.Path, SqliteOpenMode.ReadWriteCreate, options.BusyTimeout);
        try
        {
            // Before the first table, and before WAL writes the first page: later it would have no effect.
            connection.Execute("PRAGMA auto_vacuum = INCREMENTAL");
            connection.Execute("PRAGMA journal_mode = WAL");
            connection.Execute($"PRAGMA cache_size = -{options.CacheSizeKb}");
            connection.Execute($"PRAGMA mmap_size = {options.MmapSizeMb * 1048576L}");
            connection.Execute($"PRAGMA journal_size_limit = {walBytesKept}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Any other connection: a small cache, no memory map, never makes a file.</summary>
    /// <param name="path">The database.</param>
    /// <param name="busyTimeout">How long a statement waits for a lock.</param>
    /// <param name="readOnly">Whether nothing can be written.</param>
    public static SqliteConnection OpenSmall(string path, TimeSpan busyTimeout, bool readOnly = false) =>
        Open(path, readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWrite, busyTimeout);

    /// <summary>A file that nobody changes, as a backup that is checked: no locks, no files beside it.</summary>
    public static SqliteConnection OpenImmutable(string path) =>
        Open($"file:{Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1", SqliteOpenMode.ReadOnly, TimeSpan.Zero);

    /// <summary>A new database that is thrown away if anything goes wrong while it is filled: nothing waits for the card.</summary>
    public static SqliteConnection OpenScratch(string path)
    {
        var connection = Open(path, SqliteOpenMode.ReadWriteCreate, TimeSpan.Zero);
        connection.Execute("PRAGMA journal_mode = OFF");
        connection.Execute("PRAGMA synchronous = OFF");
        return connection;
    }

    private static SqliteConnection Open(string source, SqliteOpenMode mode, TimeSpan busyTimeout)
    {
        SqliteLibrary.Load();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = source,
            Mode = mode,
            ForeignKeys = true,
            Pooling = false,
            // Of the provider's own loop around a busy database; its shortest.
            DefaultTimeout = 1,
        }.ToString());
        try
        {
            connection.Open();
            connection.Execute($"PRAGMA busy_timeout = {(long)busyTimeout.TotalMilliseconds}");
            connection.Execute("PRAGMA synchronous = NORMAL");
            connection.Execute($"PRAGMA cache_size = -{SmallCacheKb}");
            connection.Execute("PRAGMA mmap_size = 0");
            connection.Execute("PRAGMA temp_store = MEMORY");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
