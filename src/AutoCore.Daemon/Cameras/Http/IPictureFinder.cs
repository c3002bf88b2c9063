using AutoCore.Core.Cameras;
using AutoCore.Policies.Cameras.Capture;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>Takes pictures of devices that are asked first where their pictures are.</summary>
internal interface IPictureFinder
{
    /// <summary>Finds the picture and takes it.</summary>
    /// <param name="camera">The device.</param>
    /// <param name="fetch">Takes the picture of the same camera where it was found.</param>
    /// <param name="temporaryFile">Where that keeps the picture.</param>
    /// <param name="cancellationToken">The host stops.</param>
    /// <exception cref="OperationCanceledException">The host stops.</exception>
    Task<Attempt> TakeAsync(CameraOptions camera, Func<CameraOptions, Task<Attempt>> fetch, string temporaryFile, CancellationToken cancellationToken);
}

/// <summary>A device does not tell where its pictures are.</summary>
/// <param name="reason">Why.</param>
/// <param name="message">The same for people.</param>
internal sealed class OnvifRefused(CaptureReason reason, string message) : Exception(message)
{
    public OnvifRefused(CaptureFault fault, string message) : this(new CaptureReason(fault), message)
    {
    }

    public CaptureReason Reason => reason;

    /// <summary>The <c>Auth</c> that the device asked for, or null.</summary>
    public string? Offered { get; init; }
}
