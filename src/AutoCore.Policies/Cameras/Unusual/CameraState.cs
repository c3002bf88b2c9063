namespace AutoCore.Policies.Cameras.Unusual;

/// <summary>What is remembered of a camera from picture to picture beside its looks.</summary>
/// <param name="Score">How much of the newest picture is unusual, in per cent.</param>
/// <param name="IsFlagged">Whether that was at least the threshold, once the camera was known.</param>
/// <param name="Since">Since when every picture has been unusual, minutes since 1970; null if the newest is not.</param>
/// <param name="Suspects">The cells that deviated in the newest picture in which some did, 0 to 255 each; empty before the first.</param>
/// <param name="SuspectsAt">When that was, minutes since 1970.</param>
public sealed record CameraState(double Score, bool IsFlagged, long? Since, byte[] Suspects, long SuspectsAt)
{
    /// <summary>Before the first picture.</summary>
    public static CameraState Empty { get; } = new(0, false, null, [], 0);
}
