namespace AutoCore.CameraFarm.Pictures;

/// <summary>What the lens sees.</summary>
public enum Show
{
    Scene,
    Black,
    White,
    LowContrast,
}

/// <summary>How the picture is coded; all of them are whole JPEGs that real cameras send.</summary>
public enum Coding
{
    Baseline,
    Progressive,

    /// <summary>A restart marker after each row of blocks.</summary>
    RestartMarkers,

    /// <summary>A frame of a motion JPEG stream: the Huffman tables are the standard's and not in the file.</summary>
    WithoutHuffmanTables,

    /// <summary>Baseline with an EXIF header that holds a small JPEG of its own.</summary>
    ExifThumbnail,
}

/// <summary>The series of pictures one camera sends.</summary>
public sealed record Picture
{
    /// <summary>The camera's own scene; each picture differs from the one before.</summary>
    public static readonly Picture Living = new();

    /// <summary>The camera hangs: byte for byte the same picture for ever.</summary>
    public static readonly Picture Frozen = new() { IsFrozen = true };

    /// <summary>A portal's "no signal" picture: byte for byte the same for all cameras that have it.</summary>
    public static readonly Picture Placeholder = new() { IsFrozen = true, Scene = 1000 };

    public Show Show { get; init; }

    public Coding Coding { get; init; }

    public bool IsFrozen { get; init; }

    /// <summary>Which scene; null: the farm gives each camera its own.</summary>
    public int? Scene { get; init; }

    /// <summary>From this picture on (counted from 0) the camera looks elsewhere.</summary>
    public int? TurnsAwayAt { get; init; }
}
