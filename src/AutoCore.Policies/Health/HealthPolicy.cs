namespace AutoCore.Policies.Health;

/// <summary>Rates the whole (A7): what a group is rated by stands where it is declared.</summary>
public static class HealthPolicy
{
    /// <summary>Groups that are rated in their own topic but count neither for the whole nor for an exit code: a Pi in a car boots every day.</summary>
    public static bool CountsForWhole(string group) => group is not ("uptime" or "boot");

    /// <summary>The rating of the whole: the worst of its parts; with no part at all, nothing is known.</summary>
    public static Rating RateWhole(IEnumerable<(string Group, Rating Rating)> groups)
    {
        var any = false;
        var worst = Rating.Ok;
        foreach (var (group, rating) in groups)
        {
            if (!CountsForWhole(group))
                continue;
            any = true;
            worst = rating > worst ? rating : worst;
        }
        return any ? worst : Rating.Unknown;
    }
}
