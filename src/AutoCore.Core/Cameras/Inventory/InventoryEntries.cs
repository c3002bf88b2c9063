using System.Collections;
using AutoCore.Core.Configuration;
using AutoCore.Policies;

namespace AutoCore.Core.Cameras.Inventory;

/// <summary>The cameras of an inventory as its entries come in, and what is wrong with them.</summary>
/// <param name="name">The file's name, as mistakes call it.</param>
/// <param name="key">The key under which the entries stand.</param>
internal sealed class InventoryEntries(string name, string key)
{
    /// <summary>Cameras that one list may hold.</summary>
    public const int MostCameras = 500_000;

    /// <summary>Mistakes that are told; one wrong column makes one in every row.</summary>
    public const int MostErrors = 200;

    /// <summary>Cameras whose settings <c>autocore config</c> shows one by one.</summary>
    public const int MostShown = 1_000;

    private static readonly Hashtable NoEnvironment = [];

    private readonly List<CameraOptions> _cameras = [];
    private readonly SettingReport _report = new();

    /// <summary>The file's name.</summary>
    public string Name => name;

    /// <summary>The cameras read so far; those with a mistake, too.</summary>
    public IReadOnlyList<CameraOptions> Cameras => _cameras;

    /// <summary>Whether the file's encoding was guessed.</summary>
    public bool IsGuessed { get; set; }

    /// <summary>Mistakes found so far.</summary>
    public List<string> Errors => _report.Errors;

    /// <summary>Says what is hardly meant.</summary>
    public void Warn(string problem) => _report.Warnings.Add(problem);

    /// <summary>Reads one entry.</summary>
    /// <returns>Whether a further one is wanted.</returns>
    public bool Take(int index, List<Setting> entry)
    {
        if (_cameras.Count == MostCameras)
        {
            Errors.Add($"{name}:{entry[0].Line}: more than {MostCameras} cameras; divide the list");
            return false;
        }
        var layers = SettingLayers.From(entry, NoEnvironment);
        var found = new SettingReport();
        found.Use(key);
        _cameras.Add(CameraOptions.Read(new SettingReader(layers, found, key).Section(index.ToString(CultureInfo.InvariantCulture))));
        UnknownKeys.Report(layers, found);
        _report.Errors.AddRange(found.Errors);
        if (_report.Warnings.Count < MostErrors)
            _report.Warnings.AddRange(found.Warnings);
        if (index < MostShown)
            _report.Effective.AddRange(found.Effective);
        return Errors.Count < MostErrors;
    }

    /// <summary>Ends the list, and returns what there is to say about it.</summary>
    /// <param name="content">What was read: the settings of a long list are told by its length and a tag that changes when it does.</param>
    public SettingReport Close(ReadOnlySpan<byte> content)
    {
        if (Errors.Count >= MostErrors)
            Errors.Add($"{name}: reading ended after {Errors.Count} mistakes; mend these first");
        if (_cameras.Count > MostShown)
            _report.Effective.Add(new(key, $"{_cameras.Count} cameras, of which {MostShown} are shown; the list's tag is {ContentTag.Of(content)}", name));
        return _report;
    }
}
