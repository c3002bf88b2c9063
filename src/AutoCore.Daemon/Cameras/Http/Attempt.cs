using AutoCore.Policies.Cameras.Capture;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>How one try stands: what was received, judged, or went wrong.</summary>
/// <param name="Reason">Why there is no picture, or none.</param>
/// <param name="Detail">The same for people.</param>
/// <param name="Picture">The picture, under its temporary name.</param>
internal sealed record Attempt(CaptureReason Reason, string Detail, ReceivedPicture? Picture = null)
{
    /// <summary>Whether it was the host itself: its name, the connection, TLS. False: a connection stood. Null: nothing was asked, so nothing is known.</summary>
    public bool? HostFailed { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Whether the camera was not asked, and will not be in this round.</summary>
    public bool IsFinal { get; init; }

    /// <summary>The address that was asked last, where the connection failed; or null.</summary>
    public Uri? Asked { get; init; }

    /// <summary>The <c>Auth</c> that the camera asked for, or null.</summary>
    public string? Offered { get; init; }

    /// <summary>Whether the camera asked for a digest in this try, and took ours.</summary>
    public bool HasTakenDigest { get; init; }

    /// <summary>How long the camera asked to be left alone, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether another try may end better.</summary>
    public bool MayRepeat => Reason.MayPass && !IsFinal && RetryPolicy.IsWaitedFor(RetryAfter);
}
