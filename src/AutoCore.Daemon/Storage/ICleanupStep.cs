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
/// <param name="Reason">Why.</param>
/// <param name="Now">The time, UTC, for ages; a step that deletes by age asks the board's <c>ClockVerdict</c> first.</param>
/// <param name="Need">What is missing on it; a step that takes the oldest first stops there. Null: there is no such limit.</param>
/// <param name="Days">Days to keep pictures instead of the configured ones, or null.</param>
/// <param name="Archive">Whether pictures are archived before they go.</param>
internal sealed record CleanupRequest(CleanupReason Reason, DateTimeOffset Now, CleanupNeed? Need = null, int? Days = null, bool Archive = false)
{
    /// <summary>Whether a path lies on the file system that needs room: what lies elsewhere frees nothing there.</summary>
    public Func<string, bool> Holds { get; init; } = static _ => true;
}

/// <summary>What a file system is missing until it is under its level again.</summary>
/// <param name="Bytes">Bytes to free; zero or less: enough.</param>
/// <param name="Files">Inodes to free; zero or less: enough.</param>
internal readonly record struct CleanupNeed(long Bytes, long Files)
{
    /// <summary>Whether nothing more has to go.</summary>
    public bool IsMet => Bytes <= 0 && Files <= 0;

    /// <summary>What is still missing once an item has gone.</summary>
    public CleanupNeed Less(CleanupItem item) => new(Bytes - item.Bytes, Files - item.Files);
}

/// <summary>One thing that would go: a file, a folder, or rows of a table.</summary>
/// <param name="What">Its path, or what it is in words.</param>
/// <param name="Bytes">What that frees on its file system: nothing for a name with other hard links.</param>
/// <param name="Files">The inodes that it frees.</param>
internal readonly record struct CleanupItem(string What, long Bytes, int Files = 1);

/// <summary>What a step would remove. A step whose run needs to know more derives its own.</summary>
/// <param name="Items">Everything that would go, in order; what can be many is found anew at each pass, so that no list of it is ever in memory.</param>
/// <param name="SkippedBecause">Why nothing is planned, or null.</param>
internal record CleanupPlan(IEnumerable<CleanupItem> Items, string? SkippedBecause = null)
{
    private CleanupTotals? _totals;

    /// <summary>Whether there is nothing to remove.</summary>
    public bool IsEmpty => !Items.Any();

    /// <summary>What was in the way of planning, or null.</summary>
    public virtual string? Note => null;

    /// <summary>How much it is; the first time, that is a pass over all of it.</summary>
    public CleanupTotals Totals => _totals ??= Items.Aggregate(default(CleanupTotals), static (sum, item) => sum.With(item));

    /// <summary>What the step would free, in bytes.</summary>
    public long Bytes => Totals.Bytes;

    /// <summary>What the step would free, in inodes.</summary>
    public long Files => Totals.Files;

    /// <summary>Nothing to do, and why.</summary>
    public static CleanupPlan Skip(string because) => new([], because);

    /// <summary>Nothing to do here: what the step is about lies on another file system.</summary>
    public static CleanupPlan Elsewhere(string because) => new([], because) { IsElsewhere = true };

    /// <summary>Whether it is another file system's work.</summary>
    public bool IsElsewhere { get; private init; }
}

/// <summary>How much a plan is.</summary>
/// <param name="Items">Things that would go.</param>
/// <param name="Bytes">Bytes freed.</param>
/// <param name="Files">Inodes freed.</param>
internal readonly record struct CleanupTotals(long Items, long Bytes, long Files)
{
    /// <summary>One more.</summary>
    public CleanupTotals With(CleanupItem item) => new(Items + 1, Bytes + item.Bytes, Files + item.Files);
}

/// <summary>One step of clean-up (A3), registered by the feature that owns what it removes; the disk watchdog and <c>cleanup</c> run the list.</summary>
internal interface ICleanupStep
{
    /// <summary>Its name in <c>DiskWatchdog:Cleanup:Steps</c>.</summary>
    string Name { get; }

    /// <summary>What would go, without touching anything.</summary>
    Task<CleanupPlan> PlanAsync(CleanupRequest request, CancellationToken cancellationToken);

    /// <summary>Removes what was planned; <paramref name="removed"/> is told of each thing that went, for the audit.</summary>
    Task RunAsync(CleanupPlan plan, Action<CleanupItem> removed, CancellationToken cancellationToken);
}
