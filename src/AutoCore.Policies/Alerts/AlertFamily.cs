namespace AutoCore.Policies.Alerts;

/// <summary>Things of one kind that can be wrong, with the events by which that begins and is over.</summary>
/// <param name="Prefix">What its keys begin with; one that ends in <c>/</c> has a key for each thing.</param>
/// <param name="Word">What stands before a thing's name.</param>
/// <param name="Facts">The facts of an event that name the thing.</param>
/// <param name="Openings">Events that begin it.</param>
/// <param name="Ends">Events that end it; one with a bad severity begins it.</param>
/// <param name="Sums">Events that stand for many beginnings or ends at once: what is open then is told by the state.</param>
public sealed record AlertFamily(string Prefix, string Word, string[] Facts, string[] Openings, string[] Ends, string[] Sums)
{
    /// <summary>Cameras that give no picture.</summary>
    public const string Camera = "camera/";

    /// <summary>Cameras whose pictures are flagged.</summary>
    public const string Flags = "flags/";

    /// <summary>Cameras that show something unusual.</summary>
    public const string Unusual = "unusual/";

    /// <summary>Room for pictures.</summary>
    public const string Capture = "capture";

    /// <summary>Capture as a whole.</summary>
    public const string CapturePaused = "capture-paused";

    /// <summary>Usage of file systems.</summary>
    public const string Disk = "disk/";

    /// <summary>Devices that fail.</summary>
    public const string DiskFailing = "disk-failing/";

    /// <summary>File systems that fill fast.</summary>
    public const string DiskForecast = "disk-forecast/";

    /// <summary>File systems that are gone.</summary>
    public const string Mount = "mount/";

    /// <summary>Clean-ups that were not enough.</summary>
    public const string Cleanup = "cleanup/";

    /// <summary>A data directory that takes nothing.</summary>
    public const string Survival = "survival";

    /// <summary>The card's file system.</summary>
    public const string Card = "card";

    /// <summary>The clock.</summary>
    public const string Clock = "clock";

    /// <summary>Write-ahead logs.</summary>
    public const string Wal = "wal/";

    /// <summary>Backups by source.</summary>
    public const string Backup = "backup/";

    /// <summary>Damaged databases by source.</summary>
    public const string Damage = "damage/";

    /// <summary>Copies in the second folder.</summary>
    public const string BackupCopy = "backup-copy/";

    /// <summary>Tables of other programs.</summary>
    public const string Retention = "retention/";

    /// <summary>Second places.</summary>
    public const string Remote = "remote/";

    /// <summary>Nodes of the fleet.</summary>
    public const string FleetNode = "fleet-node/";

    /// <summary>The node's name in the fleet.</summary>
    public const string FleetName = "fleet-name";

    /// <summary>Devices that publish too much.</summary>
    public const string Flood = "telemetry-flood";

    /// <summary>Ratings of groups.</summary>
    public const string Rating = "rating/";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<AlertFamily> All { get; } =
    [
        new(Camera, "camera", ["site", "camera"], ["camera-failed"], ["camera-recovered"], ["cameras-failed", "cameras-recovered"]),
        new(Flags, "the picture of", ["camera"], ["camera-flagged"], ["camera-unflagged"], ["cameras-flagged"]),
        new(Unusual, "what is seen at", ["site", "camera"], ["camera-unusual"], ["camera-usual"], ["cameras-unusual"]),
        new(Capture, "the room for pictures", [], ["capture-degraded"], ["capture-recovered"], []),
        new(CapturePaused, "capture", [], ["capture-paused"], ["capture-resumed"], []),
        new(Disk, "the usage of", ["mount"], ["disk-warning", "disk-critical"], ["disk-recovered"], []),
        new(DiskFailing, "the device of", ["mount"], ["disk-failing"], ["disk-sound"], []),
        new(DiskForecast, "the growth on", ["mount"], ["disk-forecast"], ["disk-forecast-over"], []),
        new(Mount, "the mount", ["mount"], ["mount-lost"], ["mount-back"], []),
        new(Cleanup, "the clean-up of", ["mount"], ["cleanup-finished"], ["cleanup-finished"], []),
        new(Survival, "the data directory", [], ["survival-mode"], ["survival-ended"], []),
        new(Card, "the card", [], ["card-critical"], ["card-sound"], []),
        new(Clock, "the clock", [], ["clock-doubted"], ["clock-believed"], []),
        new(Wal, "the write-ahead log of", ["database"], ["checkpoint-starved"], ["checkpoint-recovered"], []),
        new(Backup, "the backup of", ["source"], ["backup-failed"], ["backup-verified"], []),
        new(Damage, "the database of", ["source"], ["database-damaged"], ["database-sound"], []),
        new(BackupCopy, "the copy in", ["folder"], ["backup-copy-failed"], ["backup-copied"], []),
        new(Retention, "the retention of", ["database", "table"], ["retention-refused"], ["retention-resumed"], []),
        new(Remote, "the remote", ["remote"], ["remote-failed"], ["remote-recovered"], []),
        new(FleetNode, "the node", ["node"], ["fleet-node-lost"], ["fleet-node-back"], []),
        new(FleetName, "the node's name", [], ["fleet-name-conflict"], ["fleet-name-clear"], []),
        new(Flood, "the intake of values", [], ["telemetry-flood"], ["telemetry-flood-over"], []),
        new(Rating, "the group", ["group"], ["rating-changed"], ["rating-changed"], []),
    ];

    /// <summary>Events that are over as they happen: nothing begins and nothing ends with them.</summary>
    public static IReadOnlyList<string> Moments { get; } =
    [
        "cleanup-step", "clock-jumped", "database-set-aside", "fleet-share-changed", "images-removed", "images-shrunk", "remote-copied",
    ];

    /// <summary>The family of a key.</summary>
    public static AlertFamily? OfKey(string key) => All.FirstOrDefault(f => AlertRole.Closes(f.Prefix).IsAbout(key));

    /// <summary>Whether a key stands for one thing of several.</summary>
    public bool HasNames => Prefix.EndsWith('/');

    /// <summary>A thing in words.</summary>
    public string Describe(string key) => HasNames ? $"{Word} {key[Prefix.Length..]}" : Word;
}
