using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace AutoCore.Policies.Cameras;

/// <summary>
/// Reads bits from an <see cref="EntropyBuffer"/> without checks: the caller begins no MCU whose longest form could leave the buffer, and compares <see cref="Position"/> afterwards.
/// </summary>
internal ref struct BitReader
{
    private readonly ref byte _bytes;
    private int _next;
    private int _available;

    public readonly ref byte Bytes => ref _bytes;

    public readonly int Next => _next;

    public readonly int Available => _available;

    public void Set(ulong window, int next, int available) => (Window, _next, _available) = (window, next, available);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Load(ref byte bytes, nint at)
    {
        var ahead = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, at));
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(ahead) : ahead;
    }

    public BitReader(EntropyBuffer buffer)
    {
        _bytes = ref buffer.Origin;
        _next = buffer.BitPosition >> 3;
        Refill();
        Drop(buffer.BitPosition & 7);
    }

    /// <summary>The next bits, first bit highest; at least 56 of them after a refill.</summary>
    public ulong Window { get; private set; }

    /// <summary>The first byte that is not in the window yet.</summary>
    public readonly int NextByte => _next;

    /// <summary>Bits read since the buffer's first byte.</summary>
    public readonly int Position => (_next * 8) - _available;

    /// <summary>Fills the window to 56 bits or more, without a branch: bytes already there are read again to the same place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Refill()
    {
        var ahead = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref _bytes, _next));
        Window |= (BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(ahead) : ahead) >> _available;
        _next += (63 - _available) >> 3;
        _available |= 56;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Drop(int bits)
    {
        Window <<= bits;
        _available -= bits;
    }

    /// <summary>The value of the next 0 to 16 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int Peek(int bits) => (int)(Window >> 1 >> (63 - bits));

    /// <summary>Drops any number of bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Skip(int bits)
    {
        for (; bits > 32; bits -= 32)
        {
            Refill();
            Drop(32);
        }

        Refill();
        Drop(bits);
    }
}
