using AutoCore.Core.Cameras;
using AutoCore.Core.Cameras.Inventory;
using AutoCore.Core.Configuration;
using AutoCore.Core.Storage;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Cameras.Inventory;
using AutoCore.Policies.Hosting;

namespace AutoCore.Daemon.Commands;

/// <summary>A camera as somebody types it.</summary>
internal sealed record NewCamera(string Url, string? Site, string? Name, string? User, string? PasswordKey)
{
    private const string SecretsAreFiles = "the password goes into the secrets file, and the settings name it";

    /// <summary>What the name of a secret may be.</summary>
    public const string KeyRule = "a name made of letters, digits and the marks _ - . only";

    /// <summary>What the usual name of a secret is, as an environment variable's.</summary>
    public const string UsualKeyRule = "capital letters, digits and _, as DOOR_PASSWORD";

    /// <summary>Characters of a code, as <c>\x0A</c>, at most.</summary>
    private const int LongestShown = 16;

    /// <summary>Whether it is such a name: some type the secret itself there.</summary>
    public static bool IsKey(string text) => Secrets.Show(text) == text;

    /// <summary>Whether it is a usual one: most passwords are not.</summary>
    public static bool IsUsualKey(string text) =>
        text is [(>= 'A' and <= 'Z') or '_', ..] && text.All(static c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_');

    /// <summary>What is wrong with it before anything is looked at, with the remedy; no secret is repeated.</summary>
    /// <param name="loginRemedy">How user and password are given instead.</param>
    public string? FindMistake(string loginRemedy = "give --user NAME --password-key CAMERA_PASSWORD")
    {
        if (FindUnseen(AddressMask.SecretsOf(Url)) is { } unseen)
            return $"{unseen} in the address cannot be seen: type the address anew, on one line";
        if (User is not null && FindUnseen(User) is { } inUser)
            return $"{inUser} in the user name cannot be seen: type the name anew";
        if (FindUnseen(Site ?? "") is { } inSite)
            return $"{inSite} in the site's name cannot be seen: type the name anew";
        if (FindUnseen(Name ?? "") is { } inName)
            return $"{inName} in the camera's name cannot be seen: type the name anew";
        if (AddressMask.SecretsOf(Url) is var masked && masked != Url)
        {
            return masked.Contains("***@", StringComparison.Ordinal)
                ? $"{masked}: leave user name and password out of the address, and {loginRemedy}: {SecretsAreFiles}"
                : $"{masked}: write {{PasswordKey}} in place of the password, and {loginRemedy}: {SecretsAreFiles}";
        }
        if (CameraAddress.Create(Url) is null)
        {
            return CameraAddress.Create($"http://{Url}") is { } meant && !Url.Contains("://", StringComparison.Ordinal)
                ? $"{Url} is no whole address; did you mean {meant.OriginalString}?"
                : $"{Url} is no address of a camera: http://HOST/PATH, https://, rtsp://, rtsps:// or onvif://HOST";
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

    /// <summary>The code of a line break, or of another character that no eye sees in a text, which was pasted with it; null: there is none.</summary>
    public static string? FindUnseen(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (SafeText.Of(rune.ToString(), LongestShown) is var shown && shown != rune.ToString())
                return shown;
        }
        return null;
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
