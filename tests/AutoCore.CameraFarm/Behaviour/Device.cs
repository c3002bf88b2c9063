using AutoCore.CameraFarm.Access;
using AutoCore.CameraFarm.Serving;
using static AutoCore.CameraFarm.Behaviour.Credentials;

namespace AutoCore.CameraFarm.Behaviour;

/// <summary>A device that people have, with the settings that its row in the documentation gives.</summary>
/// <param name="Name">As the row begins.</param>
/// <param name="Address">Where its picture is: path and query, with the placeholders of the settings.</param>
/// <param name="Auth">The value of <c>Auth</c>.</param>
/// <param name="Create">How it behaves.</param>
public sealed record Device(string Name, string Address, string Auth, Func<Camera> Create)
{
    /// <summary>Whether it asks for a password, in whatever way.</summary>
    public bool IsLocked { get; init; } = true;

    /// <summary>Further keys of the camera's settings, as JSON; <c>FINGERPRINT</c> stands for that of its certificate.</summary>
    public string Settings { get; init; } = "{}";

    /// <summary>How often it is asked for its first picture.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>The devices of the documentation, in its order.</summary>
    public static IReadOnlyList<Device> All { get; } =
    [
        new("Hikvision", "/ISAPI/Streaming/channels/101/picture", "digest", () => new Camera
        {
            Authentication = new DigestAuthentication(UserName, Password) { Realm = "IP Camera(C1234)" },
            Fault = Fault.BusyXml(503).First(1),
        })
        { Attempts = 2 },
        new("Dahua, Amcrest, Intelbras", "/cgi-bin/snapshot.cgi?channel=1", "digest", () => new Camera
        {
            Authentication = new DigestAuthentication(UserName, Password) { Realm = "Login to 6C0A23PAKV", NonceUses = 1 },
            Damage = Pictures.Damage.DhavBehind,
        }),
        new("Axis", "/axis-cgi/jpg/image.cgi?resolution=1280x720", "auto", () => new Camera
        {
            Authentication = new DigestAuthentication(UserName, Password) { Realm = "AXIS_ACCC8E012345", Algorithms = ["SHA-256", "MD5"], OffersBasic = true },
        }),
        new("Reolink", "/cgi-bin/api.cgi?cmd=Snap&channel=0&user={UserName}&password={PasswordKey}", "none", () => new Camera
        {
            Reach = Reach.Tls,
            Authentication = new AddressAuthentication("user", UserName, "password", Password)
            {
                Refusal = Reply.Text(200, "text/html", """[{"cmd":"Snap","code":1,"error":{"detail":"please login first","rspCode":-6}}]"""),
            },
        })
        { Settings = """{ "TlsFingerprint": "FINGERPRINT" }""" },
        new("Foscam", "/cgi-bin/CGIProxy.fcgi?cmd=snapPicture2&usr={UserName}&pwd={PasswordKey}", "none", () => new Camera
        {
            Authentication = new AddressAuthentication("usr", UserName, "pwd", Password)
            {
                Refusal = Reply.Text(200, "text/plain", "<CGI_Result>\n<result>-2</result>\n</CGI_Result>\n"),
            },
            Wire = new Wire { KeepAlive = false, AnnouncesClose = false },
        }),
        new("Tapo", "/api/frame.jpeg?src=tapo", "none", () => new Camera { Latency = Latency.Spikes(TimeSpan.Zero, TimeSpan.FromMilliseconds(300), every: 1) })
        { IsLocked = false, Settings = """{ "FirstByteTimeout": "00:00:20" }""" },
        new("UniFi Protect", "/proxy/protect/integration/v1/cameras/66b1/snapshot", "none", () => new Camera
        {
            Reach = Reach.Tls,
            Authentication = new HeaderAuthentication("X-API-KEY", Password),
        })
        { Settings = """{ "TlsFingerprint": "FINGERPRINT", "Headers": { "X-API-KEY": "{PasswordKey}" } }""" },
        new("ESP32-CAM", "/capture", "none",
            () => new Camera { Damage = Pictures.Damage.EightZerosBehind, Wire = new Wire { KeepAlive = false } }) { IsLocked = false },
        new("Motion, motionEye", "/1/stream", "basic", () => new Camera
        {
            Authentication = new BasicAuthentication(UserName, Password),
            Wire = new Wire { Multipart = new Multipart { Boundary = "BoundaryString" } },
        }),
        new("go2rtc, Frigate", "/api/frame.jpeg?src=yard", "none", () => new Camera
        {
            Latency = Latency.Spikes(TimeSpan.Zero, TimeSpan.FromMilliseconds(300), every: 2),
            Fault = new Fault(Reply.Text(500, "text/plain", "streams: EOF")).First(1),
        })
        { IsLocked = false, Attempts = 2 },
        new("ONVIF only", "/onvif-http/snapshot?Profile_1", "auto", () => new Camera
        {
            Authentication = new DigestAuthentication(UserName, Password) { Algorithms = [null], Qop = false },
            ContentType = null,
            Wire = new Wire { Protocol = "HTTP/1.0", Framing = Framing.UntilClose, KeepAlive = false, AnnouncesClose = false },
        }),
    ];
}
