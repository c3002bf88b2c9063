namespace AutoCore.Policies.SdCard;

/// <summary>When clean-up runs by itself (A1, A9).</summary>
public enum CleanupRhythm
{
    /// <summary>Every day, caches included.</summary>
    DailyAggressive,

    /// <summary>Every seven days.</summary>
    Weekly,

    /// <summary>Every thirty days.</summary>
    Monthly,

    /// <summary>Only while usage is above the warning level.</summary>
    OnlyAboveWarning,
}

/// <summary>Everything that follows from the size of the SD card (A1): one row of the table.</summary>
/// <param name="SizeGb">Nominal size in GB (10^9 bytes), as printed on the card.</param>
/// <param name="DatabaseMb">The own database at most, in MB (10^6 bytes).</param>
/// <param name="TelemetryDays">Days that telemetry is kept.</param>
/// <param name="LogDays">Days that logs are kept.</param>
/// <param name="CacheKb">SQLite's page cache of the writing connection, in KB.</param>
/// <param name="BackupsKept">Verified backups kept.</param>
/// <param name="SwapMb">Swap advised, in MB.</param>
/// <param name="Cleanup">When clean-up runs by itself.</param>
/// <param name="ExpectedOsMb">What the operating system is expected to use, in MB.</param>
/// <param name="ExpectedAutoCoreMb">What AutoCore is expected to use, in MB.</param>
/// <param name="ExpectedSwapMb">What the swap file is expected to use, in MB.</param>
public sealed record SdCardProfile(
    int SizeGb, int DatabaseMb, int TelemetryDays, int LogDays, int CacheKb, int BackupsKept, int SwapMb, CleanupRhythm Cleanup,
    int ExpectedOsMb, int ExpectedAutoCoreMb, int ExpectedSwapMb)
{
    /// <summary>The four profiles, smallest first.</summary>
    public static IReadOnlyList<SdCardProfile> All { get; } =
    [
        new(8, 10, 3, 7, 5_000, 3, 512, CleanupRhythm.DailyAggressive, 2000, 300, 512),
        new(16, 50, 7, 14, 10_000, 7, 1024, CleanupRhythm.Weekly, 2000, 500, 1000),
        new(32, 200, 30, 30, 25_000, 14, 2048, CleanupRhythm.Monthly, 2000, 1000, 2000),
        new(64, 1000, 60, 90, 50_000, 30, 2048, CleanupRhythm.OnlyAboveWarning, 2000, 2000, 2000),
    ];

    /// <summary>The name that origins show: <c>profile 16 GB</c>.</summary>
    public string Name => $"profile {SizeGb} GB";
}
