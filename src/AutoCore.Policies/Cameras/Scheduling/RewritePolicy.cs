namespace AutoCore.Policies.Cameras.Scheduling;

/// <summary>
/// When a small file with a line for each camera is written anew: after a round of all of them, but not after each turn of one. What is lost by that if
/// the power goes delays a flag or costs a slower round.
/// </summary>
public static class RewritePolicy
{
    /// <summary>Lines that are written for one that changed, at most.</summary>
    public const int LinesAChange = 10;

    /// <summary>Whether enough has changed.</summary>
    /// <param name="changed">Lines that changed since the file was written.</param>
    /// <param name="lines">Lines that the file will have.</param>
    public static bool IsDue(long changed, int lines) => changed * LinesAChange >= lines;
}
