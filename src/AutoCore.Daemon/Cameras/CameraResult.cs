using AutoCore.Core.Cameras;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Cameras;

/// <summary>How a camera fared in a round.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="Reason">Why there is no picture, or none.</param>
/// <param name="Detail">The same for people.</param>
/// <param name="Attempts">Tries made.</param>
/// <param name="Elapsed">Time of the last try, for a stored picture that of the successful one.</param>
/// <param name="Stored">The stored picture, or null.</param>
/// <param name="Offered">The <c>Auth</c> that the camera asked for, or null.</param>
/// <param name="HeldUntil">Until when the camera is left alone, or null.</param>
internal sealed record CameraResult(
    CameraOptions Camera, CaptureReason Reason, string Detail, int Attempts, TimeSpan Elapsed, StoredPicture? Stored, string? Offered = null,
    DateTimeOffset? HeldUntil = null)
{
    /// <summary>Which setting would help; null for a stored picture.</summary>
    public Spoken? Remedy => Stored is null ? CameraAdvice.InRound(Reason, Camera.Auth.ToString().ToLowerInvariant(), Detail, Offered) : default(Spoken?);

    /// <summary>The same, with what went wrong after the last try.</summary>
    public CameraResult Fail(CaptureFault fault, string detail) => this with { Reason = new(fault), Detail = detail };
}
