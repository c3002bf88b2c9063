using AutoCore.Core.Configuration;
using AutoCore.Policies.SdCard;

namespace AutoCore.Core.SdCard;

/// <summary>The one setting that drives the others: the size of the SD card.</summary>
/// <param name="SizeGb">The nominal size in GB, or null to detect it.</param>
/// <param name="ProfileFile">A drop-in profile file, or null.</param>
/// <param name="EnduranceTbw">Terabytes (10^12 bytes) that the card endures, or null if unknown.</param>
internal sealed record SdCardOptions(int? SizeGb, string? ProfileFile, double? EnduranceTbw)
{
    public static SdCardOptions Read(SettingReader s)
    {
        var sizes = SdCardProfile.All.Select(p => (p.SizeGb.ToString(), (int?)p.SizeGb));
        return new(
            s.WordOrNumber("Size", null, "The size of the SD card in GB, from which all other defaults follow; auto reads it from the file system.",
                [("auto", null), .. sizes]),
            s.OptionalLocation("ProfileFile", "A storage_….conf of an existing installation, whose values stand between the profile and the explicit keys."),
            s.OptionalFraction(
            "EnduranceTbw", 0.1, 100_000, "Terabytes that may be written to the card in its life, from its data sheet; gives the wear forecast."));
    }
}
