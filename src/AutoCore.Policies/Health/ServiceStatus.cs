namespace AutoCore.Policies.Health;

/// <summary>How everything stands in the one line of <c>systemctl status</c>: it says what is so, and never that something is unknown.</summary>
public static class ServiceStatus
{
    /// <summary>The whole first, then what is bad of it, then what cannot be told yet.</summary>
    /// <param name="groups">Each group, its rating, and what is so while that is unknown, as <c>no backup yet</c>.</param>
    public static IEnumerable<string> Describe(IReadOnlyCollection<(string Group, Rating Rating, string Untold)> groups)
    {
        var counted = groups.Where(g => HealthPolicy.CountsForWhole(g.Group)).ToLookup(g => g.Rating == Rating.Unknown);
        return
        [
            counted[false].Any() ? counted[false].Max(g => g.Rating).ToWord() : "starting",
            .. counted[false].Where(g => g.Rating > Rating.Unknown).Select(g => $"{g.Group} {g.Rating.ToWord()}"),
            .. counted[true].Select(g => g.Untold),
        ];
    }
}
