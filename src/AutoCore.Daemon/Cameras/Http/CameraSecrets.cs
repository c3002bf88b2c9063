using AutoCore.Core.Cameras;
using AutoCore.Core.Storage;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Cameras.Portals;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>Puts a camera's secrets where its settings name them, and takes them out of what people read.</summary>
internal sealed class CameraSecrets(Secrets secrets)
{
    /// <summary>Where the camera is, with the user name and the secret that its address only names.</summary>
    public Uri AddressOf(CameraOptions camera) =>
        AddressSecrets.IsIn(camera.Url) ? AddressSecrets.Fill(camera.Url, camera.UserName ?? "", () => Find(camera)) : camera.Url;

    /// <summary>The headers that its settings add, in the bytes that are sent.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> HeadersOf(CameraOptions camera) =>
        camera.Own is { Headers: { Count: > 0 } headers }
            ? [.. headers.Select(
                h => new KeyValuePair<string, string>(h.Key, HeaderText.Bytes(AddressSecrets.FillHeader(h.Value, () => Find(camera)), isLatin1: false)))]
            : [];

    /// <summary>A text without the camera's secrets, which it may quote: password, what Basic makes of it, what is written out in its settings, a portal's
    /// session.</summary>
    /// <param name="text">What it said.</param>
    /// <param name="session">What a portal gave for it.</param>
    public string Mask(CameraOptions camera, string text, IReadOnlyList<string> session)
    {
        if (text.Length == 0)
            return text;
        var password = camera.PasswordKey is { } key ? secrets.Find(key).Value : null;
        return QuotedSecrets.Hide(text, [.. password is null ? Array.Empty<string>() : [password], .. WrittenOut(camera)], camera.UserName, session);
    }

    /// <summary>Secrets that stand in the camera's own settings.</summary>
    private static IEnumerable<string> WrittenOut(CameraOptions camera) => AddressSecrets.LiteralsOf(camera.Url.OriginalString)
        .Concat(camera.Portal?.Url is { } login ? AddressSecrets.LiteralsOf(login) : [])
        .Concat(camera.Portal?.Body is { } body ? JsonLogin.LiteralsOf(body) : [])
        .Concat(camera.Own?.Headers.SelectMany(static h => AddressSecrets.LiteralsOf(h.Key, h.Value)) ?? []);

    /// <summary>Its password or token.</summary>
    /// <exception cref="MissingSecret">It is not there.</exception>
    public string Find(CameraOptions camera)
    {
        if (camera.PasswordKey is not { } key)
            throw new MissingSecret($"a password is needed, but PasswordKey is not set");
        var found = secrets.Find(key);
        return found.Value ?? throw new MissingSecret(found.Problem!);
    }
}

/// <summary>A camera's password or token is not there; the message says where it was looked for.</summary>
internal sealed class MissingSecret(string message) : Exception(message);
