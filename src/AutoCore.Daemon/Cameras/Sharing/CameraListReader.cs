using AutoCore.Core.Cameras.Inventory;
using AutoCore.Core.Configuration;
using AutoCore.Daemon.Hosting;

namespace AutoCore.Daemon.Cameras.Sharing;

/// <summary>Judges a fleet's list by the very rules of an inventory file.</summary>
internal sealed class CameraListReader : ICameraListReader
{
    /// <summary>What messages call the list.</summary>
    public const string ListName = "the fleet's list";

    public CameraListFindings Read(ReadOnlyMemory<byte> json)
    {
        var report = new SettingReport();
        var cameras = CameraInventory.ReadJson(json.Span, ListName, report);
        return new([.. cameras.Select(c => c.Label)], report.Errors);
    }
}
