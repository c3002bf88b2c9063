namespace AutoCore.Policies.Health;

/// <summary>
/// Rates the health metrics (A7). Each number is <c>ok</c> up to its target, <c>critical</c> beyond its limit, <c>warning</c> between,
/// and <c>unknown</c> when it could not be read.
/// </summary>
public static class HealthPolicy
{
    /// <summary>Memory available in MB (10^6 bytes): over 100 is good, under 50 critical.</summary>
    public static Rating RateMemory(double? availableMb) => RateFalling(availableMb, target: 100, critical: 50);

    /// <summary>Boot time in seconds: under 40 is good, over 60 critical.</summary>
    public static Rating RateBoot(double? seconds) => RateRising(seconds, target: 40, critical: 60);

    /// <summary>A SQLite write-and-read round trip in milliseconds (p99): under 10 is good, over 50 critical.</summary>
    public static Rating RateSqliteLatency(double? milliseconds) => RateRising(milliseconds, target: 10, critical: 50);

    /// <summary>Uptime in days: over 30 is good, under 1 critical.</summary>
    public static Rating RateUptime(double? days) => RateFalling(days, target: 30, critical: 1);

    /// <summary>The processor: a warning while the firmware slows it (undervoltage or heat), unknown where nothing can be read.</summary>
    public static Rating RateCpu(double? load, double? temperatureCelsius, bool? throttled) =>
        throttled == true ? Rating.Warning : load is null && temperatureCelsius is null ? Rating.Unknown : Rating.Ok;

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

    private static Rating RateRising(double? value, double target, double critical) => value switch
    {
        null or double.NaN => Rating.Unknown,
        { } v when v > critical => Rating.Critical,
        { } v when v >= target => Rating.Warning,
        _ => Rating.Ok,
    };

    private static Rating RateFalling(double? value, double target, double critical) => value switch
    {
        null or double.NaN => Rating.Unknown,
        { } v when v < critical => Rating.Critical,
        { } v when v <= target => Rating.Warning,
        _ => Rating.Ok,
    };
}
