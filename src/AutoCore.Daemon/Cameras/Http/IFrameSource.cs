using AutoCore.Core.Cameras;
using AutoCore.Policies.Cameras.Capture;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>Takes pictures of cameras that have a video stream in place of a picture.</summary>
internal interface IFrameSource
{
    /// <summary>Takes one frame.</summary>
    /// <returns>The bytes of a JPEG picture, not judged yet.</returns>
    /// <exception cref="StreamRefused">There is none to be had.</exception>
    /// <exception cref="IOException">No connection, or it broke off (or <see cref="System.Net.Sockets.SocketException"/>).</exception>
    /// <exception cref="OperationCanceledException">The clock ran out, or the host stops.</exception>
    Task<ReadOnlyMemory<byte>> TakeAsync(CameraOptions camera, AttemptClock clock);
}

/// <summary>A stream brings no picture.</summary>
/// <param name="reason">Why.</param>
/// <param name="message">The same for people.</param>
internal sealed class StreamRefused(CaptureReason reason, string message) : Exception(message)
{
    public StreamRefused(CaptureFault fault, string message) : this(new CaptureReason(fault), message)
    {
    }

    public CaptureReason Reason => reason;

    /// <summary>The <c>Auth</c> that the camera asked for, or null.</summary>
    public string? Offered { get; init; }
}
