using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Rtsp;
using AutoCore.Testing;

namespace AutoCore.Policies.Tests.Cameras.Rtsp;

/// <summary>Key frames of H.264 and H.265, out of packets as cameras send them and as nobody does.</summary>
public sealed class NalAssemblerTests
{
    private static readonly byte[] Pps = [0x68, 0xCE, 0x31, 0xB2];
    private static readonly byte[] Sps = SpsTests.H264("640x480");
    private static readonly byte[] Key = Slice(0x65, isFirst: true, 3000);
    private static readonly byte[] SecondKey = Slice(0x65, isFirst: false, 50);
    private static readonly byte[] Other = Slice(0x41, isFirst: true, 900);

    private static readonly byte[] Vps5 = [0x40, 0x01, 0x0C, 0x01];
    private static readonly byte[] Sps5 = SpsTests.H265("640x480");
    private static readonly byte[] Pps5 = [0x44, 0x01, 0xC0, 0x90];
    private static readonly byte[] Key5 = [0x26, 0x01, 0xAF, .. Enumerable.Repeat((byte)0x77, 4000)];

    private readonly RtpPackets _stream = new(96);

    [Theory]
    [InlineData(60_000)]
    [InlineData(1200)]
    [InlineData(10)]
    public void KeyFrame_ComesWithItsParameterSets_HoweverItIsPacked(int mtu)
    {
        var (assembler, stream) = (Of(), new RtpPackets(96, mtu));

        var frames = Feed(assembler, [.. stream.Frame([Other], isH265: false), .. stream.Frame([Sps, Pps, Key, SecondKey], isH265: false)]);

        Assert.Equal(1, frames);
        Assert.Equal(AnnexB(Sps, Pps, Key, SecondKey), assembler.Frame.ToArray());
    }

    [Theory]
    [InlineData(60_000)]
    [InlineData(1200)]
    public void KeyFrameOfH265_ComesWithItsParameterSets(int mtu)
    {
        var (assembler, stream) = (new NalAssembler(isH265: true, []), new RtpPackets(96, mtu));

        Assert.Equal(1, Feed(assembler, stream.Frame([Vps5, Sps5, Pps5, Key5], isH265: true)));

        Assert.Equal(AnnexB(Vps5, Sps5, Pps5, Key5), assembler.Frame.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SeveralUnitsInOnePacket_AreTakenApart(bool isH265)
    {
        byte[][] sets = isH265 ? [Vps5, Sps5, Pps5] : [Sps, Pps];
        var (assembler, key) = (new NalAssembler(isH265, []), isH265 ? Key5 : Key);

        Feed(assembler, [_stream.Together(sets, isH265), .. _stream.Unit(key, isH265, isLast: true)]);

        Assert.Equal(AnnexB([.. sets, key]), assembler.Frame.ToArray());
    }

    [Fact]
    public void SetsOfTheDescription_AreEnough_AndGiveWayToThoseOfTheStream()
    {
        byte[] newer = [.. Sps, 0x00];
        var assembler = Of(Sps, Pps);

        Assert.Equal(1, Feed(assembler, _stream.Frame([Key], isH265: false)));
        Assert.Equal(AnnexB(Sps, Pps, Key), assembler.Frame.ToArray());

        Assert.Equal(1, Feed(assembler, _stream.Frame([newer, Key], isH265: false)));
        Assert.Equal(AnnexB(newer, Pps, Key), assembler.Frame.ToArray());
    }

    [Fact]
    public void FrameThatBeganEarlier_OrLostAPacket_IsNotTaken()
    {
        var assembler = Of(Sps, Pps);
        var packets = _stream.Frame([Key], isH265: false);

        Assert.Equal(0, Feed(assembler, packets.Skip(1)));
        Assert.Equal(0, Feed(assembler, _stream.Frame([SecondKey], isH265: false)));
        packets = _stream.Frame([Key], isH265: false);
        Assert.Equal(0, Feed(assembler, [packets[0], .. packets.Skip(2)]));
        Assert.Equal("no whole key frame came", assembler.Missing);
        Assert.Equal(1, Feed(assembler, _stream.Frame([Key], isH265: false)));
    }

    [Fact]
    public void FrameWithoutAMark_EndsWhereTheNextBegins()
    {
        var assembler = Of(Sps, Pps);
        var key = _stream.Unit(Key, isH265: false).ToList();
        _stream.NextFrame();

        Assert.Equal(0, Feed(assembler, key));
        Assert.Equal(1, Feed(assembler, _stream.Unit(Other, isH265: false)));
        Assert.Equal(AnnexB(Sps, Pps, Key), assembler.Frame.ToArray());
    }

    [Fact]
    public void SetsWithAMark_AreNoFrame_AndTheSecondFieldBelongsToIt()
    {
        var assembler = Of();

        Assert.Equal(0, Feed(assembler, [_stream.Make(Sps, isLast: true), _stream.Make(Pps, isLast: true)]));
        Assert.Equal(1, Feed(assembler, [.. _stream.Unit(Key, isH265: false), .. _stream.Unit(Other, isH265: false, isLast: true)]));
        Assert.Equal(AnnexB(Sps, Pps, Key, Other), assembler.Frame.ToArray());
    }

    [Theory]
    [InlineData("2560x1440", false)]
    [InlineData("1920x1080", false)]
    [InlineData("3840x2160", true)]
    public void Size_IsJudgedBeforeAnythingIsDecoded(string size, bool isTooLarge)
    {
        foreach (var assembler in new[] { Of(SpsTests.H264(size), Pps), new NalAssembler(isH265: true, [SpsTests.H265(size)]) })
        {
            Assert.Equal(isTooLarge ? CaptureFault.TooLarge : null, assembler.Refusal?.Fault);
            Assert.Equal(isTooLarge ? $"{size}, above 2560x1440" : null, assembler.Refusal?.Detail);
        }
        var late = Of(Sps, Pps);
        Assert.Equal(isTooLarge ? 0 : 1, Feed(late, _stream.Frame([SpsTests.H264(size), Key], isH265: false)));
    }

    [Fact]
    public void WhatIsMissing_IsSaid()
    {
        var assembler = Of();
        Assert.Equal("no packet of the video came", assembler.Missing);

        Feed(assembler, _stream.Frame([Other], isH265: false));
        Assert.Equal("no key frame came", assembler.Missing);

        Feed(assembler, _stream.Frame([Key], isH265: false));
        Assert.Equal("no parameter sets came", assembler.Missing);
    }

    [Fact]
    public void FrameWithoutEnd_IsRefused_AndKeepsNoMemory()
    {
        var assembler = Of(Sps, Pps);
        Feed(assembler, [.. _stream.Unit(Key, isH265: false)]);

        for (var i = 0; i < 200 && assembler.Refusal is null; i++)
            Feed(assembler, [_stream.Make([0x65, 0x00, .. new byte[60_000]])]);

        Assert.Equal("a frame of more than 8 MB", assembler.Refusal!.Detail);
    }

    [Fact]
    public void ManySets_AreBounded()
    {
        var assembler = Of();
        for (var i = 0; i < 1000; i++)
            Feed(assembler, [_stream.Make([.. Sps, 1, (byte)i, (byte)(i >> 8)]), _stream.Make([0x68, (byte)i, (byte)(i >> 8), 1, .. new byte[5000]])]);
        Feed(assembler, [_stream.Make(Pps), .. _stream.Unit(Key, isH265: false, isLast: true)]);

        Assert.InRange(assembler.Frame.Length, 1, Key.Length + 1000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Nonsense_IsNeverMoreThanNoFrame(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 2000; round++)
        {
            var bytes = new byte[random.Next(0, 80)];
            random.NextBytes(bytes);
            foreach (var assembler in new FrameAssembler[] { Of(Sps, Pps), new NalAssembler(isH265: true, [bytes]), new JpegAssembler() })
            {
                for (var packet = 0; packet < 4; packet++)
                {
                    random.NextBytes(bytes);
                    if (bytes.Length > 0)
                        bytes[0] = (byte)(0x80 | (bytes[0] & 0x3F));
                    if (RtpPacket.TryParse(bytes, out var parsed))
                        assembler.Add(parsed);
                }
            }
            Assert.True(VideoSize.OfH264(bytes) is null or { Width: > 0 and < 20_000, Height: > 0 and < 20_000 });
            Assert.True(VideoSize.OfH265(bytes) is null or { Width: > 0 and < 20_000, Height: > 0 and < 20_000 });
        }
    }

    [Theory]
    [InlineData(new byte[] { 0x80, 0xE0, 0, 7, 0, 0, 0, 9, 1, 2, 3, 4, 0xAA }, 96, true, 7, 9u, 1)]
    [InlineData(new byte[] { 0x81, 26, 0, 7, 0, 0, 0, 9, 1, 2, 3, 4, 9, 9, 9, 9, 0xAA, 0xBB }, 26, false, 7, 9u, 2)]
    [InlineData(new byte[] { 0x90, 26, 0, 7, 0, 0, 0, 9, 1, 2, 3, 4, 0xBE, 0xDE, 0, 1, 9, 9, 9, 9, 0xAA }, 26, false, 7, 9u, 1)]
    [InlineData(new byte[] { 0xA0, 26, 0, 7, 0, 0, 0, 9, 1, 2, 3, 4, 0xAA, 0, 0, 3 }, 26, false, 7, 9u, 1)]
    public void Packet_IsReadWithWhateverStandsBeforeAndBehind(byte[] bytes, int type, bool isMarked, int sequence, uint timestamp, int length)
    {
        Assert.True(RtpPacket.TryParse(bytes, out var packet));

        Assert.Equal((type, isMarked, sequence, timestamp, length),
            (packet.PayloadType, packet.IsMarked, packet.Sequence, packet.Timestamp, packet.Payload.Length));
    }

    [Theory]
    [InlineData(new byte[] { 0x80, 96, 0, 7 })]
    [InlineData(new byte[] { 0x40, 96, 0, 7, 0, 0, 0, 9, 1, 2, 3, 4, 1 })]
    [InlineData(new byte[] { 0x8F, 96, 0, 7, 0, 0, 0, 9, 1, 2, 3, 4, 1 })]
    [InlineData(new byte[] { 0x90, 96, 0, 7, 0, 0, 0, 9, 1, 2, 3, 4, 0, 0, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0xA0, 96, 0, 7, 0, 0, 0, 9, 1, 2, 3, 4, 99 })]
    public void WhatIsNoPacket_IsNone(byte[] bytes) => Assert.False(RtpPacket.TryParse(bytes, out _));

    private static int Feed(FrameAssembler assembler, IEnumerable<byte[]> packets) => JpegAssemblerTests.Feed(assembler, packets);

    private static NalAssembler Of(params byte[][] sets) => new(isH265: false, sets);

    private static byte[] Slice(byte header, bool isFirst, int length) => [header, (byte)(isFirst ? 0x88 : 0x40), .. Enumerable.Repeat((byte)0x5A, length)];

    private static byte[] AnnexB(params byte[][] units) => [.. units.SelectMany(static u => new byte[] { 0, 0, 0, 1 }.Concat(u))];
}
