namespace AutoCore.Policies.Cameras;

/// <summary>How a picture's bytes are kept; the ending of its name tells.</summary>
public enum PictureForm
{
    /// <summary>As the camera sent it: <c>.jpg</c>.</summary>
    Jpeg,

    /// <summary>As JPEG XL, from which the camera's file comes back byte for byte: <c>.jxl</c>.</summary>
    JpegXl,
}
