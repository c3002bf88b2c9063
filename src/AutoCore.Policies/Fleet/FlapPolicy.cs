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

    /// <summary>
    /// Whether a connection is a return: the node comes up, or others took over its cameras because of it alone. A broker that is stopped declares everyone
    /// gone, so that whoever finds nobody who stayed was not the one that failed.
    /// </summary>
    /// <param name="isFirst">Whether it is the first connection since the node came up.</param>
    /// <param name="wasDeclaredGone">Whether the broker had sent its will.</param>
    /// <param name="members">The other members when the last connection ended.</param>
    /// <param name="renewed">Those among them that were declared gone as well, or have told of themselves anew since.</param>
    public static bool IsReturn(bool isFirst, bool wasDeclaredGone, int members, int renewed) =>
        isFirst || (wasDeclaredGone && (members == 0 || renewed < members));

    /// <summary>The returns that still count, with the newest added; what lies in the future was told by a wrong clock.</summary>
    /// <param name="before">Unix seconds.</param>
    /// <param name="now">Unix seconds.</param>
    public static IReadOnlyList<long> Add(IEnumerable<long> before, long now) =>
        [.. before.Where(t => t <= now && now - t < (long)Remembered.TotalSeconds).Append(now).Distinct().Order().TakeLast(MostReturns)];
}
