using System.Text;
using AutoCore.Policies.Cameras.Rtsp;

namespace AutoCore.Policies.Tests.Cameras.Rtsp;

/// <summary>Heads of messages, and what else comes on the same connection.</summary>
public sealed class RtspMessageTests
{
    [Theory]
    [InlineData("RTSP/1.0 200 OK\r\nCSeq: 2\r\nSession: 7f;timeout=60\r\nContent-Length: 3\r\n\r\nabc", 200, 2, "7f", 3)]
    [InlineData("RTSP/1.0 401 Unauthorized\ncseq:  1\n\n", 401, 1, null, 0)]
    [InlineData("\r\n\r\nRTSP/1.0 200\r\n\r\n", 200, null, null, 0)]
    [InlineData("rtsp/2.0 454 x\r\nSession: \r\nCSeq: x\r\n\r\n", 454, null, null, 0)]
    [InlineData("RTSP/1.0 200 OK\r\nSession: a b\r\n\r\n", 200, null, null, 0)]
    [InlineData("OPTIONS rtsp://cam/ RTSP/1.0\r\nCSeq: 9\r\n\r\n", 0, 9, null, 0)]
    [InlineData("RTSP/1.0 200 OK\r\nContent-Length: 65537\r\n\r\n", 200, null, null, null)]
    [InlineData("RTSP/1.0 200 OK\r\nContent-Length: -1\r\n\r\n", 200, null, null, null)]
    public void Message_SaysWhatItSays(string text, int status, int? sequence, string? session, int? body)
    {
        Assert.Equal(RtspParse.Message, RtspMessage.Parse(Bytes(text), out var message, out var length));

        Assert.Equal((status, sequence, session, body), (message!.Status, message.Sequence, message.Session, message.BodyLength));
        Assert.EndsWith("\n", text[..length], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", RtspParse.Foreign)]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", RtspParse.Foreign)]
    [InlineData("\u0015\u0003\u0001\0\u0002", RtspParse.Foreign)]
    [InlineData("RTSP/1.0 20 OK\r\n\r\n", RtspParse.Foreign)]
    [InlineData("RTSP/1.0 999 OK\r\n\r\n", RtspParse.Foreign)]
    [InlineData("", RtspParse.NeedsMore)]
    [InlineData("\r\n", RtspParse.NeedsMore)]
    [InlineData("RTSP/1.0 20", RtspParse.NeedsMore)]
    [InlineData("RTSP/1.0 200 OK\r\nCSeq: 1\r\n", RtspParse.NeedsMore)]
    public void WhatIsNone_IsToldApart(string text, RtspParse expected) => Assert.Equal(expected, RtspMessage.Parse(Bytes(text), out _, out _));

    [Fact]
    public void HeadWithoutEnd_IsTooLong()
    {
        Assert.Equal(RtspParse.TooLong, RtspMessage.Parse(Bytes("RTSP/1.0 200 OK\r\n" + string.Concat(Enumerable.Repeat("a: b\r\n", 4000))), out _, out _));
        Assert.Equal(RtspParse.Foreign, RtspMessage.Parse(Bytes(new string('a', 5000)), out _, out _));
    }

    [Theory]
    [InlineData("RTP/AVP/TCP;unicast;interleaved=4-5;ssrc=1", 4)]
    [InlineData("rtp/avp/tcp;INTERLEAVED=2", 2)]
    [InlineData("RTP/AVP/TCP;unicast", 0)]
    [InlineData(null, 0)]
    [InlineData("RTP/AVP;unicast;client_port=1-2", null)]
    [InlineData("RTP/AVP/TCP;interleaved=256-257", null)]
    [InlineData("RTP/AVP/TCP;interleaved=x", null)]
    public void Channel_IsTheOneThatTheCameraChose(string? transport, int? channel) => Assert.Equal(channel, RtspMessage.ChannelOf(transport));

    [Theory]
    [InlineData("$\u0002\0\u0003abcRTSP", StreamPiece.Packet, 7, 4, 2)]
    [InlineData("\r\n$\u0001\0\u0001a", StreamPiece.Packet, 7, 6, 1)]
    [InlineData("$\0\0\0", StreamPiece.Packet, 4, 4, 0)]
    [InlineData("$\0\0\u0005abc", StreamPiece.NeedsMore, 0, 0, 0)]
    [InlineData("$\0", StreamPiece.NeedsMore, 0, 0, 0)]
    [InlineData("RTSP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nabc", StreamPiece.Message, 40, 38, 0)]
    [InlineData("RTSP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nabc", StreamPiece.NeedsMore, 0, 0, 0)]
    [InlineData("RTSP/1.0 200 OK\r\nContent-Length: 99999999999\r\n\r\n", StreamPiece.TooLong, 0, 0, 0)]
    [InlineData("\0\0$", StreamPiece.Foreign, 0, 0, 0)]
    public void Next_IsWhatComesNext(string text, StreamPiece kind, int length, int start, byte channel)
    {
        var item = StreamFraming.Next(Bytes(text));

        Assert.Equal((kind, length, start, channel), (item.Kind, item.Length, item.Start, item.Channel));
    }

    [Theory]
    [InlineData("xx$", 2)]
    [InlineData("$xRTSP/1.0", 2)]
    [InlineData("abc", 3)]
    public void Foreign_EndsWhereAPieceMayBegin(string text, int skipped) => Assert.Equal(skipped, StreamFraming.Foreign(Bytes(text)));

    [Theory]
    [InlineData(200, "ok")]
    [InlineData(302, "redirect")]
    [InlineData(401, "auth")]
    [InlineData(403, "auth")]
    [InlineData(404, "not-found")]
    [InlineData(453, "busy")]
    [InlineData(461, "http-461")]
    [InlineData(500, "http-500")]
    public void Status_IsAReason(int status, string word) => Assert.Equal(word, StreamAnswer.ReasonOf(status).Word);

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
