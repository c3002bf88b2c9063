using AutoCore.Core.Cameras;
using AutoCore.Core.Storage;
using AutoCore.Policies.Configuration;

namespace AutoCore.Daemon.Cameras.Sharing;

/// <summary>Writes cameras as an inventory file has them, for a list that others read; secrets are only named.</summary>
internal static class CameraListWriter
{
    /// <summary>One camera as a JSON object, defaults left out.</summary>
    public static byte[] Compose(CameraOptions camera) => JsonBytes.WriteObject(json =>
    {
        json.WriteString("Site", camera.Site);
        json.WriteString("Name", camera.Name);
        json.WriteString("Url", camera.Url.OriginalString);
        // The default: lists stay readable for nodes that do not know it.
        if (camera.Auth != (camera is { UserName: not null, PasswordKey: not null } ? CameraAuth.Auto : CameraAuth.None))
            json.WriteString("Auth", camera.Auth.ToString().ToLowerInvariant());
        foreach (var (key, value) in new[] { ("UserName", camera.UserName), ("PasswordKey", camera.PasswordKey), ("TlsFingerprint", camera.Tls.Fingerprint) })
        {
            if (value is not null)
                json.WriteString(key, value);
        }
        if (!camera.Tls.Verify)
            json.WriteBoolean("TlsVerify", false);
        if (camera.Tls.Legacy)
            json.WriteBoolean("TlsLegacy", true);
        if (camera.FollowRedirects)
            json.WriteBoolean("FollowRedirects", true);
        if (camera.Portal is { } portal)
            WritePortal(json, portal);
        if (camera.Own is { } own)
            WriteOwn(json, own);
    });

    private static void WritePortal(Utf8JsonWriter json, PortalOptions portal)
    {
        foreach (var (key, value) in new[]
        {
            ("LoginUrl", portal.Url), ("LoginType", portal.IsJson ? "json" : null), ("LoginBody", portal.Body), ("LoginTokenField", portal.TokenField),
                ("LoginTokenIn", portal.TokenIn?.ToString()),
        })
        {
            if (value is not null)
                json.WriteString(key, value);
        }
    }

    private static void WriteOwn(Utf8JsonWriter json, CameraOverrides own)
    {
        foreach (
            var (key, limit) in new[] { ("Interval", own.Interval), ("ConnectTimeout", own.ConnectTimeout), ("FirstByteTimeout", own.FirstByteTimeout),
                ("ImageTimeout", own.ImageTimeout) })
        {
            if (limit is { } given)
                json.WriteString(key, DurationFormat.Format(given));
        }
        if (own.Hours is { } hours)
            json.WriteString("Hours", hours.ToString());
        if (own.RetryAttempts is { } attempts)
            json.WriteNumber("RetryAttempts", attempts);
        if (own.SkipFrames > 0)
            json.WriteNumber("SkipFrames", own.SkipFrames);
        if (own.Headers.Count == 0)
            return;
        json.WriteStartObject("Headers");
        foreach (var (name, value) in own.Headers)
            json.WriteString(name, value);
        json.WriteEndObject();
    }
}
