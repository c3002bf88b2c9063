using System.Collections;
using AutoCore.Core.Cameras;
using AutoCore.Core.Cameras.Inventory;
using AutoCore.Core.Configuration;
using AutoCore.Core.Storage;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Cameras.Inventory;
using AutoCore.Policies.Cameras.Onvif;

namespace AutoCore.Daemon.Cameras.Onvif;

/// <summary>A list of cameras on the disk, to which found ones are added: what stands in it stays as it is, to the character.</summary>
internal sealed class FoundInventory
{
    private readonly string? _path;
    private readonly List<CameraOptions> _present = [];
    private readonly List<InventoryEntry> _added = [];
    private readonly List<InventoryEntry> _completed = [];
    private readonly List<DeviceFinding> _findings = [];

    /// <summary>Cameras that are there already, of which nothing is written: only names are given.</summary>
    public FoundInventory(IReadOnlyList<CameraOptions> present) => _present.AddRange(present);

    /// <summary>Reads the list.</summary>
    /// <param name="path">The file, which need not be there; null: none, only names are given.</param>
    /// <exception cref="IOException">It cannot be read, or not be added to; the message names the remedy.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    public FoundInventory(string? path)
    {
        if ((_path = path is null ? null : Path.GetFullPath(path)) is null)
            return;
        if (Path.GetExtension(_path).ToLowerInvariant() is not (".json" or ".csv"))
            throw new IOException($"{_path}: the name says no format: end it in .csv or .json");
        if (ProcessRights.IsRoot && PathWalk.FindProblem(_path, isWritten: true) is { } problem)
            throw new IOException($"{_path} is not written as root: {problem}");
        if (!File.Exists(_path) || new FileInfo(_path).Length == 0)
            return;
        var report = new SettingReport();
        _present.AddRange(CameraInventory.Read(new SettingReader(SettingLayers.From([], new Hashtable()), report, ""), "FILE", _path));
        if (report.Errors.Count > 0)
            throw new IOException($"{report.Errors[0]}: mend the list first, or name another file");
    }

    /// <summary>Cameras of the list that got what was missing: they had been found without a login.</summary>
    public IReadOnlyList<string> Completed => [.. _completed.Select(LabelOf)];

    /// <summary>Gives a device's pictures their names, adds those that the list does not have, and completes one that was found without a login.</summary>
    /// <returns>Each with its name; false: the list has it already.</returns>
    public IReadOnlyList<(string Label, FoundCamera Camera, bool IsNew)> Add(DeviceFinding finding)
    {
        _findings.Add(finding);
        var site = OnvifNames.SiteOf(finding.Device.Scopes);
        var named = new List<(string, FoundCamera, bool)>();
        foreach (var (camera, i) in finding.Cameras.Select(static (c, i) => (c, i)))
        {
            var (fate, at) = Decide(camera, finding.Device.Service, isFirst: i == 0);
            if (fate != FoundFate.New)
            {
                if (fate == FoundFate.Completes)
                    Complete(at, camera);
                named.Add((_present[at].Label, camera, false));
                continue;
            }
            var name = OnvifNames.NameOf(finding.Names, finding.Device.Service.Host, n => IsFree(site, n), i + 1);
            _added.Add(EntryOf(site, name, camera));
            named.Add(($"{site}/{name}", camera, true));
        }
        return named;
    }

    /// <summary>Adds to the list what it does not have by now: it is read again, and names are given then, since others may have written meanwhile.</summary>
    /// <returns>What <see cref="Add"/> said of each device, as it is now; of none where nothing was to be written.</returns>
    /// <exception cref="IOException">It cannot be; the list is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write it.</exception>
    public IReadOnlyList<IReadOnlyList<(string Label, FoundCamera Camera, bool IsNew)>> Save() => _path is null || _added.Count + _completed.Count == 0 ? []
        : SharedFile.Change<IReadOnlyList<IReadOnlyList<(string, FoundCamera, bool)>>>(_path, CameraInventory.MostBytes, present =>
        {
            var now = new FoundInventory(_path);
            var named = _findings.ConvertAll(now.Add);
            return new(now.Compose(present), named);
        });

    private byte[]? Compose(byte[]? present)
    {
        if (_added.Count + _completed.Count == 0)
            return null;
        var content = _added.Count > 0 ? InventoryWriter.Compose(_path!, present, _added) : present!;
        return InventoryCompleter.Complete(_path!, content, _completed);
    }

    private bool IsFree(string site, string name) =>
        !_present.Exists(c => c.Label.Equals($"{site}/{name}", StringComparison.OrdinalIgnoreCase))
        && !_added.Exists(e => LabelOf(e).Equals($"{site}/{name}", StringComparison.OrdinalIgnoreCase));

    private static string LabelOf(InventoryEntry entry) => $"{entry.Find("Site")}/{entry.Find("Name")}";

    private static InventoryEntry EntryOf(string site, string name, FoundCamera camera) => new([
        new("Site", site), new("Name", name), new("Url", camera.Url), new("Auth", camera.Auth), new("UserName", camera.UserName ?? ""),
        new("PasswordKey", camera.PasswordKey ?? ""), new("TlsFingerprint", camera.Fingerprint ?? ""), new(InventoryAppend.Note, camera.Note),
    ]);

    private (FoundFate Fate, int Index) Decide(FoundCamera camera, Uri device, bool isFirst) => CameraAddress.Create(camera.Url) is { } url
        ? FoundCameraPolicy.Decide(url, device, isFirst, camera.PasswordKey is not null || !CameraAddress.IsOnvif(url),
            [.. _present.Select(static c => new ListedCamera(c.Url, c.UserName is not null || c.PasswordKey is not null))])
        : (FoundFate.New, -1);

    private void Complete(int at, FoundCamera camera)
    {
        var present = _present[at];
        _completed.Add(EntryOf(present.Site, present.Name, camera));
        _present[at] = present with { Url = CameraAddress.Create(camera.Url)!, UserName = camera.UserName, PasswordKey = camera.PasswordKey };
    }
}
