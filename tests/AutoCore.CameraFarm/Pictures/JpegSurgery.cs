using System.Buffers.Binary;
using System.Text;

namespace AutoCore.CameraFarm.Pictures;

/// <summary>Rearranges JPEG files segment by segment without decoding them.</summary>
internal static class JpegSurgery
{
    private const byte StartOfFrame0 = 0xC0;
    private const byte HuffmanTable = 0xC4;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte RestartInterval = 0xDD;
    private const byte Exif = 0xE1;
    private const byte Comment = 0xFE;
    private const byte Restart0 = 0xD0;

    /// <summary>The picture with a comment after its first segment, sharing the picture's bytes.</summary>
    public static Payload WithComment(byte[] jpeg, string text)
    {
        var at = SegmentEnd(jpeg, 2);
        return new Payload(jpeg.AsMemory(0, at), Segment(Comment, Encoding.UTF8.GetBytes(text)), jpeg.AsMemory(at));
    }

    /// <summary>A picture whose header never ends, comment after comment: legal at every byte, so that only a size limit can stop it.</summary>
    public static Payload Endless(byte[] jpeg)
    {
        var at = SegmentEnd(jpeg, 2);
        return new Payload(jpeg.AsMemory(0, at)) { Repeated = Segment(Comment, new byte[0xFFFD]) };
    }

    /// <summary>As in the frames of a motion JPEG stream.</summary>
    public static byte[] WithoutHuffmanTables(byte[] jpeg)
    {
        using var kept = new MemoryStream(jpeg.Length);
        kept.Write(jpeg, 0, 2);
        var at = 2;
        while (jpeg[at + 1] != StartOfScan)
        {
            var end = SegmentEnd(jpeg, at);
            if (jpeg[at + 1] != HuffmanTable) kept.Write(jpeg, at, end - at);
            at = end;
        }

        kept.Write(jpeg, at, jpeg.Length - at);
        return kept.ToArray();
    }

    /// <summary>Joins pictures of the same width and tables, each one row of blocks high, into one with a restart marker between them.</summary>
    public static byte[] JoinWithRestartMarkers(IReadOnlyList<byte[]> strips, int height, int blocksPerRow)
    {
        using var joined = new MemoryStream();
        var first = strips[0];
        var at = 2;
        joined.Write(first, 0, 2);
        for (; first[at + 1] != StartOfScan; at = SegmentEnd(first, at))
        {
            var segment = first[at..SegmentEnd(first, at)];
            if (segment[1] == StartOfFrame0) BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(5), checked((ushort)height));
            joined.Write(segment);
        }

        var interval = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(interval, checked((ushort)blocksPerRow));
        joined.Write(Segment(RestartInterval, interval));
        joined.Write(first, at, SegmentEnd(first, at) - at);
        for (var i = 0; i < strips.Count; i++)
        {
            joined.Write(EntropyData(strips[i]));
            joined.Write([0xFF, i == strips.Count - 1 ? EndOfImage : (byte)(Restart0 + i % 8)]);
        }

        return joined.ToArray();
    }

    /// <summary>With an EXIF header (TIFF, big-endian) whose second directory points at a thumbnail.</summary>
    public static byte[] WithExifThumbnail(byte[] jpeg, byte[] thumbnail)
    {
        const int FirstDirectory = 8;
        const int SecondDirectory = FirstDirectory + 2 + 4;
        const int ThumbnailAt = SecondDirectory + 2 + (2 * 12) + 4;
        using var exif = new MemoryStream();
        exif.Write("Exif\0\0MM\0*"u8);
        WriteUInt32(exif, FirstDirectory);
        exif.Write([0, 0]);
        WriteUInt32(exif, SecondDirectory);
        exif.Write([0, 2]);
        WriteDirectoryEntry(exif, 0x0201, ThumbnailAt);
        WriteDirectoryEntry(exif, 0x0202, (uint)thumbnail.Length);
        WriteUInt32(exif, 0);
        exif.Write(thumbnail);
        return [.. jpeg[..2], .. Segment(Exif, exif.ToArray()), .. jpeg[2..]];
    }

    private static void WriteDirectoryEntry(MemoryStream to, ushort tag, uint value)
    {
        const byte TypeLong = 4;
        to.Write([(byte)(tag >> 8), (byte)tag, 0, TypeLong]);
        WriteUInt32(to, 1);
        WriteUInt32(to, value);
    }

    private static void WriteUInt32(MemoryStream to, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        to.Write(bytes);
    }

    private static byte[] Segment(byte marker, byte[] content)
    {
        var length = checked((ushort)(content.Length + 2));
        return [0xFF, marker, (byte)(length >> 8), (byte)length, .. content];
    }

    private static int SegmentEnd(byte[] jpeg, int at) => at + 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 2));

    private static byte[] EntropyData(byte[] jpeg)
    {
        var at = 2;
        while (jpeg[at + 1] != StartOfScan) at = SegmentEnd(jpeg, at);
        return jpeg[SegmentEnd(jpeg, at)..^2];
    }
}
