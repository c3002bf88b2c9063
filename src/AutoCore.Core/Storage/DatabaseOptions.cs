using AutoCore.Core.Configuration;

namespace AutoCore.Core.Storage;

/// <summary>The own database: where it lies, how large it may get, how SQLite is set.</summary>
internal sealed record DatabaseOptions(string Path, int MaxSizeMb, int CacheSizeKb, int MmapSizeMb, TimeSpan BusyTimeout)
{
    public static DatabaseOptions Read(SettingReader s, Fallback<int> maxSizeMb, Fallback<int> cacheSizeKb, Fallback<int> mmapSizeMb) => new(
        s.Location("Path", "autocore.db", "The database file."),
        s.Number("MaxSizeMb", maxSizeMb, 1, 1_000_000, "The database at most, in MB (10^6 bytes); the oldest rows go first."),
        s.Number("CacheSizeKb", cacheSizeKb, 100, 1_000_000, "SQLite's page cache of the writing connection, in KB."),
        s.Number(
        "MmapSizeMb", mmapSizeMb, 0, 65_536,
        "SQLite's memory map of the writing connection, in MB (2^20 bytes); 0: none. A read error of the card under a map ends the daemon (SIGBUS) before it can go on in survival mode."),
        s.Duration("BusyTimeout", TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1), "How long a statement waits for a lock."));
}
