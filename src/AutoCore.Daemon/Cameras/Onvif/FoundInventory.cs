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

    /// <summary>Gives a device's pictures their names and adds those that the list does not have.</summary>
    /// <returns>Each with its name; false: the list has it already.</returns>
    public IReadOnlyList<(string Label, FoundCamera Camera, bool IsNew)> Add(DeviceFinding finding)
    {
        _findings.Add(finding);
        var site = OnvifNames.SiteOf(finding.Device.Scopes);
        var named = new List<(string, FoundCamera, bool)>();
        foreach (var (camera, i) in finding.Cameras.Select(static (c, i) => (c, i)))
        {
            if (FindPresent(camera) is { } present)
            {
                named.Add((present, camera, false));
                continue;
            }
            var name = OnvifNames.NameOf(finding.Names, finding.Device.Service.Host, n => IsFree(site, n), i + 1);
            _added.Add(new([
                new("Site", site), new("Name", name), new("Url", camera.Url), new("Auth", camera.Auth), new("UserName", camera.UserName ?? ""),
                new("PasswordKey", camera.PasswordKey ?? ""), new("TlsFingerprint", camera.Fingerprint ?? ""), new(InventoryAppend.Note, camera.Note),
            ]));
            named.Add(($"{site}/{name}", camera, true));
        }
        return named;
    }

    /// <summary>Adds to the list what it does not have by now: it is read again, and names are given then, since others may have written meanwhile.</summary>
    /// <returns>What <see cref="Add"/> said of each device, as it is now; of none where nothing was to be written.</returns>
    /// <exception cref="IOException">It cannot be; the list is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write it.</exception>
    public IReadOnlyList<IReadOnlyList<(string Label, FoundCamera Camera, bool IsNew)>> Save() => _path is null || _added.Count == 0 ? []
        : SharedFile.Change<IReadOnlyList<IReadOnlyList<(string, FoundCamera, bool)>>>(_path, CameraInventory.MostBytes, present =>
        {
            var now = new FoundInventory(_path);
            var named = _findings.ConvertAll(now.Add);
            return new(now._added.Count > 0 ? InventoryWriter.Compose(_path, present, now._added) : null, named);
        });

    private bool IsFree(string site, string name) =>
        !_present.Exists(c => c.Label.Equals($"{site}/{name}", StringComparison.OrdinalIgnoreCase))
        && !_added.Exists(e => $"{e.Find("Site")}/{e.Find("Name")}".Equals($"{site}/{name}", StringComparison.OrdinalIgnoreCase));

    /// <summary>The camera of the list that is the same: by its address, and of a device that is only named by its host.</summary>
    private string? FindPresent(FoundCamera camera)
    {
        if (CameraAddress.Create(camera.Url) is not { } url)
            return null;
        return _present.Find(c => c.Url == url || (CameraAddress.IsOnvif(url) && OnvifAddress.Profile(url) is null
            && c.Url.Host.Equals(url.Host, StringComparison.OrdinalIgnoreCase) && (!c.IsOnvif || c.Url.Port == url.Port)))?.Label;
    }
}
