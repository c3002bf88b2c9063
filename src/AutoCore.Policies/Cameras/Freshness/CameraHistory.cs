namespace AutoCore.Policies.Cameras.Freshness;

/// <summary>What is remembered of a camera's pictures from round to round: some hundred bytes.</summary>
/// <param name="Content">The hash of its newest picture's bytes.</param>
/// <param name="SameRounds">In how many rounds in a row it had these bytes; 0 before the first picture.</param>
/// <param name="Flags">The flags of its newest picture.</param>
/// <param name="Scenes">The scenes of its last pictures that showed something, newest first.</param>
public sealed record CameraHistory(ulong Content, int SameRounds, PictureOddities Flags, IReadOnlyList<ulong> Scenes)
{
    /// <summary>The scenes of each hour of the day, two at most: dawn is like dawn was, and not like noon.</summary>
    public IReadOnlyList<HourScene> Hours { get; init; } = [];

    /// <summary>Before the first picture.</summary>
    public static CameraHistory Empty { get; } = new(default, 0, PictureOddities.None, []);
}

/// <summary>What a camera shows at an hour of the day.</summary>
/// <param name="Hour">The local hour, 0 to 23.</param>
/// <param name="Scene">The scene.</param>
public readonly record struct HourScene(int Hour, ulong Scene);
