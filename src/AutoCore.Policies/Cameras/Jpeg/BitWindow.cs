using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace AutoCore.Policies.Cameras;

/// <summary>
/// Reads bits from an <see cref="EntropyBuffer"/> without checks: a caller begins no MCU whose longest form could leave the buffer, and compares its position with the
/// end afterwards. Callers keep position and window in plain locals, since the compiler holds those in registers, and fields of a struct not.
/// </summary>
internal static class BitWindow
{
    /// <summary>The bits from a position on, first bit highest; at least 57 of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong At(ref byte bytes, int position) => Load(ref bytes, position >> 3) << (position & 7);

    /// <summary>Eight bytes, the first one highest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Load(ref byte bytes, nint at)
    {
        var ahead = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, at));
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(ahead) : ahead;
    }

    /// <summary>The number in the bits from a place in the window on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Bits(ulong window, int from, int count) => (int)(window << from >> 1 >> (63 - count));
}
