using AutoCore.Core.Cameras;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Cameras.Onvif;

namespace AutoCore.Daemon.Cameras.Onvif;

/// <summary>What a camera's entry says of a place where its device, or another one, answers.</summary>
internal static class OnvifPlace
{
    /// <summary>Whether the camera has a login.</summary>
    public static bool HasLogin(CameraOptions camera) => camera is { PasswordKey: not null, Auth: not CameraAuth.None };

    /// <summary>Whether only the certificate that the settings name is spoken with there.</summary>
    public static bool IsPinned(CameraOptions camera, Uri place) => camera.Tls.Fingerprint is not null && place.Scheme == "https";

    /// <summary>Whether it is the host of the settings.</summary>
    public static bool IsOwn(CameraOptions camera, Uri service) => service.Host.Equals(camera.Url.Host, StringComparison.OrdinalIgnoreCase);

    /// <summary>The same camera where its picture is; without what would show a secret in the open, where it has not shown that it is the camera.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="picture">Where its picture is.</param>
    /// <param name="service">Where its device answers.</param>
    /// <param name="isProved">Whether the device has shown that it is the camera.</param>
    public static CameraOptions At(CameraOptions camera, Uri picture, Uri service, bool isProved = true)
    {
        var digestOnly = MovedCamera.TakesDigestOnly(isProved && IsOwn(camera, service), CameraAddress.IsEncrypted(service),
            CameraAddress.IsEncrypted(picture), camera.Tls.Fingerprint is not null);
        return camera with
        {
            Url = picture,
            Entry = camera.Url,
            Auth = digestOnly && camera.Auth is (CameraAuth.Auto or CameraAuth.Basic) ? CameraAuth.Digest : camera.Auth,
            Own = digestOnly && camera.Own is { Headers.Count: > 0 } own ? own with { Headers = [.. own.Headers.Where(IsOpen)] } : camera.Own,
        };
    }

    private static bool IsOpen(KeyValuePair<string, string> header) =>
        !AddressSecrets.HidesIn(header.Value) && !AddressSecrets.IsLiteralHeader(header.Key, header.Value);
}
