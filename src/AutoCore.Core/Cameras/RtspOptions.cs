using AutoCore.Core.Configuration;

namespace AutoCore.Core.Cameras;

/// <summary>How video streams are asked for a frame.</summary>
/// <param name="MaxAtOnce">Streams at once, and programs that decode a frame of one.</param>
internal sealed record RtspOptions(int MaxAtOnce)
{
    public static RtspOptions Read(SettingReader s) => new(
        s.Number("MaxAtOnce", 1, 1, 8,
            "Cameras with rtsp:// asked at once, beside MaxWorkers; each frame of H.264 or H.265 takes up to 100 MB while it is decoded."));
}
