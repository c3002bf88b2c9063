using AutoCore.Policies.Cameras.Capture;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>How one try stands: what was received, judged, or went wrong.</summary>
/// <param name="Reason">Why there is no picture, or none.</param>
/// <param name="Detail">The same for people.</param>
/// <param name="Picture">The picture, under its temporary name.</param>
/// <param name="HostFailed">Whether it was the host itself: its name, the connection, TLS. False: a connection stood. Null: nothing was asked, so nothing is
/// known.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="IsFinal">Whether the camera was not asked, and will not be in this round.</param>
/// <param name="Asked">The address that was asked last, where the connection failed; or null.</param>
/// <param name="Offered">The <c>Auth</c> that the camera asked for, or null.</param>
/// <param name="HasTakenDigest">Whether the camera asked for a digest in this try, and took ours.</param>
/// <param name="RetryAfter">How long the camera asked to be left alone, or null.</param>
internal sealed record Attempt(
    CaptureReason Reason, string Detail, ReceivedPicture? Picture = null, bool? HostFailed = null, TimeSpan Elapsed = default, bool IsFinal = false,
    Uri? Asked = null, string? Offered = null, bool HasTakenDigest = false, TimeSpan? RetryAfter = null)
{
    /// <summary>Whether another try may end better.</summary>
    public bool MayRepeat => Reason.MayPass && !IsFinal && RetryPolicy.IsWaitedFor(RetryAfter);
}
