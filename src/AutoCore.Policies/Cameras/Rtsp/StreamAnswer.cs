using AutoCore.Policies.Cameras.Capture;

namespace AutoCore.Policies.Cameras.Rtsp;

/// <summary>What the status of an RTSP answer means (RFC 2326, 11.3).</summary>
public static class StreamAnswer
{
    /// <summary>The status by which a camera says that it does not send over this connection.</summary>
    public const int UnsupportedTransport = 461;

    /// <summary>Why there is no picture; <see cref="CaptureReason.None"/>: nothing is wrong.</summary>
    public static CaptureReason ReasonOf(int status) => status switch
    {
        >= 200 and < 300 => CaptureReason.None,
        >= 300 and < 400 => new(CaptureFault.Redirect),
        401 or 403 or 407 => new(CaptureFault.Auth),
        404 => new(CaptureFault.NotFound),
        // Too many look at it already.
        453 => new(CaptureFault.Busy),
        _ => CaptureReason.OfStatus(status),
    };
}
