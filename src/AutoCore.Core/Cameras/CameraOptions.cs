using System.Net;
using AutoCore.Core.Configuration;
using AutoCore.Core.Storage;
using AutoCore.Policies.Cameras;
using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Core.Cameras;

/// <summary>How a camera wants to be asked who is asking (C9).</summary>
internal enum CameraAuth
{
    None,
    Auto,
    Basic,
    Digest,
    Bearer,
    Form,
}

/// <summary>One camera: where it is, how it is asked, and under which names its pictures are kept.</summary>
/// <param name="Enabled">Whether it is captured.</param>
/// <param name="Own">What it has otherwise than the others, or null.</param>
/// <param name="FollowRedirects">Whether redirects to other hosts are followed, without credentials.</param>
/// <param name="Note">What its owner, or whoever found it, remembers of it; or null.</param>
/// <param name="Portal">How one logs in to its portal, or null: by the form that it leads to.</param>
internal sealed record CameraOptions(
    string Site, string Name, Uri Url, CameraAuth Auth, string? UserName, string? PasswordKey, bool Enabled = true, CameraOverrides? Own = null,
    bool FollowRedirects = false, string? Note = null, PortalOptions? Portal = null)
{
    private static readonly Uri Nowhere = new("http://camera.invalid/");

    private static readonly TextRule SafeName =
        new($"a name of at most {PictureNames.LongestName} bytes without .. parts, leading / and control characters", PictureNames.IsSafe);

    private static readonly TextRule Address =
        new("an http://, https://, rtsp://, rtsps:// or onvif:// address; user name and password are UserName and PasswordKey, or {UserName} and {PasswordKey} in the query",
        static t => Uri.TryCreate(t, UriKind.Absolute, out var url) && CameraAddress.IsAsked(url) && url.UserInfo.Length == 0)
        {
            Show = AddressMask.SecretsOf,
        };

    private static readonly TextRule Fingerprint = new("64 hex digits (openssl x509 -fingerprint -sha256)", static t => TlsRule.Normalize(t) is not null);

    /// <summary>Some write the secret itself there.</summary>
    private static readonly TextRule SecretName = new("a text", static _ => true) { Show = Secrets.Show };

    /// <summary>Which certificate is accepted, and whether old TLS is.</summary>
    public TlsRule Tls { get; init; } = new(null, Verify: true);

    /// <summary>Whether it has an interval or hours of its own, and so turns of its own.</summary>
    public bool HasOwnRhythm => Own is { Interval: not null } or { Hours: not null };

    /// <summary>The address in its settings, where <see cref="Url"/> is what a device gave for it.</summary>
    public Uri Entry { get => field ?? Url; init; }

    /// <summary>The name in logs: <c>Site/P1</c>.</summary>
    public string Label => $"{Site}/{Name}";

    /// <summary>What shares the limits and the fate of one host: its name and port.</summary>
    public string Host => CameraAddress.HostOf(Url);

    /// <summary>Whether its picture is a frame of its video stream.</summary>
    public bool IsStream => CameraAddress.IsStream(Url);

    /// <summary>Whether it is asked where its picture is.</summary>
    public bool IsOnvif => CameraAddress.IsOnvif(Url);

    public static CameraOptions Read(SettingReader s)
    {
        var address = s.RequiredText(
            "Url", "Where the camera serves a picture, a video stream (rtsp://), or says where these are (onvif://); {UserName} and {PasswordKey} in it stand for their values.", Address);
        var camera = ReadKeys(s, CameraAddress.Create(address) ?? Nowhere);
        s.Require(camera.PasswordKey is not null || !AddressSecrets.NamesPassword(camera.Url), nameof(Url),
            "it names {PasswordKey}, but PasswordKey is not set");
        s.Require(camera.PasswordKey is not null || camera.Own?.Headers.Any(h => AddressSecrets.HidesIn(h.Value)) != true, nameof(CameraOverrides.Headers),
            "they name {PasswordKey}, but PasswordKey is not set");
        s.Require(!(camera.IsStream || camera.IsOnvif) || camera.Auth is not (CameraAuth.Form or CameraAuth.Bearer), nameof(Auth),
            $"{(camera.IsStream ? "a stream" : "ONVIF")} knows no {camera.Auth.ToString().ToLowerInvariant()}: set Auth to none, auto, basic or digest");
        s.Require(!camera.IsOnvif || !AddressSecrets.IsIn(camera.Url), nameof(Url), "an onvif:// address holds no secret: take the placeholders out");
        PortalOptions.Check(s, camera);
        camera.Warn(s, address);
        return camera;
    }

    /// <summary>What was good enough for earlier releases, and is hardly meant.</summary>
    private void Warn(SettingReader s, string address)
    {
        if (address.Contains('#', StringComparison.Ordinal))
            s.Warn(nameof(Url), "what follows # is never sent to a camera; write it as %23");
        if (AddressSecrets.FindUnknown(address) is { } unknown)
            s.Warn(nameof(Url), $"{unknown} stands for nothing and is sent as it is: {{UserName}} and {{PasswordKey}} stand for their values");
        if (IPAddress.TryParse(Url.DnsSafeHost, out var own) && own is { IsIPv6LinkLocal: true, ScopeId: 0 })
            s.Warn(nameof(Url), "a link-local address has to name the interface of this machine that it is reached over, as in http://[fe80::1%25eth0]/");
        if (PasswordKey is null && Auth != CameraAuth.None)
            s.Warn(nameof(PasswordKey), $"Auth {Auth.ToString().ToLowerInvariant()} needs it: set it to the name of the secret, as CAMERA_PASSWORD");
        else if (PasswordKey is null && UserName is not null && !AddressSecrets.IsIn(Url))
            s.Warn(nameof(PasswordKey), "UserName is not sent without it: set it to the name of the secret, as CAMERA_PASSWORD");
        if (Auth == CameraAuth.Basic && UserName?.Contains(':', StringComparison.Ordinal) == true)
            s.Warn(nameof(UserName), "Auth basic ends a user name at its first colon: the camera reads another one");
    }

    private static CameraOptions ReadKeys(SettingReader s, Uri url) => new(
        s.RequiredText("Site", "The place; a folder of this name holds its cameras.", SafeName),
        s.RequiredText("Name", "The camera's name within its site.", SafeName),
        url,
        s.OneOf("Auth", s.IsGiven("LoginType") ? CameraAuth.Form : s.IsGiven("UserName") && s.IsGiven("PasswordKey") ? CameraAuth.Auto : CameraAuth.None,
            "How the camera asks for a password; auto: as it says itself, the default where UserName and PasswordKey are given; form: the default where LoginType is.",
            ("none", CameraAuth.None), ("auto", CameraAuth.Auto), ("basic", CameraAuth.Basic), ("digest", CameraAuth.Digest), ("bearer", CameraAuth.Bearer),
            ("form", CameraAuth.Form)),
        s.OptionalText("UserName", "The user name."),
        s.OptionalText("PasswordKey", "The name of the secret with the password or token.", SecretName))
    {
        Portal = PortalOptions.Read(s),
        Tls = new(
            s.OptionalText("TlsFingerprint", "SHA-256 of the only certificate that is accepted, for self-signed ones; autocore cameras check shows it.",
                Fingerprint) is { } pin ? TlsRule.Normalize(pin) : null,
            s.Flag("TlsVerify", true, "Whether the certificate must be valid; false accepts any."),
            s.Flag("TlsLegacy", false,
                "Whether TLS 1.0 and 1.1 and old ciphers will do, for cameras that speak nothing newer; autocore cameras check says so.")),
        Enabled = s.Flag("Enabled", true, "Whether it is captured."),
        Note = s.OptionalText("Note", "What is worth remembering of it; cameras discover writes what it saw there. Nothing reads it."),
        Own = CameraOverrides.Read(s),
        FollowRedirects = s.Flag(
        "FollowRedirects", false, "Whether redirects to other hosts are followed, without user name and password; those on the camera's own host always are."),
    };
}
