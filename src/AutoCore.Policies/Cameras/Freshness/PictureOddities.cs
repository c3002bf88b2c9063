namespace AutoCore.Policies.Cameras.Freshness;

/// <summary>What is odd about a picture that is whole (C8).</summary>
[Flags]
public enum PictureOddities
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The same bytes for several rounds: the camera or its recorder hangs.</summary>
    Frozen = 1,

    /// <summary>The same bytes as another camera's: a portal's "no signal" picture.</summary>
    Placeholder = 2,

    /// <summary>The camera itself says that the picture is old.</summary>
    Stale = 4,

    /// <summary>Black all over.</summary>
    Black = 8,

    /// <summary>White all over.</summary>
    White = 16,

    /// <summary>One tone all over, neither black nor white: covered, out of focus in fog, or a "video loss" screen.</summary>
    Covered = 32,

    /// <summary>The lower rows are one tone: the rest of the picture never reached the camera's encoder.</summary>
    EmptyBottom = 64,

    /// <summary>Unlike anything of the last rounds: moved, covered in part, or the light changed at once.</summary>
    Changed = 128,
}

/// <summary>The words of the flags.</summary>
public static class PictureOddityNames
{
    /// <summary>Every flag with its word, as topics, events and log lines carry it.</summary>
    public static IReadOnlyList<(PictureOddities Flag, string Word)> All { get; } =
    [
        (PictureOddities.Frozen, "frozen"), (PictureOddities.Placeholder, "placeholder"), (PictureOddities.Stale, "stale"), (PictureOddities.Black, "black"),
        (PictureOddities.White, "white"), (PictureOddities.Covered, "covered"), (PictureOddities.EmptyBottom, "empty_bottom"),
        (PictureOddities.Changed, "changed"),
    ];

    /// <summary>The words, joined by commas; empty for none.</summary>
    public static string ToWords(this PictureOddities flags) => string.Join(", ", All.Where(f => flags.HasFlag(f.Flag)).Select(f => f.Word));
}
