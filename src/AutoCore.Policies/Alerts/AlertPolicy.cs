using AutoCore.Policies.Health;

namespace AutoCore.Policies.Alerts;

/// <summary>
/// Which events belong together: what begins, and by what it is over. An event that the table does not know is news by itself, so that a new
/// feature's events reach people without a line here.
/// </summary>
public static class AlertPolicy
{
    /// <summary>The fact that names what an event is about, and the key it stands under. A pair of events shares a key.</summary>
    private static readonly Dictionary<string, (string Prefix, string[] Facts)> Subjects = new(StringComparer.Ordinal)
    {
        ["disk-warning"] = ("disk/", ["mount"]),
        ["disk-critical"] = ("disk/", ["mount"]),
        ["disk-recovered"] = ("disk/", ["mount"]),
        ["disk-failing"] = ("disk-failing/", ["mount"]),
        ["disk-forecast"] = ("disk-forecast/", ["mount"]),
        ["disk-forecast-over"] = ("disk-forecast/", ["mount"]),
        ["disk-sound"] = ("disk-failing/", ["mount"]),
        ["mount-lost"] = ("mount/", ["mount"]),
        ["mount-back"] = ("mount/", ["mount"]),
        ["capture-degraded"] = ("capture", []),
        ["capture-paused"] = ("capture", []),
        ["capture-recovered"] = ("capture", []),
        ["survival-mode"] = ("survival", []),
        ["survival-ended"] = ("survival", []),
        ["camera-failed"] = ("camera/", ["site", "camera"]),
        ["camera-recovered"] = ("camera/", ["site", "camera"]),
        ["cameras-recovered"] = ("camera/", []),
        ["camera-flagged"] = ("flags/", ["camera"]),
        ["camera-unflagged"] = ("flags/", ["camera"]),
        ["card-critical"] = ("card", []),
        ["clock-doubted"] = ("clock", []),
        ["clock-believed"] = ("clock", []),
        ["checkpoint-starved"] = ("wal/", ["database"]),
        ["checkpoint-recovered"] = ("wal/", ["database"]),
        ["backup-failed"] = ("backup/", ["source"]),
        ["backup-verified"] = ("backup/", ["source"]),
        ["telemetry-flood"] = ("telemetry-flood", []),
        ["telemetry-flood-over"] = ("telemetry-flood", []),
        ["backup-copy-failed"] = ("backup-copy/", ["folder"]),
        ["backup-copied"] = ("backup-copy/", ["folder"]),
        ["retention-refused"] = ("retention/", ["database", "table"]),
        ["retention-resumed"] = ("retention/", ["database", "table"]),
    };

    /// <summary>Groups whose ratings are told by better events of their own, and the alerts' own group: an alert about alerts would never end.</summary>
    private static readonly string[] SilentGroups = ["alerts", "clock", "disk"];

    /// <summary>What an event means.</summary>
    /// <param name="type">Its name.</param>
    /// <param name="severity">How bad it is: <see cref="Rating.Ok"/> ends what another one began.</param>
    /// <param name="find">The text of a fact, or null.</param>
    public static AlertRole Classify(string type, Rating severity, Func<string, string?> find)
    {
        if (type == "rating-changed")
            return OfRating(find("group") ?? "", severity);
        if (!Subjects.TryGetValue(type, out var subject))
            return AlertRole.Once;
        var key = subject.Prefix + string.Join('/', subject.Facts.Select(f => find(f) ?? ""));
        return OfSeverity(severity, key);
    }

    /// <summary>
    /// What is over when a group is rated <c>ok</c>: after a restart nobody raises the end of what an earlier run told the beginning of.
    /// </summary>
    public static AlertRole OfGoodReading(string group) => group switch
    {
        "disk" => AlertRole.Closes("disk/"),
        "clock" => AlertRole.Closes("clock"),
        _ => AlertRole.Closes(RatingKey(group)),
    };

    /// <summary>Whether someone should act.</summary>
    public static bool IsAlarm(Rating severity) => severity >= Rating.Warning;

    private static AlertRole OfRating(string group, Rating severity)
    {
        if (Array.Exists(SilentGroups, silent => group == silent || group.StartsWith($"{silent}/", StringComparison.Ordinal)))
            return AlertRole.Ignored;
        return OfSeverity(severity, RatingKey(group));
    }

    /// <summary>What cannot be told (<see cref="Rating.Unknown"/>) begins nothing, and ends nothing either.</summary>
    private static AlertRole OfSeverity(Rating severity, string key) => severity switch
    {
        _ when IsAlarm(severity) => new(AlertKind.Opens, key),
        Rating.Ok => AlertRole.Closes(key),
        _ => AlertRole.Once,
    };

    private static string RatingKey(string group) => $"rating/{group}";
}
