using System.Security;

namespace AutoCore.Policies.Cameras.Onvif;

/// <summary>A question to a device.</summary>
/// <param name="Namespace">Of the service that answers it.</param>
/// <param name="Name">The operation.</param>
/// <param name="Content">What stands in it, as XML.</param>
public sealed record OnvifCall(string Namespace, string Name, string Content = "")
{
    /// <summary>The namespace of the device's own service.</summary>
    public const string Device = "http://www.onvif.org/ver10/device/wsdl";

    /// <summary>The namespace of the media service that nearly all devices have (profile S).</summary>
    public const string Media = "http://www.onvif.org/ver10/media/wsdl";

    /// <summary>The namespace of its successor (profile T).</summary>
    public const string Media2 = "http://www.onvif.org/ver20/media/wsdl";

    private const string Schema = "http://www.onvif.org/ver10/schema";

    /// <summary>What time the device believes it is; to be answered to everybody.</summary>
    public static OnvifCall Clock { get; } = new(Device, "GetSystemDateAndTime");

    /// <summary>Which services it has; to be answered to everybody.</summary>
    public static OnvifCall Services { get; } = new(Device, "GetServices", "<IncludeCapability>false</IncludeCapability>");

    /// <summary>The same as older devices answer it.</summary>
    public static OnvifCall Capabilities { get; } = new(Device, "GetCapabilities", "<Category>All</Category>");

    /// <summary>Which device it is, wherever it is; to be answered to everybody.</summary>
    public static OnvifCall Endpoint { get; } = new(Device, "GetEndpointReference");

    /// <summary>Its host's name; to be answered to everybody.</summary>
    public static OnvifCall Hostname { get; } = new(Device, "GetHostname");

    /// <summary>Maker and model.</summary>
    public static OnvifCall Model { get; } = new(Device, "GetDeviceInformation");

    /// <summary>Its profiles.</summary>
    /// <param name="media">The media service's namespace.</param>
    public static OnvifCall Profiles(string media) => new(media, "GetProfiles", media == Media2 ? "<Type>VideoSource</Type><Type>VideoEncoder</Type>" : "");

    /// <summary>Where a profile's picture is.</summary>
    public static OnvifCall Snapshot(string media, string profile) => new(media, "GetSnapshotUri", TokenOf(profile));

    /// <summary>Where a profile's stream is.</summary>
    public static OnvifCall Stream(string media, string profile) => new(media, "GetStreamUri", media == Media2
        ? $"<Protocol>RTSP</Protocol>{TokenOf(profile)}"
        : $"<StreamSetup><Stream xmlns=\"{Schema}\">RTP-Unicast</Stream><Transport xmlns=\"{Schema}\"><Protocol>RTSP</Protocol></Transport></StreamSetup>"
            + TokenOf(profile));

    /// <summary>The media type with which it is sent.</summary>
    public string ContentType => $"application/soap+xml; charset=utf-8; action=\"{Namespace}/{Name}\"";

    /// <summary>The whole message.</summary>
    /// <param name="security">The header of <see cref="UsernameToken"/>, or empty.</param>
    public string Compose(string security = "") =>
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\">"
        + (security.Length > 0 ? $"<s:Header>{security}</s:Header>" : "")
        + $"<s:Body><{Name} xmlns=\"{Namespace}\">{Content}</{Name}></s:Body></s:Envelope>";

    private static string TokenOf(string profile) => $"<ProfileToken>{SecurityElement.Escape(profile)}</ProfileToken>";
}
