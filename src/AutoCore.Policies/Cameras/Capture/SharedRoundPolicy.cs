namespace AutoCore.Policies.Cameras.Capture;

/// <summary>
/// When rounds begin for cameras that several nodes share: at the same moments everywhere, whole intervals since 1970, so that "this round" means
/// the same to whoever takes a camera over. A round goes on as long as a camera of this node has no picture of it.
/// </summary>
public static class SharedRoundPolicy
{
    /// <summary>The beginning of the round that a moment belongs to.</summary>
    public static DateTimeOffset RoundOf(DateTimeOffset now, TimeSpan interval) =>
        new(now.UtcTicks - (now.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) % interval.Ticks, TimeSpan.Zero);

    /// <summary>Whether a round begins, goes on or waits.</summary>
    /// <param name="lastStart">When this node began its last round.</param>
    /// <param name="lastFinished">Whether it ended.</param>
    /// <param name="isAnyMissing">Whether a camera came to this node since, whose picture nobody has.</param>
    /// <param name="now">The time.</param>
    /// <param name="interval">Time from round to round, the same on every node.</param>
    public static RoundDecision Decide(DateTimeOffset? lastStart, bool lastFinished, bool isAnyMissing, DateTimeOffset now, TimeSpan interval)
    {
        var round = RoundOf(now, interval);
        if (lastStart is not { } start || start < round || start > now)
            return new(RoundAction.Start, TimeSpan.Zero);
        return lastFinished && !isAnyMissing ? new(RoundAction.Wait, round + interval - now) : new(RoundAction.Resume, TimeSpan.Zero);
    }
}
