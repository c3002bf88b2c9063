using AutoCore.Core.Cameras;
using AutoCore.Core.Health;

namespace AutoCore.Daemon.Cameras.Sharing;

/// <summary>Writes cameras as an inventory file has them, for a list that others read; secrets are only named.</summary>
internal static class CameraListWriter
{
    /// <summary>One camera as a JSON object, defaults left out.</summary>
    public static byte[] Compose(CameraOptions camera) => HealthJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("Site", camera.Site);
        json.WriteString("Name", camera.Name);
        json.WriteString("Url", camera.Url.OriginalString);
        if (camera.Auth != CameraAuth.None)
            json.WriteString("Auth", camera.Auth.ToString().ToLowerInvariant());
        foreach (var (key, value) in new[] { ("UserName", camera.UserName), ("PasswordKey", camera.PasswordKey), ("LoginUrl", camera.LoginUrl), ("TlsFingerprint", camera.Tls.Fingerprint) })
        {
            if (value is not null)
                json.WriteString(key, value);
        }
        if (!camera.Tls.Verify)
            json.WriteBoolean("TlsVerify", false);
        json.WriteEndObject();
    });
}
