using AutoCore.Policies.Health;
using static AutoCore.Policies.Health.GroupKey;

namespace AutoCore.Core.Storage;

/// <summary>The group of the own database.</summary>
public static class StorageGroups
{
    public static GroupDefinition Sqlite { get; } = new("sqlite", "SQLite",
        Gauge("p99_ms", "time that 99 of 100 write-and-read round trips of a day took at most"), Gauge("p50_ms", "time that half of them took at most"),
        Gauge("size_mb", "size of the database"), Gauge("wal_mb", "size of its write-ahead log"), Flag("damaged", "whether it is damaged", "problem"),
        Text("starved", "the database whose write-ahead log cannot be emptied"))
    {
        Rated = $"round trips in ms: {LatencyFigures.Limit.Describe()}; also by the write-ahead logs, and `critical` when damaged",
        Status = ["p50 {p50_ms:0.0} ms", "p99 {p99_ms:0.0} ms", "{size_mb:mb}", "WAL {wal_mb:mb}"],
        Why = new("{?damaged}the database is damaged|{starved}: its log cannot be emptied|a round trip takes {p99_ms:ms}",
            "{?damaged}o banco de dados está danificado|{starved}: o log não pode ser esvaziado|uma ida e volta leva {p99_ms:ms}"),
        Headline = "{p99_ms:ms}",
        Below = ["{size_mb:mb}", "log {wal_mb:mb}"],
    };
}
