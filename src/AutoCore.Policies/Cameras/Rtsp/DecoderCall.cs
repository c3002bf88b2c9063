using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Hosting;

namespace AutoCore.Policies.Cameras.Rtsp;

/// <summary>How ffmpeg is called to make a picture of one frame, and what its end means.</summary>
public static class DecoderCall
{
    /// <summary>The exit code of what signal 9 ended.</summary>
    private const int Killed = 128 + 9;

    private const int LongestWords = 160;

    /// <summary>The arguments: bytes from one pipe to another, by one thread, of a form that is told and not guessed.</summary>
    public static IReadOnlyList<string> Arguments(VideoCodec codec) =>
    [
        "-hide_banner", "-nostdin", "-loglevel", "error", "-filter_threads", "1", "-protocol_whitelist", "pipe",
        "-threads", "1", "-f", codec == VideoCodec.H265 ? "hevc" : "h264", "-i", "pipe:0",
        "-frames:v", "1", "-threads", "1", "-pix_fmt", "yuvj420p", "-c:v", "mjpeg", "-q:v", "3", "-f", "mjpeg", "pipe:1",
    ];

    /// <summary>What its end means, unless there is a picture.</summary>
    /// <param name="exitCode">How it ended; nobody here has ended it.</param>
    /// <param name="bytes">What it wrote.</param>
    /// <param name="errors">What it said.</param>
    public static FrameRefusal? Judge(int exitCode, long bytes, string errors)
    {
        if (exitCode == Killed)
            return new(CaptureFault.Memory, "ffmpeg was killed (signal 9): the kernel does so where memory is short");
        if (errors.Contains("Cannot allocate memory", StringComparison.OrdinalIgnoreCase))
            return new(CaptureFault.Memory, "ffmpeg got no memory");
        if (exitCode == 0 && bytes > 0)
            return null;
        if (errors.Contains("Unknown decoder", StringComparison.OrdinalIgnoreCase) || errors.Contains("Unknown encoder", StringComparison.OrdinalIgnoreCase)
            || errors.Contains("Unknown input format", StringComparison.OrdinalIgnoreCase) || errors.Contains("Decoder (codec", StringComparison.Ordinal))
        {
            return new(CaptureFault.Codec, $"ffmpeg: {WordsOf(errors)}");
        }
        return new(CaptureFault.Corrupt, $"ffmpeg made no picture (exit code {exitCode}): {WordsOf(errors)}");
    }

    private static string WordsOf(string errors) =>
        SafeText.Of(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var first, ..] ? first : "it says nothing",
            LongestWords);
}
