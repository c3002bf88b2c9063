using AutoCore.CameraFarm.Access;
using AutoCore.CameraFarm.Behaviour;

namespace AutoCore.CameraFarm.Onvif;

/// <summary>What a device answers that means ill, or is broken.</summary>
public enum Hostility
{
    None,

    /// <summary>A document type with entities that grow.</summary>
    Entities,

    /// <summary>An answer that never ends.</summary>
    Endless,

    /// <summary>Elements within elements.</summary>
    Deep,

    /// <summary>A megabyte where a kilobyte should be.</summary>
    Huge,

    /// <summary>A page of HTML.</summary>
    Page,

    /// <summary>Hundreds of devices at its address, to probes; nothing else.</summary>
    Crowd,
}

/// <summary>One of a device's profiles.</summary>
public sealed record FarmProfile(string Token, string Name, string Source, int Width, int Height);

/// <summary>How one ONVIF device behaves; the default is one without fault that wants a digest.</summary>
public sealed record OnvifBehaviour
{
    /// <summary>Which device it is; null: it does not tell by SOAP.</summary>
    public string Endpoint { get; init; } = Guid.NewGuid().ToString();

    /// <summary>Whether <c>GetEndpointReference</c> is answered; else only probes tell.</summary>
    public bool TellsEndpoint { get; init; } = true;

    /// <summary>Whether it hears probes at all.</summary>
    public bool IsDiscoverable { get; init; } = true;

    public string Name { get; init; } = "IPC";

    public string Model { get; init; } = "DS-1";

    /// <summary>The place in its scopes.</summary>
    public string Location { get; init; } = "country/china";

    /// <summary>How far its clock is from the true one.</summary>
    public TimeSpan ClockError { get; init; }

    /// <summary>Whether it knows SOAP's own token; else the digest of HTTP.</summary>
    public bool WantsToken { get; init; }

    /// <summary>What its SOAP and its picture want; null: nothing.</summary>
    public Authentication? Authentication { get; init; } = new DigestAuthentication(Credentials.UserName, Credentials.Password);

    /// <summary>What its picture wants, if that is another thing.</summary>
    public Authentication? PictureAuthentication { get; init; }

    /// <summary>Whether everybody gets its picture, whatever its SOAP wants.</summary>
    public bool IsPictureOpen { get; init; }

    /// <summary>The host that it names in its addresses, with its port; null: its own.</summary>
    public string? GivenHost { get; init; }

    public IReadOnlyList<FarmProfile> Profiles { get; init; } = [new("Profile_1", "mainStream", "VideoSource_1", 1920, 1080)];

    /// <summary>Whether it has a picture by HTTP.</summary>
    public bool HasSnapshot { get; init; } = true;

    /// <summary>The status of the page that stands where no picture is, or is no more.</summary>
    public int GoneStatus { get; init; } = 404;

    /// <summary>Stands behind the picture's path, as <c>&amp;user=…</c>.</summary>
    public string SnapshotQuery { get; init; } = "";

    /// <summary>Port and path of its stream; {0} stands for the profile.</summary>
    public string Stream { get; init; } = ":554/live/{0}";

    public Hostility Hostility { get; init; }

    /// <summary>Whether it speaks TLS.</summary>
    public bool IsSecure { get; init; }

    /// <summary>Whether its services are named by <c>GetCapabilities</c> only, as older ones do.</summary>
    public bool IsOld { get; init; }

    /// <summary>Whether it has the media service of profile T only.</summary>
    public bool HasMedia2Only { get; init; }
}
