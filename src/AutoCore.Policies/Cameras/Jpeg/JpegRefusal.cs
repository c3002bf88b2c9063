namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>Why a picture is refused, in the words of the capture's reasons.</summary>
public enum JpegRefusal
{
    /// <summary>The picture is whole.</summary>
    None,

    /// <summary>The bytes do not begin with FF D8.</summary>
    NotJpeg,

    /// <summary>The input ended before the image did.</summary>
    Truncated,

    /// <summary>Something in the image contradicts itself or the standard.</summary>
    Corrupt,

    /// <summary>The image is larger than the options allow.</summary>
    TooLarge,

    /// <summary>A coding that no camera sends: arithmetic, lossless, 12 bit, hierarchical, height in a later segment.</summary>
    Unsupported,
}
