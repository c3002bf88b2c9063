namespace AutoCore.Policies.Health;

/// <summary>How everything stands in the one line of <c>systemctl status</c>: it says what is so, and never that something is unknown.</summary>
public static class ServiceStatus
{
    /// <summary>The whole first, then what is bad, then what cannot be told yet.</summary>
    /// <param name="groups">Each group, its rating, and what is so while that is unknown, as <c>no backup yet</c>.</param>
    public static IEnumerable<string> Describe(IReadOnlyCollection<(string Group, Rating Rating, string Untold)> groups)
    {
        var untold = groups.Where(g => g.Rating == Rating.Unknown && HealthPolicy.CountsForWhole(g.Group)).ToList();
        var told = groups.Where(g => g.Rating != Rating.Unknown && HealthPolicy.CountsForWhole(g.Group)).ToList();
        return
        [
            told.Count == 0 ? "starting" : told.Max(g => g.Rating).ToWord(),
            .. groups.Where(g => g.Rating > Rating.Unknown).Select(g => $"{g.Group} {g.Rating.ToWord()}"),
            .. untold.Select(g => g.Untold),
        ];
    }
}
