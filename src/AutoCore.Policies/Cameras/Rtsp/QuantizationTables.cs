using System.Buffers.Binary;

namespace AutoCore.Policies.Cameras.Rtsp;

/// <summary>The two tables by which a JPEG picture was made coarser, for brightness and colour, in the order of a DQT segment.</summary>
/// <param name="Luminance">64 or 128 bytes.</param>
/// <param name="Chrominance">The same.</param>
public sealed record QuantizationTables(byte[] Luminance, byte[] Chrominance)
{
    private const int Entries = 64;

    /// <summary>ITU-T T.81, table K.1, in zigzag order.</summary>
    private static ReadOnlySpan<byte> TypicalLuminance =>
    [
        16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61, 60, 57, 51,
        56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99,
    ];

    /// <summary>ITU-T T.81, table K.2, in zigzag order.</summary>
    private static ReadOnlySpan<byte> TypicalChrominance =>
    [
        17, 18, 18, 24, 21, 24, 47, 26, 26, 47, 99, 66, 56, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    ];

    /// <summary>The tables of a quality (RFC 2435, 4.2).</summary>
    /// <param name="quality">1 to 99; what is beside that is taken for the nearest.</param>
    public static QuantizationTables OfQuality(int quality)
    {
        quality = Math.Clamp(quality, 1, 99);
        var factor = quality < 50 ? 5000 / quality : 200 - (2 * quality);
        return new(Scale(TypicalLuminance, factor), Scale(TypicalChrominance, factor));
    }

    /// <summary>Takes tables that stand before a frame's data (RFC 2435, 3.1.8).</summary>
    /// <param name="payload">What follows the other headers; afterwards what follows the tables.</param>
    /// <param name="isEmpty">Whether there are none: those of an earlier frame hold.</param>
    /// <returns>Null also for what cannot be read.</returns>
    public static QuantizationTables? Take(ref ReadOnlySpan<byte> payload, out bool isEmpty)
    {
        isEmpty = false;
        if (payload.Length < 4)
            return null;
        var precision = payload[1];
        var length = BinaryPrimitives.ReadUInt16BigEndian(payload[2..]);
        if (length > payload.Length - 4)
            return null;
        var tables = payload.Slice(4, length);
        payload = payload[(4 + length)..];
        isEmpty = length == 0;
        var (first, second) = (SizeOf(precision, 0), SizeOf(precision, 1));
        if (tables.Length < first)
            return null;
        var luminance = tables[..first].ToArray();
        return new(luminance, tables.Length >= first + second ? tables.Slice(first, second).ToArray() : luminance);
    }

    private static int SizeOf(int precision, int table) => ((precision >> table) & 1) == 0 ? Entries : 2 * Entries;

    private static byte[] Scale(ReadOnlySpan<byte> table, int factor)
    {
        var scaled = new byte[Entries];
        for (var i = 0; i < Entries; i++)
            scaled[i] = (byte)Math.Clamp(((table[i] * factor) + 50) / 100, 1, byte.MaxValue);
        return scaled;
    }
}
