using System.Buffers.Binary;
using AutoCore.Policies.Cameras.Jpeg;

namespace AutoCore.Web.Pictures;

/// <summary>
/// Writes a small picture as a baseline JPEG, half the colour each way: its planes are what a JPEG holds, so that no colour is converted, and the result is a
/// quarter of what a lossless format takes.
/// </summary>
internal static class ThumbnailJpeg
{
    private const int Side = 8;
    private const int Middle = 128;
    private const int BrightnessSlot = 0;
    private const int ColourSlot = 1;

    private static readonly byte[][] Quantizers = [MakeQuantizer(3, 2), MakeQuantizer(5, 4)];
    private static readonly float[] Cosines = MakeCosines();

    /// <summary>Zig-zag order: where each coefficient stands in its block (T.81 figure A.6).</summary>
    private static ReadOnlySpan<byte> Places =>
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    /// <summary>The picture as a file.</summary>
    public static byte[] Encode(SmallPicture picture)
    {
        var (width, height) = (picture.Brightness.Width, picture.Brightness.Height);
        var output = new JpegBitWriter();
        WriteHeaders(output, width, height, inColour: picture.Blue is not null);
        if (picture is { Blue: { } blue, Red: { } red })
            EncodeColour(output, picture.Brightness, blue.Resize((width + 1) / 2, (height + 1) / 2), red.Resize((width + 1) / 2, (height + 1) / 2));
        else
            EncodeGrey(output, picture.Brightness);
        output.Pad();
        output.Marker(JpegMarker.EndOfImage);
        return output.ToArray();
    }

    private static void EncodeGrey(JpegBitWriter output, SamplePlane grey)
    {
        var last = 0;
        for (var top = 0; top < grey.Height; top += Side)
        {
            for (var left = 0; left < grey.Width; left += Side)
                EncodeBlock(output, grey, left, top, BrightnessSlot, ref last);
        }
    }

    private static void EncodeColour(JpegBitWriter output, SamplePlane brightness, SamplePlane blue, SamplePlane red)
    {
        int lastBrightness = 0, lastBlue = 0, lastRed = 0;
        for (var top = 0; top < blue.Height; top += Side)
        {
            for (var left = 0; left < blue.Width; left += Side)
            {
                for (var block = 0; block < 4; block++)
                    EncodeBlock(output, brightness, (2 * left) + (Side * (block & 1)), (2 * top) + (Side * (block >> 1)), BrightnessSlot, ref lastBrightness);
                EncodeBlock(output, blue, left, top, ColourSlot, ref lastBlue);
                EncodeBlock(output, red, left, top, ColourSlot, ref lastRed);
            }
        }
    }

    private static void EncodeBlock(JpegBitWriter output, SamplePlane plane, int left, int top, int slot, ref int last)
    {
        Span<float> samples = stackalloc float[Side * Side];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = plane.At(left + (i % Side), top + (i / Side)) - Middle;
        Transform(samples);

        var quantizer = Quantizers[slot];
        Span<int> values = stackalloc int[Side * Side];
        for (var k = 0; k < values.Length; k++)
            values[k] = (int)MathF.Round(samples[Places[k]] / quantizer[k]);
        output.Block(values, slot, ref last);
    }

    /// <summary>The cosine transform in place, rows and then columns.</summary>
    private static void Transform(Span<float> samples)
    {
        Span<float> rows = stackalloc float[Side * Side];
        for (var i = 0; i < rows.Length; i++)
        {
            var sum = 0f;
            for (var x = 0; x < Side; x++)
                sum += samples[(i & ~7) + x] * Cosines[((i & 7) * Side) + x];
            rows[i] = sum;
        }
        for (var i = 0; i < rows.Length; i++)
        {
            var sum = 0f;
            for (var y = 0; y < Side; y++)
                sum += rows[(y * Side) + (i & 7)] * Cosines[((i >> 3) * Side) + y];
            samples[i] = sum;
        }
    }

    private static void WriteHeaders(JpegBitWriter output, int width, int height, bool inColour)
    {
        output.Marker(JpegMarker.StartOfImage);
        output.Segment(JpegMarker.QuantizationTables, [BrightnessSlot, .. Quantizers[BrightnessSlot], ColourSlot, .. Quantizers[ColourSlot]]);
        Span<byte> size = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(size, (ushort)height);
        BinaryPrimitives.WriteUInt16BigEndian(size[2..], (ushort)width);
        output.Segment(JpegMarker.Baseline, inColour ? [8, .. size, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1] : [8, .. size, 1, 1, 0x11, 0]);
        output.Segment(JpegMarker.HuffmanTables,
        [
            0x00, .. StandardHuffmanTables.DcLuminanceCounts, .. StandardHuffmanTables.DcSymbols, 0x01, .. StandardHuffmanTables.DcChrominanceCounts,
                .. StandardHuffmanTables.DcSymbols,
            0x10, .. StandardHuffmanTables.AcLuminanceCounts, .. StandardHuffmanTables.AcLuminanceSymbols,
            0x11, .. StandardHuffmanTables.AcChrominanceCounts, .. StandardHuffmanTables.AcChrominanceSymbols,
        ]);
        output.Segment(JpegMarker.StartOfScan, inColour ? [3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0] : [1, 1, 0x00, 0, 63, 0]);
    }

    /// <summary>Coarser with rising frequency, by zig-zag index.</summary>
    private static byte[] MakeQuantizer(int least, int slope)
    {
        var steps = new byte[Side * Side];
        for (var k = 0; k < steps.Length; k++)
            steps[k] = (byte)(least + (slope * ((Places[k] & 7) + (Places[k] >> 3))));
        return steps;
    }

    private static float[] MakeCosines()
    {
        var cosines = new float[Side * Side];
        for (var i = 0; i < cosines.Length; i++)
        {
            var (frequency, x) = (i / Side, i % Side);
            cosines[i] = (float)(Math.Cos(((2 * x) + 1) * frequency * Math.PI / (2 * Side)) * (frequency == 0 ? Math.Sqrt(0.125) : 0.5));
        }
        return cosines;
    }
}
