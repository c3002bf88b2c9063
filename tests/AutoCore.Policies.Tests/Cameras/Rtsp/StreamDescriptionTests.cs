using AutoCore.Policies.Cameras.Rtsp;

namespace AutoCore.Policies.Tests.Cameras.Rtsp;

/// <summary>Descriptions as devices of some makers give them, and such as nobody gives.</summary>
public sealed class StreamDescriptionTests
{
    [Theory]
    [InlineData("a=control:*|m=audio 0 RTP/AVP 0|a=control:track2|m=video 0 RTP/AVP 96|a=rtpmap:96 H264/90000|a=control:track1|"
        + "a=fmtp:96 packetization-mode=1;sprop-parameter-sets=Z0IAH5ZU,aM4xsg==",
        VideoCodec.H264, 96, "track1", 2)]
    [InlineData("m=video 0 RTP/AVP 98|a=rtpmap:98 H265/90000|a=fmtp:98 sprop-vps=QAEMAf//; sprop-sps=QgEB; sprop-pps=RAHA|a=control:trackID=0",
        VideoCodec.H265, 98, "trackID=0", 3)]
    [InlineData("m=video 0 RTP/AVP 26|c=IN IP4 0.0.0.0|a=control:rtsp://cam/0/video", VideoCodec.Jpeg, 26, "rtsp://cam/0/video", 0)]
    [InlineData("m=video 0 RTP/AVP 99 97|a=rtpmap:99 MP4V-ES/90000|a=rtpmap:97 h264/90000", VideoCodec.H264, 97, null, 0)]
    [InlineData("m=video 0 RTP/AVP 96|a=rtpmap:96 MP4V-ES/90000|m=video 0 RTP/AVP 97|a=rtpmap:97 hevc/90000|a=control:2", VideoCodec.H265, 97, "2", 0)]
    [InlineData("m=video 0 RTP/AVP 96|a=rtpmap:96 H264/90000|a=fmtp:96 sprop-parameter-sets=Z0IAH5ZU,!!!,,aM4xsg", VideoCodec.H264, 96, null, 2)]
    [InlineData("m=video 0 RTP/AVP 96|a=rtpmap:96 H265/90000|a=fmtp:96 sprop-max-don-diff=0", VideoCodec.H265, 96, null, 0)]
    public void Video_IsTheFirstThatCanBeTaken(string lines, VideoCodec codec, int type, string? control, int sets)
    {
        var video = Parse(lines).Video!;

        Assert.Equal((codec, type, control, sets), (video.Codec, video.PayloadType, video.Control, video.ParameterSets.Count));
    }

    [Theory]
    [InlineData("m=video 0 RTP/AVP 96|a=rtpmap:96 MP4V-ES/90000", "MP4V-ES")]
    [InlineData("m=video 0 RTP/AVP 96 33|a=rtpmap:96 VP8/90000", "VP8, type 33")]
    [InlineData("m=video 0 RTP/SAVP 96|a=rtpmap:96 H264/90000", "H264 (encrypted)")]
    [InlineData("m=video 0 RTP/AVP 96|a=rtpmap:96 H264/90000|a=fmtp:96 packetization-mode=2", "H264 (interleaved)")]
    [InlineData("m=video 0 RTP/AVP 96|a=rtpmap:96 H265/90000|a=fmtp:96 sprop-max-don-diff=3", "H265 (interleaved)")]
    [InlineData("m=audio 0 RTP/AVP 0|m=application 0 RTP/AVP 107", "audio, application")]
    [InlineData("m=video", "")]
    [InlineData("", "")]
    [InlineData("hello", "")]
    public void NoVideo_SaysWhatThereIs(string lines, string offered)
    {
        var description = Parse(lines);

        Assert.Null(description.Video);
        Assert.Equal(offered, description.Offered);
    }

    [Fact]
    public void Control_OfAll_StandsBeforeTheMedia() =>
        Assert.Equal("rtsp://10.0.0.5/live/", Parse("v=0|a=control:rtsp://10.0.0.5/live/|m=video 0 RTP/AVP 26|a=control:x").Control);

    [Fact]
    public void DescriptionWithoutEnd_IsReadInPart()
    {
        Assert.Null(Parse(string.Join('|', Enumerable.Repeat("a=x:y", 2000)) + "|m=video 0 RTP/AVP 26").Video);
        Assert.Null(Parse(string.Join('|', Enumerable.Repeat("m=audio 0 RTP/AVP 0", 40)) + "|m=video 0 RTP/AVP 26").Video);
        Assert.Equal(16, Parse($"m=video 0 RTP/AVP 96|a=rtpmap:96 H264/90000|a=fmtp:96 sprop-parameter-sets={string.Join(',', Enumerable.Repeat("Z0IA", 99))}")
            .Video!.ParameterSets.Count);
        Assert.Empty(Parse($"m=video 0 RTP/AVP 96|a=rtpmap:96 H264/90000|a=fmtp:96 sprop-parameter-sets={new string('A', 9000)}").Video!.ParameterSets);
    }

    [Theory]
    [InlineData("rtsp://cam/live", null, null, null, "track1", "rtsp://cam/live/track1")]
    [InlineData("rtsp://cam/live", "rtsp://cam:554/live/", null, "*", "track1", "rtsp://cam:554/live/track1")]
    [InlineData("rtsp://cam/live", null, "rtsp://192.168.1.9/a", null, "track1", "rtsp://192.168.1.9/a/track1")]
    [InlineData("rtsp://cam/live", "live/", null, "rtsp://cam/b", "/x", "rtsp://cam/b/x")]
    [InlineData("rtsp://cam/real?channel=1&subtype=0", null, null, null, "trackID=0", "rtsp://cam/real?channel=1&subtype=0/trackID=0")]
    [InlineData("rtsp://cam/live", null, null, null, "rtsp://cam/other/1", "rtsp://cam/other/1")]
    [InlineData("rtsp://cam/live/", null, null, null, "/1", "rtsp://cam/live/1")]
    [InlineData("rtsp://cam/live", null, null, null, null, "rtsp://cam/live")]
    [InlineData("rtsp://cam/live", null, null, null, "a b", null)]
    [InlineData("rtsp://cam/live", null, null, null, "x\r\nTEARDOWN", null)]
    public void Address_OfThePart_IsHungOnTheWhole(string asked, string? contentBase, string? location, string? session, string? control, string? expected) =>
        Assert.Equal(expected, StreamAddress.Resolve(StreamAddress.Base(asked, contentBase, location, session), control));

    [Theory]
    [InlineData("rtsp://h/Streaming/Channels/101", "rtsp://h/Streaming/Channels/102")]
    [InlineData("rtsp://h/streaming/channels/1201?transportmode=unicast", "rtsp://h/streaming/channels/1202?transportmode=unicast")]
    [InlineData("rtsp://h/h264/ch1/main/av_stream", "rtsp://h/h264/ch1/sub/av_stream")]
    [InlineData("rtsp://h/cam/realmonitor?channel=3&subtype=0", "rtsp://h/cam/realmonitor?channel=3&subtype=1")]
    [InlineData("rtsp://h/h265Preview_01_main", "rtsp://h/h265Preview_01_sub")]
    [InlineData("rtsp://h/stream1", "rtsp://h/stream2")]
    [InlineData("rtsp://h:88/videoMain", "rtsp://h:88/videoSub")]
    [InlineData("rtsp://h/media/video1", "rtsp://h/media/video2")]
    [InlineData("rtsp://h/live/ch00_0", "rtsp://h/live/ch00_1")]
    [InlineData("rtsp://h/stream2", null)]
    [InlineData("rtsp://h/stream10", null)]
    [InlineData("rtsp://h/axis-media/media.amp", null)]
    public void SubStream_OfKnownMakers_IsNamed(string address, string? expected) => Assert.Equal(expected, SubStreams.Find(address));

    private static StreamDescription Parse(string lines) => StreamDescription.Parse(lines.Replace("|", "\r\n", StringComparison.Ordinal));
}
