using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using AutoCore.Web.Pictures;

namespace AutoCore.Web.Pages;

/// <summary>Writes heat as a PNG to be laid over a picture: nothing where it is cold, then yellow, then red.</summary>
internal static class HeatImage
{
    private const byte Indexed = 3;

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
        var sum = new Crc32();
        sum.Append(type);
        sum.Append(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, sum.GetCurrentHashAsUInt32());
        output.Write(number);
    }
}
