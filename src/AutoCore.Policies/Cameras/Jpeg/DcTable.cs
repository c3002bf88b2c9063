namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>
/// Decodes DC differences. An entry is <c>difference &lt;&lt; 8 | bits</c>; in a table also <c>size &lt;&lt; 8 | ValueApart | bits</c> where only the code fits
/// into the index, and
/// <see cref="ValueApart"/> alone where the code is longer, or damage.
/// </summary>
internal sealed class DcTable : HuffmanTable
{
    /// <summary>Set in entries that do not hold the difference itself.</summary>
    public const int ValueApart = 0x80;

    private const int LargestSize = 11;

    /// <summary>The difference of an entry that does not hold it, as one that does; 0 if its code is not in the table.</summary>
    public static int Apart(int entry, ulong window)
    {
        var (size, bits) = (entry >> 8, entry & (ValueApart - 1));
        return bits == 0 ? 0 : (Extend(BitWindow.Bits(window, bits - size, size), size) << 8) | bits;
    }

    /// <summary>The signed value that <paramref name="size"/> extra bits mean (T.81 F.2.2.1).</summary>
    public static int Extend(int bits, int size) => size == 0 || bits >> (size - 1) != 0 ? bits : bits - (1 << size) + 1;

    /// <summary>A difference, as an entry, by the fastest way.</summary>
    public int Find(ulong window)
    {
        var entry = (int)Fast[(int)(window >> (64 - Index))];
        return (entry & ValueApart) == 0 ? entry : One(window);
    }

    /// <summary>One difference of any length, as an entry; the bits are 0 and the broken rule is above them if there is none.</summary>
    public int One(ulong window)
    {
        var found = Symbols.Decode(window);
        if (found == 0)
            return (int)JpegRule.Code << 8;
        var (length, size) = (found >> 8, found & 0xFF);
        return size > LargestSize ? (int)JpegRule.Symbol << 8 : (Extend(BitWindow.Bits(window, length, size), size) << 8) | (length + size);
    }

    protected override void BuildFast(HuffmanCode code)
    {
        Fast.AsSpan().Fill(ValueApart);
        int next = 0, index = 0;
        for (var length = 1; length <= Index; length++)
        {
            next <<= 1;
            for (var i = 0; i < code.Counts[length - 1]; i++, next++, index++)
            {
                var size = code.Symbols[index];
                if (size <= LargestSize)
                    Cover(Fast.AsSpan(next << (Index - length), 1 << (Index - length)), length, size);
            }
        }
    }

    private static void Cover(Span<uint> covered, int length, int size)
    {
        var bits = length + size;
        if (bits > Index)
        {
            covered.Fill((uint)((size << 8) | ValueApart | bits));
            return;
        }

        var span = covered.Length >> size;
        for (var value = 0; value < 1 << size; value++)
            covered.Slice(value * span, span).Fill((uint)((Extend(value, size) << 8) | bits));
    }
}
