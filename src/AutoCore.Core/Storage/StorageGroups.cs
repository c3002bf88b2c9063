using AutoCore.Policies.Health;

namespace AutoCore.Core.Storage;

/// <summary>The group of the own database.</summary>
public static class StorageGroups
{
    public static GroupDefinition Sqlite { get; } = new("sqlite", "SQLite", "p99_ms", "p50_ms", "size_mb", "wal_mb", "damaged", "starved")
    {
        Flags = [("damaged", "problem")],
        Status = ["p50 {p50_ms:0.0} ms", "p99 {p99_ms:0.0} ms", "{size_mb:mb}", "WAL {wal_mb:mb}"],
        Headline = "{p99_ms:ms}",
        Below = ["{size_mb:mb}", "log {wal_mb:mb}"],
    };
}
