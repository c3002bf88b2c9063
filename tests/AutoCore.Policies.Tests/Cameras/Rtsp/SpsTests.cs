using System.Globalization;
using AutoCore.Policies.Cameras.Rtsp;

namespace AutoCore.Policies.Tests.Cameras.Rtsp;

/// <summary>How large frames are, out of sequence parameter sets that encoders made and such as are written here.</summary>
public sealed class SpsTests
{
    [Theory]
    [InlineData("640x480")]
    [InlineData("1920x1080")]
    [InlineData("2560x1440")]
    [InlineData("2562x1440")]
    [InlineData("3840x2160")]
    [InlineData("704x576")]
    [InlineData("176x144")]
    public void Size_IsTold(string size)
    {
        Assert.Equal(size, VideoSize.OfH264(H264(size)).ToString());
        Assert.Equal(size, VideoSize.OfH265(H265(size)).ToString());
    }

    [Theory]
    [InlineData("H.264 Baseline", "6742C01ED900A02FF97011000003000100000300320F162E48", "640x360")]
    [InlineData("H.264 High", "67640028ACD940780227E5C044000003000400000300C83C60C658", "1920x1080")]
    [InlineData("H.264 High, interlaced", "6764001EACD940B424D8088000000300800000190F8A14CB", "720x576")]
    [InlineData("H.264 High, grey", "6764001EF3650290BF8F9F016C800000030080000019078B16CB", "642x362")]
    [InlineData("H.264 High 4:2:2, 10 bits, scaling lists", "677A001FB6CD9405005BFBC044000003000400000300C83C60C658", "1280x718")]
    [InlineData("H.264 High 4:4:4", "67F4001E919B281485FC7CF808800000030080000019078B16CB", "642x362")]
    [InlineData("H.265 Main", "420101016000000300900000030000030078A003C08010E596566924CAF0168080000003008000000C84", "1920x1080")]
    [InlineData("H.265 4:2:2, 10 bits", "4201010408000003009D0800000300005DB00280802D1F6D96566924CAF0168080000003008000000C84", "1280x718")]
    [InlineData("H.265 4:4:4", "4201010408000003009E0800000300003F9000A2402E39E7CB2B349265780B4040000003004000000642", "642x362")]
    [InlineData("H.265 layers", "4201020160000003009000000300000300960000A00144200799659598ACD24995E02D010000030001000003001908", "2592x1944")]
    public void Size_OfWhatEncodersMake_IsTold(string form, string hex, string size)
    {
        var set = Convert.FromHexString(hex);

        Assert.Equal(size, (form.StartsWith("H.265", StringComparison.Ordinal) ? VideoSize.OfH265(set) : VideoSize.OfH264(set)).ToString());
    }

    [Theory]
    [InlineData("2560x1440", false)]
    [InlineData("1440x2560", false)]
    [InlineData("3840x960", false)]
    [InlineData("2562x1440", true)]
    [InlineData("2688x1520", true)]
    [InlineData("3840x2160", true)]
    public void TooLarge_IsWhatHasMorePixels_InWhateverShape(string size, bool expected) => Assert.Equal(expected, SizeOf(size).IsTooLarge);

    [Fact]
    public void SetThatEndsTooEarly_TellsNothing()
    {
        var sets = new (byte[] Bytes, Func<byte[], VideoSize?> Read)[]
        {
            (H264("1920x1080"), static b => VideoSize.OfH264(b)), (H265("1920x1080"), static b => VideoSize.OfH265(b)),
        };
        foreach (var (set, of) in sets)
        {
            // The last byte is of what follows the size.
            for (var length = 0; length < set.Length - 1; length++)
                Assert.Null(of(set[..length]));
        }
    }

    [Theory]
    [InlineData("0x0")]
    [InlineData("20000x16")]
    public void SizeThatNobodyHas_IsNone(string size)
    {
        Assert.Null(VideoSize.OfH265(H265(size)));
        if (size != "0x0")
            Assert.Null(VideoSize.OfH264(H264(size)));
    }

    /// <summary>A set of baseline H.264.</summary>
    internal static byte[] H264(string text)
    {
        var size = SizeOf(text);
        var (across, down) = ((size.Width + 15) / 16, (size.Height + 15) / 16);
        var bits = new BitWriter().Bits(66, 8).Bits(0, 8).Bits(31, 8).Number(0).Number(0).Number(2).Number(1).Bits(0, 1)
            .Number(across - 1).Number(down - 1).Bits(1, 1).Bits(1, 1);
        bits = across * 16 == size.Width && down * 16 == size.Height ? bits.Bits(0, 1)
            : bits.Bits(1, 1).Number(0).Number(((across * 16) - size.Width) / 2).Number(0).Number(((down * 16) - size.Height) / 2);
        return [0x67, .. bits.Bits(0, 1).Bits(1, 1).ToBytes()];
    }

    /// <summary>A set of H.265, main profile, with two layers.</summary>
    internal static byte[] H265(string text)
    {
        var size = SizeOf(text);
        var (width, height) = ((size.Width + 7) / 8 * 8, (size.Height + 7) / 8 * 8);
        var bits = new BitWriter().Bits(0, 4).Bits(1, 3).Bits(1, 1).Bits(1, 8).Bits(0x60000000, 32).Bits(0x90000000, 32).Bits(0, 16).Bits(93, 8)
            .Bits(3, 2).Bits(0, 14).Bits(0, 32).Bits(0, 32).Bits(0, 24).Bits(90, 8).Number(0).Number(1).Number(width).Number(height);
        bits = width == size.Width && height == size.Height ? bits.Bits(0, 1)
            : bits.Bits(1, 1).Number(0).Number((width - size.Width) / 2).Number(0).Number((height - size.Height) / 2);
        return [0x42, 0x01, .. bits.Bits(0, 7).Bits(1, 1).ToBytes()];
    }

    private static VideoSize SizeOf(string text) =>
        text.Split('x') is [var width, var height]
            ? new(int.Parse(width, CultureInfo.InvariantCulture), int.Parse(height, CultureInfo.InvariantCulture)) : default;

    private sealed class BitWriter
    {
        private readonly List<bool> _bits = [];

        public BitWriter Bits(long value, int count)
        {
            for (var bit = count - 1; bit >= 0; bit--)
                _bits.Add(((value >> bit) & 1) == 1);
            return this;
        }

        /// <summary>A number in Exp-Golomb code.</summary>
        public BitWriter Number(int value)
        {
            var length = 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)value + 1);
            return Bits(value + 1L, (2 * length) - 1);
        }

        /// <summary>The bytes, kept from looking like a start code.</summary>
        public byte[] ToBytes()
        {
            var bytes = new List<byte>();
            foreach (var part in _bits.Chunk(8))
            {
                var value = (byte)part.Select(static (bit, i) => bit ? 0x80 >> i : 0).Sum();
                if (value <= 3 && bytes is [.., 0, 0])
                    bytes.Add(3);
                bytes.Add(value);
            }
            return [.. bytes];
        }
    }
}
