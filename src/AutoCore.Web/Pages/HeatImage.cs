using System.Buffers.Binary;
using System.IO.Compression;
using AutoCore.Web.Pictures;

namespace AutoCore.Web.Pages;

/// <summary>Writes heat as a PNG to be laid over a picture: nothing where it is cold, then yellow, then red.</summary>
internal static class HeatImage
{
    private const byte Indexed = 3;
    private static readonly uint[] Checksums = MakeChecksums();

    public static byte[] Encode(SamplePlane heat)
    {
        using var output = new MemoryStream();
        output.Write([0x89, .. "PNG\r\n"u8, 0x1A, .. "\n"u8]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, heat.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), heat.Height);
        (header[8], header[9]) = (8, Indexed);
        WriteChunk(output, "IHDR"u8, header);
        WriteChunk(output, "PLTE"u8, [.. Enumerable.Range(0, 256).SelectMany(ColourOf)]);
        WriteChunk(output, "tRNS"u8, [.. Enumerable.Range(0, 256).Select(level => (byte)(level * 0.8))]);
        WriteChunk(output, "IDAT"u8, Deflate(heat));
        WriteChunk(output, "IEND"u8, []);
        return output.ToArray();
    }

    private static byte[] ColourOf(int level) => [255, (byte)(210 - (level * 180 / 255)), 30];

    private static byte[] Deflate(SamplePlane heat)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < heat.Height; y++)
            {
                // No filter.
                zlib.WriteByte(0);
                zlib.Write(heat.Samples, y * heat.Width, heat.Width);
            }
        }
        return compressed.ToArray();
    }

    private static void WriteChunk(Stream output, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        output.Write(number);
        output.Write(type);
        output.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Checksum(Checksum(uint.MaxValue, type), content));
        output.Write(number);
    }

    private static uint Checksum(uint sum, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            sum = Checksums[(byte)(sum ^ value)] ^ (sum >> 8);
        return sum;
    }

    private static uint[] MakeChecksums()
    {
        const uint polynomial = 0xEDB88320;
        var table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            var sum = i;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum & 1) != 0 ? polynomial ^ (sum >> 1) : sum >> 1;
            table[i] = sum;
        }
        return table;
    }
}
