namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>The caps and switches of a validation.</summary>
/// <param name="MaxPixels">Most pixels (width × height).</param>
/// <param name="MaxBytes">Most bytes from the first to the end marker.</param>
/// <param name="MaxScans">Most scans; a sequential picture has up to 4, libjpeg's progressive script 10.</param>
/// <param name="MaxProgressiveBytes">Most bytes of bookkeeping for a progressive picture, rented while it is judged: 8 for each 8×8 block of a component
/// that is refined, which 44 megapixels in 4:2:0 or 22 in 4:4:4 fill.</param>
/// <param name="AcceptStrayBytes">Accept bytes between header segments, with a remark: some Dahua models write a comment longer than its length says, and
/// the picture is whole.</param>
/// <param name="RequireEnd">Refuse pictures without an end marker, or with zeros before it, even if every block is there.</param>
/// <param name="Thumbnail">Keep the 1/8 scale plane of the first component (luminance) for <see cref="JpegValidator.CopyThumbnail(Span{byte})"/>.</param>
/// <param name="QuarterBelow">Keep the planes at 1/4 scale where the picture is so narrow that its 1/8 scale plane would have fewer columns than this; 0:
/// never. It takes the three AC coefficients beside the DC coefficient of each block, and about three times as long.</param>
/// <param name="ColourThumbnail">Keep the planes of all three components, if there are three.</param>
public sealed record JpegValidationOptions(
    long MaxPixels = 40_000_000, long MaxBytes = 64L << 20, int MaxScans = 100, long MaxProgressiveBytes = 8L << 20, bool AcceptStrayBytes = true,
    bool RequireEnd = false, bool Thumbnail = false, int QuarterBelow = 0, bool ColourThumbnail = false)
{
    /// <summary>40 megapixels, 64 MiB, 100 scans, 8 MiB of progressive bookkeeping, stray header bytes accepted with a remark.</summary>
    public static JpegValidationOptions Default { get; } = new();
}
