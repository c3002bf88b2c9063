using AutoCore.Core.Configuration;

namespace AutoCore.Core.Cameras;

/// <summary>What a picture must be like to be stored.</summary>
/// <param name="RequireEnd">Whether the end marker must be there, at once after the last block.</param>
internal sealed record ValidationOptions(bool RequireEnd)
{
    public static ValidationOptions Read(SettingReader s) => new(
        s.Flag("RequireEnd", false,
            "Whether pictures are refused whose every block is there, but not the end marker, or zeros before it (ESP32-CAM, some webcams)."));
}
