namespace AutoCore.Daemon.Storage;

/// <summary>Why clean-up runs.</summary>
internal enum CleanupReason
{
    /// <summary>The file system is critical.</summary>
    Emergency,

    /// <summary>The profile's rhythm.</summary>
    Retention,

    /// <summary>Someone typed <c>autocore cleanup</c>.</summary>
    ByHand,
}

/// <summary>What a step is asked for.</summary>
/// <param name="MountPoint">The file system that needs room; what lies elsewhere frees nothing there.</param>
/// <param name="Reason">Why.</param>
/// <param name="Now">The time, UTC, for ages.</param>
/// <param name="Days">Days to keep instead of the configured ones, or null.</param>
/// <param name="BytesToFree">Bytes after which a step that takes the oldest first may stop, or null for all.</param>
internal sealed record CleanupRequest(string MountPoint, CleanupReason Reason, DateTimeOffset Now, int? Days = null, long? BytesToFree = null);

/// <summary>One thing that would go: a file, a folder, or rows of a table.</summary>
/// <param name="What">Its path, or what it is in words.</param>
/// <param name="Bytes">What that frees on its file system.</param>
internal readonly record struct CleanupItem(string What, long Bytes);

/// <summary>What a step would remove. The run removes exactly this.</summary>
/// <param name="Items">Everything that would go, in order.</param>
/// <param name="SkippedBecause">Why nothing is planned, or null.</param>
internal sealed record CleanupPlan(IReadOnlyList<CleanupItem> Items, string? SkippedBecause = null)
{
    /// <summary>What the step would free, in bytes.</summary>
    public long Bytes => Items.Sum(i => i.Bytes);
}

/// <summary>One step of clean-up (A3), registered by the feature that owns what it removes; the disk watchdog and <c>cleanup</c> run the list.</summary>
internal interface ICleanupStep
{
    /// <summary>Its name in <c>DiskWatchdog:Cleanup:Steps</c>.</summary>
    string Name { get; }

    /// <summary>What would go, without touching anything.</summary>
    CleanupPlan Plan(CleanupRequest request);

    /// <summary>Removes what was planned; <paramref name="removed"/> is told of each thing that went, for the audit.</summary>
    /// <returns>What was freed, in bytes.</returns>
    Task<long> RunAsync(CleanupPlan plan, Action<CleanupItem> removed, CancellationToken cancellationToken);
}
