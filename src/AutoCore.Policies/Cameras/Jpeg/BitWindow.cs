using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace AutoCore.Policies.Cameras;

/// <summary>
/// Reads bits of an <see cref="EntropyBuffer"/>. A caller begins no MCU whose longest form could leave the buffer, and compares its position with the end afterwards.
/// Callers keep position and window in plain locals, since the compiler holds those in registers, and fields of a struct not.
/// </summary>
internal static class BitWindow
{
    /// <summary>The bits from a position on, first bit highest; at least 57 of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong At(byte[] bytes, int position) => Load(bytes, position >> 3) << (position & 7);

    /// <summary>Eight bytes, the first one highest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Load(byte[] bytes, int at) => BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(at));

    /// <summary>The number in the bits from a place in the window on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Bits(ulong window, int from, int count) => (int)(window << from >> 1 >> (63 - count));
}
