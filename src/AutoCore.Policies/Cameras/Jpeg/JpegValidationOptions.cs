namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>The caps and switches of a validation.</summary>
public sealed record JpegValidationOptions
{
    /// <summary>40 megapixels, 64 MiB, 100 scans, 8 MiB of progressive bookkeeping, stray header bytes accepted with a remark.</summary>
    public static JpegValidationOptions Default { get; } = new();

    /// <summary>Most pixels (width × height).</summary>
    public long MaxPixels { get; init; } = 40_000_000;

    /// <summary>Most bytes from the first to the end marker.</summary>
    public long MaxBytes { get; init; } = 64L << 20;

    /// <summary>Most scans; a sequential picture has up to 4, libjpeg's progressive script 10.</summary>
    public int MaxScans { get; init; } = 100;

    /// <summary>
    /// Most bytes of bookkeeping for a progressive picture, rented while it is judged: 8 for each 8×8 block of a component that is refined,
    /// which 44 megapixels in 4:2:0 or 22 in 4:4:4 fill.
    /// </summary>
    public long MaxProgressiveBytes { get; init; } = 8L << 20;

    /// <summary>Accept bytes between header segments, with a remark: some Dahua models write a comment longer than its length says, and the picture is
    /// whole.</summary>
    public bool AcceptStrayBytes { get; init; } = true;

    /// <summary>Refuse pictures without an end marker, or with zeros before it, even if every block is there.</summary>
    public bool RequireEnd { get; init; }

    /// <summary>Keep the 1/8 scale plane of the first component (luminance) for <see cref="JpegValidator.CopyThumbnail(Span{byte})"/>.</summary>
    public bool Thumbnail { get; init; }

    /// <summary>
    /// Keep the planes at 1/4 scale where the picture is so narrow that its 1/8 scale plane would have fewer columns than this; 0: never. It takes the three AC
    /// coefficients beside the DC coefficient of each block, and about three times as long.
    /// </summary>
    public int QuarterBelow { get; init; }

    /// <summary>Keep the planes of all three components, if there are three.</summary>
    public bool ColourThumbnail { get; init; }
}
