namespace AutoCore.Policies.Fleet;

/// <summary>
/// Hysteresis for a node that comes and goes. It decides for itself when it takes its cameras back and says so in its <c>info</c>, so that all
/// others agree: the more often it came back within an hour, the longer it stands aside while others keep its cameras.
/// </summary>
public static class FlapPolicy
{
    /// <summary>How long a return is remembered.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    /// <summary>Returns kept at most.</summary>
    public const int MostReturns = 8;

    /// <summary>The wait before a node takes its cameras back.</summary>
    /// <param name="returns">Returns within <see cref="Remembered"/>, this one included.</param>
    public static TimeSpan Hold(int returns) => returns switch
    {
        <= 2 => TimeSpan.Zero,
        3 => TimeSpan.FromMinutes(1),
        4 => TimeSpan.FromMinutes(5),
        _ => TimeSpan.FromMinutes(15),
    };

    /// <summary>The returns that still count, with the newest added; what lies in the future was told by a wrong clock.</summary>
    /// <param name="before">Unix seconds.</param>
    /// <param name="now">Unix seconds.</param>
    public static IReadOnlyList<long> Add(IEnumerable<long> before, long now) =>
        [.. before.Where(t => t <= now && now - t < (long)Remembered.TotalSeconds).Append(now).Distinct().Order().TakeLast(MostReturns)];
}
