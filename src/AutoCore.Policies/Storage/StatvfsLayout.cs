using System.Buffers.Binary;

namespace AutoCore.Policies.Storage;

/// <summary>
/// Where the fields of glibc's <c>struct statvfs64</c> lie. Its <c>unsigned long</c> fields have the size of a word, the counters are always
/// eight bytes: one table for 64-bit machines (x86-64 and arm64 alike) and one for a 32-bit Pi OS.
/// </summary>
/// <param name="FragmentSize">Offset of <c>f_frsize</c>, a word.</param>
/// <param name="Blocks">Offset of <c>f_blocks</c>, after which follow <c>f_bfree</c>, <c>f_bavail</c>, <c>f_files</c> and <c>f_ffree</c>.</param>
public readonly record struct StatvfsLayout(int FragmentSize, int Blocks)
{
    /// <summary>Larger than the struct on any architecture (112 and 96 bytes), in bytes.</summary>
    public const int BufferSize = 256;

    /// <summary>The table for a word of so many bytes, 8 or 4.</summary>
    public static StatvfsLayout ForWord(int bytes) => bytes == 8 ? new(FragmentSize: 8, Blocks: 16) : new(FragmentSize: 4, Blocks: 8);

    /// <summary>Reads a filled struct; Linux machines that this runs on are little-endian.</summary>
    public FileSystemUsage Read(ReadOnlySpan<byte> statvfs)
    {
        var fragment = Blocks == 16 ? BinaryPrimitives.ReadInt64LittleEndian(statvfs[FragmentSize..])
            : BinaryPrimitives.ReadUInt32LittleEndian(statvfs[FragmentSize..]);
        var counters = statvfs[Blocks..];
        return new(Counter(counters, 0) * fragment, Counter(counters, 1) * fragment, Counter(counters, 2) * fragment, Counter(counters, 3),
            Counter(counters, 4));
    }

    private static long Counter(ReadOnlySpan<byte> counters, int index) => BinaryPrimitives.ReadInt64LittleEndian(counters[(index * 8)..]);
}
