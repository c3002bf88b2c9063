using AutoCore.CameraFarm.Access;
using AutoCore.CameraFarm.Pictures;
using static AutoCore.CameraFarm.Behaviour.Credentials;

namespace AutoCore.CameraFarm.Behaviour;

/// <summary>Every behaviour of real cameras that the daemon is held to, by name.</summary>
public static class Presets
{
    private static readonly TimeSpan ALittle = TimeSpan.FromMilliseconds(20);

    public static IReadOnlyList<Preset> All { get; } = [.. Sound, .. Locked, .. OddOnTheWire, .. Elsewhere, .. Silent, .. Spoilt];

    public static Preset Named(string name) => All.Single(preset => preset.Name == name);

    private static IEnumerable<Preset> Sound =>
    [
        Good("plain", new Camera()),
        Good("latency", new Camera { Latency = Latency.Milliseconds(100) }),
        Good("latency-varies", new Camera { Latency = Latency.Between(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(200), seed: 1) }),
        Good("drip", new Camera { Wire = new Wire { Drip = new Drip(8 * 1024, ALittle) } }),
        Good("progressive", new Camera { Picture = new Picture { Coding = Coding.Progressive } }),
        Good("restart-markers", new Camera { Picture = new Picture { Coding = Coding.RestartMarkers } }),
        Good("no-huffman-tables", new Camera { Picture = new Picture { Coding = Coding.WithoutHuffmanTables } }),
        Good("exif-thumbnail", new Camera { Picture = new Picture { Coding = Coding.ExifThumbnail } }),
        Good("trailing-zeros", new Camera { Damage = Damage.EightZerosBehind }),
        Good("trailing-dhav", new Camera { Damage = Damage.DhavBehind }),
        Good("trailing-stale-buffer", new Camera { Damage = Damage.StaleBufferBehind }),
        Good("frozen", new Camera { Picture = Picture.Frozen }),
        Good("placeholder", new Camera { Picture = Picture.Placeholder }),
        Good("black", new Camera { Picture = new Picture { Show = Show.Black } }),
        Good("white", new Camera { Picture = new Picture { Show = Show.White } }),
        Good("low-contrast", new Camera { Picture = new Picture { Show = Show.LowContrast } }),
        Good("turns-away", new Camera { Picture = new Picture { TurnsAwayAt = 3 } }),
        Good("stale-last-modified", new Camera { LastModifiedAge = TimeSpan.FromDays(40) }),
        Good("busy-once", new Camera { Fault = Fault.Status(503).First(1) }),
        Good("busy-twice", new Camera { Fault = Fault.BusyXml(503).First(2) }),
    ];

    private static IEnumerable<Preset> Locked =>
    [
        Good("basic", () => new Camera { Authentication = new BasicAuthentication(UserName, Password) }),
        Good("digest-md5", () => Digest(new DigestAuthentication(UserName, Password))),
        Good("digest-sha-256", () => Digest(new DigestAuthentication(UserName, Password) { Algorithms = ["SHA-256"] })),
        Good("digest-both", () => Digest(new DigestAuthentication(UserName, Password) { Algorithms = ["SHA-256", "MD5"], OffersBasic = true })),
        Good("digest-no-qop", () => Digest(new DigestAuthentication(UserName, Password) { Algorithms = [null], Qop = false })),
        Good("digest-stale", () => Digest(new DigestAuthentication(UserName, Password) { NonceUses = 1 })),
        Good("bearer", () => new Camera { Authentication = new BearerAuthentication(Token) }) with { PasswordKey = TokenKey },
        Good("form", () => new Camera { Authentication = new FormAuthentication(UserName, Password) { Path = "/portal/login" } }),
        Good("form-session-expires",
            () => new Camera { Authentication = new FormAuthentication(UserName, Password) { Path = "/portal-1/login", SessionUses = 1 } }),
        Good("form-redirects",
            () => new Camera { Authentication = new FormAuthentication(UserName, Password) { Path = "/portal-2/login", RedirectsToForm = true } }),
        Locks("basic-wrong-password", () => new BasicAuthentication(UserName, Password)),
        Locks("digest-wrong-password", () => new DigestAuthentication(UserName, Password)),
        Locks("form-wrong-password", () => new FormAuthentication(UserName, Password) { Path = "/portal-3/login" }),
        Bad("status-401", "auth", new Camera { Fault = Fault.Status(401) }, "http-401"),
        Bad("status-403", "auth", new Camera { Fault = Fault.Status(403) }, "http-403"),
        Bad("redirect-to-login", "auth", new Camera { Fault = Fault.Redirect("/login.html?from=snapshot") }),
    ];

    private static IEnumerable<Preset> OddOnTheWire =>
    [
        Good("tls-self-signed", new Camera { Reach = Reach.Tls }),
        Good("multipart", Framed(new Wire { Multipart = new Multipart() })),
        Good("multipart-no-length", Framed(new Wire { Multipart = new Multipart { HasPartLength = false } })),
        Good("multipart-hyphens", Framed(new Wire { Multipart = new Multipart { Boundary = "--myboundary" } })),
        Good("wrong-content-type", new Camera { ContentType = "text/plain" }),
        Good("no-content-type", new Camera { ContentType = null }),
        Good("no-length", Framed(new Wire { Framing = Framing.UntilClose, KeepAlive = false })),
        Good("http-1.0", Framed(new Wire { Protocol = "HTTP/1.0", Framing = Framing.UntilClose, KeepAlive = false, AnnouncesClose = false })),
        Bad("length-too-small", "truncated", Framed(new Wire { LengthError = -3000 })),
        Good("length-too-large", Framed(new Wire { LengthError = 5000 })),
        Good("length-twice", Framed(new Wire { SecondLengthError = 0 })),
        Good("length-twice-different", Framed(new Wire { SecondLengthError = 700 })),
        Good("chunked", Framed(new Wire { Framing = Framing.Chunked, Drip = new Drip(30_000, TimeSpan.Zero) })),
        Good("malformed-header", Framed(new Wire { ExtraLines = ["this line has no colon"] })),
        Good("icy", Framed(new Wire { Protocol = "ICY", KeepAlive = false, AnnouncesClose = false })),
        Good("line-feeds-only", Framed(new Wire { NewLine = "\n" })),
        Good("closes-silently", Framed(new Wire { KeepAlive = false, AnnouncesClose = false })),
    ];

    private static IEnumerable<Preset> Elsewhere =>
    [
        Bad("redirect", "redirect", new Camera { Fault = Fault.Redirect("http://other.example/picture.jpg") }),
        Bad("busy-json-200", "busy", new Camera { Fault = Fault.BusyJson(200) }),
        Bad("busy-xml-200", "busy", new Camera { Fault = Fault.BusyXml(200) }),
        Bad("busy-json-503", "busy", new Camera { Fault = Fault.BusyJson(503) }),
        Bad("busy-xml-503", "busy", new Camera { Fault = Fault.BusyXml(503) }),
        Bad("status-404", "http-404", new Camera { Fault = Fault.Status(404) }),
        Bad("status-500", "http-500", new Camera { Fault = Fault.Status(500) }),
        Bad("status-503", "http-503", new Camera { Fault = Fault.Status(503) }, "busy"),
        Bad("html-page", "not-jpeg", new Camera { Fault = Fault.HtmlPage() }),
        Bad("empty-body", "not-jpeg", new Camera { Fault = Fault.EmptyBody() }, "truncated"),
    ];

    private static IEnumerable<Preset> Silent =>
    [
        Bad("refused", "refused", new Camera { Reach = Reach.Refused }),
        Bad("unreachable", "timeout", new Camera { Reach = Reach.Unreachable }),
        Bad("unknown-name", "dns", new Camera { Reach = Reach.UnknownName }),
        Bad("never-answers", "timeout", new Camera { Latency = Latency.Never }),
        Bad("stalls", "timeout", Framed(new Wire { Cut = new Cut(0.5, Ending.Stall) })),
        Bad("hangs-up", "truncated", Framed(new Wire { Cut = new Cut(-1, Ending.Close) }), "refused"),
        Bad("reset", "truncated", Framed(new Wire { Cut = new Cut(0.5, Ending.Reset) })),
        Bad("closes-early", "truncated", Framed(new Wire { Cut = new Cut(0.5, Ending.Close) })),
        Bad("chunked-cut", "truncated", Framed(new Wire { Framing = Framing.Chunked, Cut = new Cut(0.5, Ending.Close) })),
        Bad("http-1.0-cut", "truncated", Framed(new Wire { Protocol = "HTTP/1.0", Framing = Framing.UntilClose, Cut = new Cut(0.5, Ending.Close) })),
        Bad("endless", "too-large", new Camera { IsEndless = true, Wire = new Wire { Framing = Framing.UntilClose, KeepAlive = false } }),
        Bad("endless-chunked", "too-large", new Camera { IsEndless = true, Wire = new Wire { Framing = Framing.Chunked } }),
        Bad("huge-length", "too-large", new Camera { IsEndless = true }),
    ];

    private static IEnumerable<Preset> Spoilt =>
    [
        Bad("truncated-early", "truncated", new Camera { Damage = Damage.TruncatedAt(0.02) }),
        Bad("truncated", "truncated", new Camera { Damage = Damage.TruncatedAt(0.5) }),
        Bad("truncated-late", "truncated", new Camera { Damage = Damage.TruncatedAt(0.999) }),
        Bad("truncated-with-end-marker", "corrupt", new Camera { Damage = Damage.TruncatedWithEndMarker }, "truncated"),
        Bad("zeroed-block", "corrupt", new Camera { Damage = Damage.ZeroedBlock }, "truncated"),
        Bad("flipped-bits", "corrupt", new Camera { Damage = Damage.FlippedBits }, "truncated"),
        Bad("swapped-blocks", "corrupt", new Camera { Damage = Damage.SwappedBlocks }, "truncated"),
        Bad("missing-piece", "corrupt", new Camera { Damage = Damage.MissingPiece }, "truncated"),
        Bad("corrupt-progressive", "corrupt", new Camera { Damage = Damage.ZeroedBlock, Picture = new Picture { Coding = Coding.Progressive } }, "truncated"),
    ];

    private static Camera Framed(Wire wire) => new() { Wire = wire };

    private static Camera Digest(DigestAuthentication authentication) => new() { Authentication = authentication };

    private static Preset Good(string name, Camera camera) => Good(name, () => camera);

    private static Preset Good(string name, Func<Camera> create) => new(name, Preset.Ok, create);

    private static Preset Bad(string name, string reason, Camera camera, params string[] alsoRight) =>
        new(name, reason, () => camera) { AlsoRight = alsoRight };

    private static Preset Locks(string name, Func<Authentication> create) =>
        new(name, "auth", () => new Camera { Authentication = create() }) { PasswordKey = WrongPasswordKey };
}
