using AutoCore.Core.Configuration;
using AutoCore.Policies.Cameras;

namespace AutoCore.Core.Cameras;

/// <summary>How a camera wants to be asked who is asking (C9).</summary>
internal enum CameraAuth
{
    None,
    Basic,
    Digest,
    Bearer,
    Form,
}

/// <summary>One camera: where it is, how it is asked, and under which names its pictures are kept.</summary>
internal sealed record CameraOptions(string Site, string Name, Uri Url, CameraAuth Auth, string? UserName, string? PasswordKey)
{
    private static readonly Uri Nowhere = new("http://camera.invalid/");

    private static readonly TextRule SafeName = new($"a name of at most {PictureNames.LongestName} bytes without .. parts, leading / and control characters", PictureNames.IsSafe);

    private static readonly TextRule HttpUrl = new("an http:// or https:// address",
        static t => Uri.TryCreate(t, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0);

    private static readonly TextRule Link = new("an address, or a path on the camera's host", static t => Uri.TryCreate(t, UriKind.RelativeOrAbsolute, out _));

    private static readonly TextRule Fingerprint = new("64 hex digits (openssl x509 -fingerprint -sha256)", static t => TlsRule.Normalize(t) is not null);

    /// <summary>Which certificate is accepted.</summary>
    public TlsRule Tls { get; init; } = new(null, Verify: true);

    /// <summary>Where a portal's form is, or null: where the portal leads to.</summary>
    public string? LoginUrl { get; init; }

    /// <summary>The name in logs: <c>Site/P1</c>.</summary>
    public string Label => $"{Site}/{Name}";

    /// <summary>What shares the limits and the fate of one host: its name and port.</summary>
    public string Host => Url.Authority;

    public static CameraOptions Read(SettingReader s) => new(
        s.RequiredText("Site", "The place; a folder of this name holds its cameras.", SafeName),
        s.RequiredText("Name", "The camera's name within its site.", SafeName),
        Uri.TryCreate(s.RequiredText("Url", "Where the camera serves a picture; no user name or password in it.", HttpUrl), UriKind.Absolute, out var url) ? url : Nowhere,
        s.OneOf("Auth", CameraAuth.None, "How the camera asks for a password.",
            ("none", CameraAuth.None), ("basic", CameraAuth.Basic), ("digest", CameraAuth.Digest), ("bearer", CameraAuth.Bearer), ("form", CameraAuth.Form)),
        s.OptionalText("UserName", "The user name."),
        s.OptionalText("PasswordKey", "The name of the secret with the password or token."))
    {
        LoginUrl = s.OptionalText("LoginUrl", "For form: where the login form is; null: where the portal leads to, else /login.", Link),
        Tls = new(
            s.OptionalText("TlsFingerprint", "SHA-256 of the only certificate that is accepted, for self-signed ones; autocore cameras check shows it.", Fingerprint) is { } pin ? TlsRule.Normalize(pin) : null,
            s.Flag("TlsVerify", true, "Whether the certificate must be valid; false accepts any.")),
    };
}
