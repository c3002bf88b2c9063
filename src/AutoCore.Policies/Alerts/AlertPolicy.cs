using AutoCore.Policies.Health;

namespace AutoCore.Policies.Alerts;

/// <summary>
/// Which events belong together: what begins, and by what it is over. An event that the table does not know is news by itself, so that a new
/// feature's events reach people without a line here.
/// </summary>
public static class AlertPolicy
{
    private static readonly Dictionary<string, AlertFamily> Families = AlertFamily.All
        .SelectMany(f => f.Openings.Concat(f.Ends).Select(type => (type, f))).DistinctBy(p => p.type).ToDictionary(p => p.type, p => p.f, StringComparer.Ordinal);

    /// <summary>Sums of ends: the state tells what is over.</summary>
    private const string ManyRecovered = "cameras-recovered";

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
        if (type == ManyRecovered)
            return AlertRole.Ignored;
        return Families.TryGetValue(type, out var family) ? OfSeverity(severity, family.Prefix + string.Join('/', family.Facts.Select(f => find(f) ?? ""))) : AlertRole.Once;
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
