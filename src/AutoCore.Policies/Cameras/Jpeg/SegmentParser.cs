using System.Buffers.Binary;

namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>Reads the header segments that define tables and the frame; each answers the rule that the segment breaks.</summary>
internal static class SegmentParser
{
    private const int SampleBits = 8;
    private const int LongestSide = 65_500;
    private const int MostSampling = 4;
    private const int LargestDcSymbol = 15;
    private const int CodeLengths = 16;

    /// <summary>DQT: any number of tables, also none.</summary>
    public static JpegRule Quantization(ReadOnlySpan<byte> payload, JpegFrame frame)
    {
        while (!payload.IsEmpty)
        {
            var (wide, slot) = (payload[0] >> 4, payload[0] & 15);
            payload = payload[1..];
            var size = JpegComponent.Coefficients << wide;
            if (wide > 1 || slot >= JpegFrame.TableSlots)
                return JpegRule.QuantizationTable;
            if (payload.Length < size)
                return JpegRule.SegmentLength;
            var steps = frame.DefineQuantizer(slot);
            for (var k = 0; k < steps.Length; k++)
                steps[k] = wide == 0 ? payload[k] : BinaryPrimitives.ReadUInt16BigEndian(payload[(2 * k)..]);
            if (steps.Contains((ushort)0))
                return JpegRule.QuantizationTable;
            payload = payload[size..];
        }

        return JpegRule.None;
    }

    /// <summary>DHT: any number of tables, also none.</summary>
    public static JpegRule Huffman(ReadOnlySpan<byte> payload, JpegFrame frame)
    {
        while (!payload.IsEmpty)
        {
            var (kind, slot) = (payload[0] >> 4, payload[0] & 15);
            payload = payload[1..];
            if (kind > 1 || slot >= JpegFrame.TableSlots)
                return JpegRule.HuffmanTable;
            if (payload.Length < CodeLengths)
                return JpegRule.SegmentLength;
            var counts = payload[..CodeLengths];
            payload = payload[CodeLengths..];
            var symbols = 0;
            foreach (var count in counts)
                symbols += count;
            if (symbols > 256)
                return JpegRule.HuffmanTable;
            if (symbols > payload.Length)
                return JpegRule.SegmentLength;
            var code = kind == 0 ? frame.DcCodes[slot] : frame.AcCodes[slot];
            if (!code.TrySet(counts, payload[..symbols], kind == 0 ? LargestDcSymbol : byte.MaxValue))
                return JpegRule.HuffmanTable;
            payload = payload[symbols..];
        }

        return JpegRule.None;
    }

    /// <summary>DRI.</summary>
    public static JpegRule RestartInterval(ReadOnlySpan<byte> payload, JpegFrame frame)
    {
        if (payload.Length != 2)
            return JpegRule.SegmentLength;
        frame.RestartInterval = BinaryPrimitives.ReadUInt16BigEndian(payload);
        return JpegRule.None;
    }

    /// <summary>SOF0, SOF1 and SOF2.</summary>
    public static JpegRule Frame(int marker, ReadOnlySpan<byte> payload, JpegFrame frame, long maxPixels)
    {
        const int fixedPart = 6, componentPart = 3;
        if (frame.IsDefined)
            return JpegRule.FrameHeader;
        if (payload.Length < fixedPart || payload.Length != fixedPart + (componentPart * payload[5]))
            return JpegRule.SegmentLength;
        int height = BinaryPrimitives.ReadUInt16BigEndian(payload[1..]), width = BinaryPrimitives.ReadUInt16BigEndian(payload[3..]);
        var components = payload[5];
        if (payload[0] != SampleBits)
            return JpegRule.Precision;
        if (components is 0 or > JpegFrame.MostComponents || width == 0)
            return JpegRule.FrameHeader;
        if (height == 0)
            return JpegRule.LineCount;
        if (Math.Max(width, height) > LongestSide || (long)width * height > maxPixels)
            return JpegRule.Pixels;

        for (var i = 0; i < components; i++)
        {
            var part = payload.Slice(fixedPart + (componentPart * i), componentPart);
            int horizontal = part[1] >> 4, vertical = part[1] & 15;
            if (horizontal is 0 or > MostSampling || vertical is 0 or > MostSampling || part[2] >= JpegFrame.TableSlots)
                return JpegRule.FrameHeader;
            for (var earlier = 0; earlier < i; earlier++)
            {
                if (frame.Slot(earlier).Id == part[0])
                    return JpegRule.FrameHeader;
            }

            frame.Slot(i).Define(part[0], horizontal, vertical, part[2]);
        }

        frame.Define(width, height, components, marker == JpegMarker.Progressive);
        return JpegRule.None;
    }
}
