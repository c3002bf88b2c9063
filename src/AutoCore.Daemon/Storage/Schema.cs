using AutoCore.Core.Storage;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.Storage;

/// <summary>
/// The own database's tables, as a list of steps that only ever grows; <c>user_version</c> counts the steps taken. Steps add and never remove,
/// so that an older release works on a database that a newer one has been at.
/// </summary>
internal static class Schema
{
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE sample (
            at INTEGER PRIMARY KEY, doubted INTEGER NOT NULL,
            disk_used_percent REAL, disk_free_mb REAL, memory_available_mb REAL, memory_swap_used_mb REAL,
            sqlite_p50_ms REAL, sqlite_p99_ms REAL, sqlite_size_mb REAL, sqlite_wal_mb REAL,
            cameras_stored REAL, cameras_failed REAL, cameras_success_percent REAL, cameras_round_seconds REAL,
            card_written_mb_today REAL, card_daemon_written_mb_today REAL,
            cpu_temperature_celsius REAL, cpu_load_1m REAL, cpu_throttled REAL
        ) STRICT;
        CREATE TABLE series (id INTEGER PRIMARY KEY, topic TEXT NOT NULL, key TEXT NOT NULL, UNIQUE (topic, key)) STRICT;
        CREATE TABLE reading (at INTEGER NOT NULL, series INTEGER NOT NULL, value ANY NOT NULL, PRIMARY KEY (at, series)) STRICT, WITHOUT ROWID;
        CREATE TABLE rollup (
            level INTEGER NOT NULL, at INTEGER NOT NULL, series INTEGER NOT NULL,
            count INTEGER NOT NULL, minimum REAL, maximum REAL, total REAL, last ANY,
            PRIMARY KEY (level, at, series)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE latency (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, elapsed_us INTEGER) STRICT;
        """,
        """
        CREATE TABLE unusual (
            id INTEGER PRIMARY KEY, camera TEXT NOT NULL UNIQUE, at INTEGER NOT NULL,
            score REAL NOT NULL, flagged INTEGER NOT NULL, since INTEGER, cells_at INTEGER NOT NULL, cells BLOB
        ) STRICT;
        CREATE TABLE unusual_model (id INTEGER PRIMARY KEY REFERENCES unusual ON DELETE CASCADE, looks BLOB NOT NULL) STRICT;
        CREATE TABLE unusual_rival (id INTEGER PRIMARY KEY REFERENCES unusual ON DELETE CASCADE, looks BLOB NOT NULL) STRICT;
        """,
        "CREATE TABLE event (at INTEGER PRIMARY KEY, severity INTEGER NOT NULL, payload TEXT NOT NULL) STRICT;",
    ];

    /// <summary>Takes the steps that are missing, all or none of each.</summary>
    public static void Migrate(SqliteConnection connection)
    {
        for (var version = (int)connection.Number("PRAGMA user_version"); version < Steps.Length; version++)
        {
            connection.InTransaction(c =>
            {
                // Another process may have been faster: the number is asked again under the lock.
                if (c.Number("PRAGMA user_version") == version)
                    c.Execute($"{Steps[version]} PRAGMA user_version = {version + 1};");
                return true;
            });
        }
    }
}
