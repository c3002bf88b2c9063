using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>
/// Reads bits of an <see cref="EntropyBuffer"/>. A caller begins no MCU whose longest form could leave the buffer, and compares its position with the end
/// afterwards. Callers keep position and window in plain locals, since the compiler holds those in registers, and fields of a struct not.
/// </summary>
internal static class BitWindow
{
    /// <summary>The bits from a position on, first bit highest; at least 57 of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong At(byte[] bytes, int position) => Load(bytes, position >> 3) << (position & 7);

    /// <summary>Fills a window to 56 bits or more, without a branch: bits that are there already are read again to the same place.</summary>
    /// <param name="bytes">The data.</param>
    /// <param name="window">The next bits, first bit highest.</param>
    /// <param name="next">The first byte that is not wholly in the window.</param>
    /// <param name="available">Bits in the window, under 64.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Refill(byte[] bytes, ref ulong window, ref int next, ref int available)
    {
        window |= Load(bytes, next) >> available;
        next += (63 - available) >> 3;
        available |= 56;
    }

    /// <summary>Drops the bits of a table's entry, the lowest byte of it; under 64, so that the shift needs no mask.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Drop(int entry, ref ulong window, ref int available)
    {
        window <<= entry;
        available -= entry & 0xFF;
    }

    /// <summary>The number in the bits from a place in the window on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Bits(ulong window, int from, int count) => (int)(window << from >> 1 >> (63 - count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Load(byte[] bytes, int at) => BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(at));
}
