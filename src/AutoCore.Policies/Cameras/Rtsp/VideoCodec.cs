namespace AutoCore.Policies.Cameras.Rtsp;

/// <summary>How a stream's pictures are coded, of what is taken.</summary>
public enum VideoCodec
{
    H264,
    H265,

    /// <summary>Each frame is a JPEG picture (RFC 2435): nothing is decoded.</summary>
    Jpeg,
}
