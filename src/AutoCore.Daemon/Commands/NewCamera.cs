using AutoCore.Core.Cameras;
using AutoCore.Core.Cameras.Inventory;
using AutoCore.Core.Configuration;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Cameras.Inventory;

namespace AutoCore.Daemon.Commands;

/// <summary>A camera as somebody types it.</summary>
internal sealed record NewCamera(string Url, string? Site, string? Name, string? User, string? PasswordKey)
{
    private const string SecretsAreFiles = "the password goes into the secrets file, and the settings name it";

    /// <summary>What is wrong with it before anything is looked at, with the remedy; no secret is repeated.</summary>
    public string? FindMistake()
    {
        if (AddressMask.SecretsOf(Url) is var masked && masked != Url)
        {
            return masked.Contains("***@", StringComparison.Ordinal)
                ? $"{masked}: leave user name and password out of the address, and give --user NAME --password-key CAMERA_PASSWORD: {SecretsAreFiles}"
                : $"{masked}: write {{PasswordKey}} in place of the password, and give --password-key CAMERA_PASSWORD: {SecretsAreFiles}";
        }
        if (CameraAddress.Create(Url) is null)
        {
            return CameraAddress.Create($"http://{Url}") is { } meant && !Url.Contains("://", StringComparison.Ordinal)
                ? $"{Url} is no whole address; did you mean {meant.OriginalString}?"
                : $"{Url} is no address of a camera: http://HOST/PATH, https://, rtsp:// or rtsps://";
        }
        return User is not null && PasswordKey is null ? $"--user needs --password-key: a name such as CAMERA_PASSWORD; {SecretsAreFiles}" : null;
    }

    /// <summary>The camera, read by the rules of every list; null: there are mistakes.</summary>
    public CameraOptions? Read(IReadOnlyList<CameraOptions> present, out IReadOnlyList<string> mistakes)
    {
        var site = Site ?? CameraNaming.SiteOf(present.Select(c => c.Site));
        var name = Name ?? CameraNaming.NameIn(site, present.Select(c => (c.Site, c.Name)));
        var report = new SettingReport();
        var json = InventoryAppend.ToJson("", [EntryOf(site, name)], out _)!;
        var cameras = CameraInventory.ReadJson(Encoding.UTF8.GetBytes(json), "cameras add", report);
        mistakes = report.Errors;
        return report.Errors.Count == 0 ? cameras[0] : null;
    }

    /// <summary>Why it is none, if a camera of that name or address is there already.</summary>
    public static string? FindTwin(CameraOptions camera, IReadOnlyList<CameraOptions> present)
    {
        if (present.FirstOrDefault(c => c.Label.Equals(camera.Label, StringComparison.OrdinalIgnoreCase)) is { } namesake)
            return $"{namesake.Label} is there already, with the address {AddressMask.Of(namesake.Url)}: give another --name";
        return present.FirstOrDefault(c => c.Url.AbsoluteUri == camera.Url.AbsoluteUri) is { } twin
            ? $"{twin.Label} has this address already: the same camera under two names would be asked twice" : null;
    }

    /// <summary>What is written of it.</summary>
    public InventoryEntry EntryOf(CameraOptions camera) => EntryOf(camera.Site, camera.Name);

    private InventoryEntry EntryOf(string site, string name) => new(
    [
        new("Site", site), new("Name", name), new("Url", Url), new("UserName", User ?? ""), new("PasswordKey", PasswordKey ?? ""),
    ]);
}
