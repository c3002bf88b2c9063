using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Jpeg;
using AutoCore.Policies.Cameras.Rtsp;
using AutoCore.Policies.Tests.Cameras.Jpeg;
using AutoCore.Testing;

namespace AutoCore.Policies.Tests.Cameras.Rtsp;

/// <summary>Frames of MJPEG over RTP: pictures whose header is written anew.</summary>
public sealed class JpegAssemblerTests
{
    [Theory]
    [InlineData("baseline-420.jpg", 255, 1200)]
    [InlineData("baseline-420.jpg", 200, 100)]
    [InlineData("baseline-420.jpg", 80, 1200)]
    [InlineData("restarts-422.jpg", 255, 300)]
    [InlineData("restarts-422.jpg", 75, 65_000)]
    public void Frame_IsThePictureAgain(string name, int quality, int mtu)
    {
        var assembler = new JpegAssembler();

        var frames = Feed(assembler, new RtpPackets(26, mtu).Jpeg(SamplePicture.Read(name), quality));

        Assert.Equal(1, frames);
        // Whole blocks of eight are told.
        Assert.Equal((128, 96), SizeOf(assembler.Frame.Span));
        Assert.Equal(Tables(SamplePicture.Read(name)), Tables(assembler.Frame.Span));
    }

    [Fact]
    public void LostPacket_LosesItsFrameAlone()
    {
        var (assembler, stream) = (new JpegAssembler(), new RtpPackets(26, 500));
        var packets = stream.Jpeg(SamplePicture.Read("baseline-420.jpg"));

        Assert.Equal(0, Feed(assembler, [.. packets.Take(1), .. packets.Skip(2)]));
        Assert.Equal(1, Feed(assembler, stream.Jpeg(SamplePicture.Read("baseline-420.jpg"))));
    }

    [Fact]
    public void TablesThatWereSentOnce_HoldForTheirNumber()
    {
        var (assembler, stream) = (new JpegAssembler(), new RtpPackets(26));
        byte[] head = [0, 0, 0, 0, 1, 200, 16, 12, 0, 0, 0, 0, 1, 2, 3];

        Assert.Equal(0, Feed(assembler, [stream.Make(head, isLast: true)]));
        stream.NextFrame();
        Feed(assembler, stream.Jpeg(SamplePicture.Read("baseline-420.jpg"), 200));
        Assert.Equal(1, Feed(assembler, [stream.Make(head, isLast: true)]));
        Assert.Equal(Tables(SamplePicture.Read("baseline-420.jpg")), Tables(assembler.Frame.Span));
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 0, 1, 50, 0, 12, 1 }, "more than 2040 pixels")]
    [InlineData(new byte[] { 0, 0, 0, 0, 5, 50, 16, 12, 1 }, "type 5")]
    [InlineData(new byte[] { 0, 0, 0, 0, 200, 50, 16, 12, 1 }, "type 200")]
    public void WhatCannotBeWritten_IsNamed(byte[] payload, string detail)
    {
        var assembler = new JpegAssembler();

        Assert.Equal(0, Feed(assembler, [new RtpPackets(26).Make(payload, isLast: true)]));

        Assert.Equal(CaptureFault.Codec, assembler.Refusal!.Fault);
        Assert.Contains(detail, assembler.Refusal.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 9, 1, 50, 16, 12, 1 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 64, 50, 16, 12, 1 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 1, 255, 16, 12 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 1, 255, 16, 12, 0, 0, 0xFF, 0xFF, 1 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 1, 255, 16, 12, 0, 0, 0, 0, 1 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 1, 255, 16, 12, 0, 0, 0, 1, 1, 1 })]
    public void Nonsense_IsNoFrame(byte[] payload) => Assert.Equal(0, Feed(new JpegAssembler(), [new RtpPackets(26).Make(payload, isLast: true)]));

    internal static int Feed(FrameAssembler assembler, IEnumerable<byte[]> packets)
    {
        var frames = 0;
        foreach (var bytes in packets)
        {
            Assert.True(RtpPacket.TryParse(bytes, out var packet));
            frames += assembler.Add(packet) ? 1 : 0;
        }
        return frames;
    }

    /// <summary>The size of a picture that is whole.</summary>
    private static (int Width, int Height) SizeOf(ReadOnlySpan<byte> picture)
    {
        var validator = new JpegValidator();
        validator.Reset(JpegValidationOptions.Default);
        validator.Feed(picture);
        var verdict = validator.Finish();
        Assert.True(verdict.IsAccepted, $"{verdict.Rule} at {verdict.Offset}");
        return (verdict.Width, verdict.Height);
    }

    private static byte[] Tables(ReadOnlySpan<byte> picture)
    {
        var tables = new List<byte>();
        for (var at = 2; picture[at + 1] != 0xDA; at += 2 + ((picture[at + 2] << 8) | picture[at + 3]))
        {
            if (picture[at + 1] == 0xDB)
                tables.AddRange(picture.Slice(at + 5, 64));
        }
        return [.. tables];
    }
}
