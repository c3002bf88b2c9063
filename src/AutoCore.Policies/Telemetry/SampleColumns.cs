namespace AutoCore.Policies.Telemetry;

/// <summary>One column of a sample: a measure of a health group.</summary>
public readonly record struct SampleColumn(string Group, string Key)
{
    /// <summary>The column's name.</summary>
    public string Name => $"{Group}_{Key}";
}

/// <summary>What the daemon remembers of its own health: one wide row each time, since a row a metric would wear the card twenty times as fast.</summary>
public static class SampleColumns
{
    /// <summary>The topic under which the own samples stand in roll-ups, beside the devices' topics.</summary>
    public const string Topic = "health";

    /// <summary>All columns, in the table's order.</summary>
    public static IReadOnlyList<SampleColumn> All { get; } =
    [
        new("disk", "used_percent"), new("disk", "free_mb"),
        new("memory", "available_mb"), new("memory", "swap_used_mb"),
        new("sqlite", "p50_ms"), new("sqlite", "p99_ms"), new("sqlite", "size_mb"), new("sqlite", "wal_mb"),
        new("cameras", "stored"), new("cameras", "failed"), new("cameras", "success_percent"), new("cameras", "round_seconds"),
        new("card", "written_mb_today"), new("card", "daemon_written_mb_today"),
        new("cpu", "temperature_celsius"), new("cpu", "load_1m"), new("cpu", "throttled"),
    ];
}
