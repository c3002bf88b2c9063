using AutoCore.Core.Configuration;

namespace AutoCore.Core.Cameras;

/// <summary>Whether each camera's usual look is learned, and from which deviation on a picture is unusual (C15).</summary>
internal sealed record UnusualOptions(bool Enabled, int Threshold)
{
    public static UnusualOptions Read(SettingReader s) => new(
        s.Flag("Enabled", true, "Whether each camera's usual look is learned and unusual pictures are flagged."),
        s.Number("Threshold", 10, 1, 100, "How much of a picture must be unusual to be flagged, in per cent of its area."));
}
