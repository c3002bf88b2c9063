using AutoCore.Policies.Cameras.Jpeg;

namespace AutoCore.Policies.Cameras.Rtsp;

/// <summary>What stands before the data of a JPEG picture (ITU-T T.81), written from what a stream says of its frames.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="IsHalvedDown">Whether colour has half the rows, too (4:2:0), and not only half the columns (4:2:2).</param>
/// <param name="RestartInterval">Blocks after which a decoder can begin again; 0: nowhere.</param>
/// <param name="Tables">By what it was made coarser.</param>
public sealed record JpegFrameHeader(int Width, int Height, bool IsHalvedDown, int RestartInterval, QuantizationTables Tables)
{
    private static ReadOnlySpan<byte> Start => [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0];

    /// <summary>The bytes up to the data.</summary>
    public byte[] ToBytes()
    {
        var bytes = new List<byte>(700);
        bytes.AddRange(Start);
        AddTable(bytes, 0, Tables.Luminance);
        AddTable(bytes, 1, Tables.Chrominance);
        AddSegment(bytes, 0xC0,
            [8, (byte)(Height >> 8), (byte)Height, (byte)(Width >> 8), (byte)Width, 3, 1, (byte)(IsHalvedDown ? 0x22 : 0x21), 0, 2, 0x11, 1, 3, 0x11, 1]);
        AddCode(bytes, 0x00, StandardHuffmanTables.DcLuminanceCounts, StandardHuffmanTables.DcSymbols);
        AddCode(bytes, 0x10, StandardHuffmanTables.AcLuminanceCounts, StandardHuffmanTables.AcLuminanceSymbols);
        AddCode(bytes, 0x01, StandardHuffmanTables.DcChrominanceCounts, StandardHuffmanTables.DcSymbols);
        AddCode(bytes, 0x11, StandardHuffmanTables.AcChrominanceCounts, StandardHuffmanTables.AcChrominanceSymbols);
        if (RestartInterval > 0)
            AddSegment(bytes, 0xDD, [(byte)(RestartInterval >> 8), (byte)RestartInterval]);
        AddSegment(bytes, 0xDA, [3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]);
        return [.. bytes];
    }

    private static void AddTable(List<byte> bytes, int number, byte[] table) =>
        AddSegment(bytes, 0xDB, [(byte)((table.Length > 64 ? 0x10 : 0) | number), .. table]);

    private static void AddCode(List<byte> bytes, byte kind, ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols) =>
        AddSegment(bytes, 0xC4, [kind, .. counts, .. symbols]);

    private static void AddSegment(List<byte> bytes, byte marker, ReadOnlySpan<byte> content)
    {
        bytes.AddRange([0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2)]);
        bytes.AddRange(content);
    }
}
