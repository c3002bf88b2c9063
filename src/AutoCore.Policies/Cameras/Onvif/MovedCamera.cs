using AutoCore.Policies.Cameras.Capture;

namespace AutoCore.Policies.Cameras.Onvif;

/// <summary>What may be done where a device is that says it is a camera of ours: it is nobody until its certificate or its login agrees.</summary>
public static class MovedCamera
{
    /// <summary>What a device has not done that is no camera of ours, for people.</summary>
    public const string NotShown = "and neither the certificate of TlsFingerprint nor a Digest login shows that it is the camera";

    /// <summary>What a device says of itself, for people.</summary>
    /// <param name="match">What it is to the one that was there before.</param>
    /// <param name="authority">Where it answers.</param>
    /// <param name="told">Which device it says that it is, or null.</param>
    public static string Describe(EndpointMatch match, string authority, string? told) => $"what answers at {authority} says " + match switch
    {
        EndpointMatch.Other => $"that it is another device than the camera ({told})",
        EndpointMatch.Untold => "nothing of which device it is, which the camera did",
        _ => "that it is the camera",
    };

    /// <summary>Whether a failure may mean that the camera is elsewhere, so that it is asked anew where its pictures are.</summary>
    public static bool MayBeElsewhere(CaptureReason reason) => reason.Fault is CaptureFault.Timeout or CaptureFault.Refused or CaptureFault.Dns
        or CaptureFault.Tls or CaptureFault.Auth or CaptureFault.NotFound or CaptureFault.Http or CaptureFault.NotHttp or CaptureFault.Redirect
        or CaptureFault.HeadTooLarge or CaptureFault.Identity or CaptureFault.Paused;

    /// <summary>Whether a failure at the address that a device gave once may mean that its picture has another one: many answer with a page where there is
    /// none any more.</summary>
    public static bool MayBeAskedAnew(CaptureReason reason) => MayBeElsewhere(reason) || reason.Fault == CaptureFault.NotJpeg;

    /// <summary>Whether the login may be answered by a digest only, which shows nobody the password.</summary>
    /// <param name="isKnownPlace">Whether it is where the settings say.</param>
    /// <param name="isDeviceSecure">Whether the device was asked by TLS.</param>
    /// <param name="isPictureSecure">Whether its picture is.</param>
    /// <param name="isPinned">Whether the settings name the certificate.</param>
    public static bool TakesDigestOnly(bool isKnownPlace, bool isDeviceSecure, bool isPictureSecure, bool isPinned) =>
        // From https to http no password goes.
        !(isPictureSecure && isPinned) && (!isKnownPlace || (isDeviceSecure && !isPictureSecure));

    /// <summary>Whether a device at another place than before is our camera.</summary>
    /// <param name="hasSecret">Whether the camera has a password.</param>
    /// <param name="isPinned">Whether its certificate is named in the settings; it would not have answered with another one.</param>
    /// <param name="hasTakenDigest">Whether it asked for a digest and took ours.</param>
    /// <param name="isSame">Whether it, and nobody else, says that it is the one that was known; another one may be its successor.</param>
    public static bool IsProved(bool hasSecret, bool isPinned, bool hasTakenDigest, bool isSame) => isPinned || hasTakenDigest || (!hasSecret && isSame);
}
