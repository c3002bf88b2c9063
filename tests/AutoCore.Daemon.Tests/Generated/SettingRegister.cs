using System.Collections;
using AutoCore.Core;
using AutoCore.Core.Configuration;
using AutoCore.Policies.SdCard;

namespace AutoCore.Daemon.Tests.Generated;

/// <summary>Every setting with its defaults, read once for each profile.</summary>
internal static class SettingRegister
{
    /// <summary>The register under one profile; nothing of this machine is in it.</summary>
    public static IReadOnlyList<SettingDescription> Under(int sizeGb)
    {
        var layers = SettingLayers.From([], new Hashtable { ["AutoCore__SdCard__Size"] = sizeGb.ToString() });
        var report = new SettingReport();
        AutoCoreOptions.Read(new SettingReader(layers, report, ""));
        return [.. report.Register.Select(d => d.Path == "AutoCore:Node" ? d with { Default = "the host's name" } : d)];
    }

    /// <summary>Each setting once, with its default or, where it follows from the card, the four of them.</summary>
    public static IEnumerable<(SettingDescription Setting, string Default)> All()
    {
        var byProfile = SdCardProfile.All.Select(p => Under(p.SizeGb)).ToList();
        for (var i = 0; i < byProfile[0].Count; i++)
        {
            var defaults = byProfile.Select(settings => settings[i].Default).ToList();
            yield return (byProfile[0][i], defaults.Distinct().Count() == 1 ? defaults[0] : string.Join(" / ", defaults));
        }
    }
}
