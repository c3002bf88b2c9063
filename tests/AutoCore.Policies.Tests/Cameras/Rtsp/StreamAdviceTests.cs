using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Cameras.Rtsp;

namespace AutoCore.Policies.Tests.Cameras.Rtsp;

/// <summary>What is said of a stream that brought no picture, and how its decoder is called and judged.</summary>
public sealed class StreamAdviceTests
{
    [Theory]
    [InlineData(CaptureFault.Timeout, "no key frame came: not whole within 00:00:30", "I-frame interval")]
    [InlineData(CaptureFault.Timeout, "no parameter sets came: not whole within 00:00:30", "I-frame interval")]
    [InlineData(CaptureFault.Timeout, "ffmpeg did not end within 00:00:30", "too busy")]
    [InlineData(CaptureFault.Timeout, "no packet of the video came: not whole within 00:00:30", "longer ImageTimeout")]
    [InlineData(CaptureFault.Timeout, "no connection within 00:00:05", "check Url and network")]
    [InlineData(CaptureFault.TooLarge, "3840x2160, above 2560x1440", "sub-stream")]
    [InlineData(CaptureFault.TooLarge, "BodyTooLarge at byte 9", "MaxImageMb")]
    [InlineData(CaptureFault.NotFound, "status 404", "no stream at this path")]
    [InlineData(CaptureFault.Codec, "no H.264, H.265 or MJPEG: VP8", "choose H.264")]
    [InlineData(CaptureFault.Codec, "it is H265, and ffmpeg is not installed", "apt install ffmpeg")]
    [InlineData(CaptureFault.Memory, "ffmpeg was killed", "sub-stream")]
    [InlineData(CaptureFault.NotHttp, "no RTSP: \"HTTP/1.1 400\"", "554 is usual")]
    [InlineData(CaptureFault.NotHttp, "no RTSP: it speaks TLS", "rtsps://")]
    [InlineData(CaptureFault.NotHttp, "no HTTP: \"SSH-2.0\"", "no web server")]
    public void Advice_IsOfTheStream(CaptureFault fault, string detail, string advice)
    {
        var said = CameraAdvice.For(new(fault), "auto", detail, null, null);

        Assert.Contains(advice, said.English, StringComparison.Ordinal);
        Assert.NotEqual(said.English, said.Portuguese);
    }

    [Fact]
    public void Advice_OfUdpAlone_NamesTheSetting() =>
        Assert.Contains("allow TCP", CameraAdvice.For(CaptureReason.OfStatus(461), "auto", "", null, null).English, StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 1000, "", null, null)]
    [InlineData(0, 1000, "[h264] error while decoding MB 1 2\n", null, null)]
    [InlineData(137, 0, "", CaptureFault.Memory, "signal 9")]
    [InlineData(137, 900, "", CaptureFault.Memory, "signal 9")]
    [InlineData(1, 0, "[hevc] Cannot allocate memory\n", CaptureFault.Memory, "no memory")]
    [InlineData(1, 0, "Unknown decoder 'hevc'\n", CaptureFault.Codec, "Unknown decoder")]
    [InlineData(1, 0, "Invalid data found\nmore\n", CaptureFault.Corrupt, "(exit code 1): Invalid data found")]
    [InlineData(0, 0, "", CaptureFault.Corrupt, "it says nothing")]
    public void End_OfTheDecoder_IsJudged(int exitCode, long bytes, string errors, CaptureFault? fault, string? detail)
    {
        var refusal = DecoderCall.Judge(exitCode, bytes, errors);

        Assert.Equal(fault, refusal?.Fault);
        if (detail is not null)
            Assert.Contains(detail, refusal!.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(VideoCodec.H264, "h264")]
    [InlineData(VideoCodec.H265, "hevc")]
    public void Arguments_NamePipesAlone(VideoCodec codec, string form)
    {
        var arguments = string.Join(' ', DecoderCall.Arguments(codec));

        Assert.Contains($"-protocol_whitelist pipe -threads 1 -f {form} -i pipe:0 ", arguments, StringComparison.Ordinal);
        Assert.EndsWith("-f mjpeg pipe:1", arguments, StringComparison.Ordinal);
        Assert.Equal(["pipe:0", "pipe:1"], DecoderCall.Arguments(codec).Where(static a => a.Contains(':', StringComparison.Ordinal) && a[0] != '-'));
    }
}
