using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;

namespace AutoCore.Web.Api;

/// <summary>
/// Writes a ZIP file of stored members to a stream that only goes forward (APPNOTE.TXT 6.3.10, with Zip64 where 4 GB or 65,534 members are not enough). Of what was written it
/// keeps the directory's bytes alone, about 90 a member; the platform's archive keeps over a thousand.
/// </summary>
/// <param name="output">Where to; stays open.</param>
internal sealed class ZipWriter(Stream output)
{
    private const int ChunkBytes = 65_536;
    private const int DescriptorBytes = 16;
    private const int DirectoryHeaderBytes = 46;
    private const int Zip64OffsetBytes = 12;
    private const int EndBytes = 56 + 20 + 22;

    /// <summary>The checksum and the size follow the content, and the name is UTF-8.</summary>
    private const ushort Flags = 0x0808;

    private const ushort Version = 20;
    private const ushort Zip64Version = 45;
    private const ushort MadeOnUnix = 3 << 8;
    private const uint RegularFile = 0x81A4u << 16;

    private readonly ArrayBufferWriter<byte> _directory = new();
    private long _offset;
    private int _members;

    /// <summary>Writes a member, from where its content stands to its end.</summary>
    /// <param name="name">Its path, with <c>/</c> between folders.</param>
    /// <param name="modified">Its time, on the wall.</param>
    /// <param name="content">Fewer than 4 GB.</param>
    /// <param name="cancellationToken">The visitor has gone.</param>
    public async Task AddAsync(string name, DateTime modified, Stream content, CancellationToken cancellationToken)
    {
        var path = Encoding.UTF8.GetBytes(name);
        var time = DosTime(modified);
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            var start = _offset;
            var header = new Fields(buffer).Add(0x04034B50u).Add(Version).Add(Flags).Add((ushort)0).Add(time).Skip(12).Add((ushort)path.Length).Add((ushort)0).Add(path);
            await WriteAsync(buffer.AsMemory(0, header.Length), cancellationToken);
            var (sum, size) = (new Crc32(), 0L);
            for (int read; (read = await content.ReadAsync(buffer.AsMemory(0, ChunkBytes), cancellationToken)) > 0; size += read)
            {
                sum.Append(buffer.AsSpan(0, read));
                await WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
            var crc = sum.GetCurrentHashAsUInt32();
            new Fields(buffer).Add(0x08074B50u).Add(crc).Add((uint)size).Add((uint)size);
            await WriteAsync(buffer.AsMemory(0, DescriptorBytes), cancellationToken);
            Remember(path, time, crc, (uint)size, start);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Writes the directory. Nothing follows it.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        var (start, length) = (_offset, _directory.WrittenCount);
        await WriteAsync(_directory.WrittenMemory, cancellationToken);
        await WriteAsync(End(start, length), cancellationToken);
    }

    private byte[] End(long start, int length)
    {
        var end = new byte[EndBytes];
        var isLarge = _members >= ushort.MaxValue || start >= uint.MaxValue;
        var fields = new Fields(end);
        if (isLarge)
        {
            fields = fields.Add(0x06064B50u).Add(44ul).Add((ushort)(MadeOnUnix | Zip64Version)).Add(Zip64Version).Skip(8)
                .Add((ulong)_members).Add((ulong)_members).Add((ulong)length).Add((ulong)start)
                .Add(0x07064B50u).Add(0u).Add((ulong)_offset).Add(1u);
        }
        var members = (ushort)Math.Min(_members, ushort.MaxValue);
        fields = fields.Add(0x06054B50u).Skip(4).Add(members).Add(members).Add((uint)length).Add((uint)Math.Min(start, uint.MaxValue)).Skip(2);
        return end[..fields.Length];
    }

    private void Remember(byte[] path, uint time, uint crc, uint size, long start)
    {
        var isFar = start >= uint.MaxValue;
        var header = new byte[DirectoryHeaderBytes + path.Length + Zip64OffsetBytes];
        var fields = new Fields(header).Add(0x02014B50u).Add((ushort)(MadeOnUnix | Version)).Add(isFar ? Zip64Version : Version).Add(Flags).Add((ushort)0).Add(time)
            .Add(crc).Add(size).Add(size).Add((ushort)path.Length).Add((ushort)(isFar ? Zip64OffsetBytes : 0)).Skip(6).Add(RegularFile).Add((uint)Math.Min(start, uint.MaxValue)).Add(path);
        if (isFar)
            fields = fields.Add((ushort)1).Add((ushort)8).Add((ulong)start);
        _directory.Write(header.AsSpan(0, fields.Length));
        _members++;
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await output.WriteAsync(bytes, cancellationToken);
        _offset += bytes.Length;
    }

    /// <summary>Time in the low half, date in the high one; to two seconds, from 1980 on.</summary>
    private static uint DosTime(DateTime at) => at.Year is < 1980 or > 2107
        ? (1u << 21) | (1u << 16)
        : ((uint)(at.Year - 1980) << 25) | ((uint)at.Month << 21) | ((uint)at.Day << 16) | ((uint)at.Hour << 11) | ((uint)at.Minute << 5) | ((uint)at.Second / 2);

    /// <summary>Little-endian numbers, one after the other.</summary>
    private readonly struct Fields(byte[] bytes, int length = 0)
    {
        public int Length => length;

        public Fields Add(ushort number)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(length), number);
            return new(bytes, length + sizeof(ushort));
        }

        public Fields Add(uint number)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(length), number);
            return new(bytes, length + sizeof(uint));
        }

        public Fields Add(ulong number)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(length), number);
            return new(bytes, length + sizeof(ulong));
        }

        public Fields Add(byte[] text)
        {
            text.CopyTo(bytes, length);
            return new(bytes, length + text.Length);
        }

        /// <summary>Zeros.</summary>
        public Fields Skip(int count)
        {
            bytes.AsSpan(length, count).Clear();
            return new(bytes, length + count);
        }
    }
}
