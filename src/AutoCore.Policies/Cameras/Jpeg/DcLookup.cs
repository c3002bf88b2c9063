namespace AutoCore.Policies.Cameras;

/// <summary>Look-ahead for DC differences: code and value at once where both fit into the index. An entry is <c>difference &lt;&lt; 8 | bits</c>; 0 where it takes more bits.</summary>
internal static class DcLookup
{
    public const int LargestSize = 11;

    public static void Build(HuffmanCode code, Span<uint> table)
    {
        table.Clear();
        int next = 0, index = 0;
        for (var length = 1; length <= HuffmanTable.Index; length++)
        {
            next <<= 1;
            for (var i = 0; i < code.Counts[length - 1]; i++, next++, index++)
            {
                var size = code.Symbols[index];
                var bits = length + size;
                if (size > LargestSize || bits > HuffmanTable.Index)
                    continue;
                var span = 1 << (HuffmanTable.Index - bits);
                var start = next << (HuffmanTable.Index - length);
                for (var value = 0; value < 1 << size; value++, start += span)
                    table.Slice(start, span).Fill((uint)((Extend(value, size) << 8) | bits));
            }
        }
    }

    /// <summary>A difference as an entry, by the table if it is there.</summary>
    public static int Find(HuffmanTable table, ulong window)
    {
        var entry = (int)table.Fast[(int)(window >> (64 - HuffmanTable.Index))];
        return entry != 0 ? entry : One(table, window);
    }

    /// <summary>One difference of any length, as an entry; in place of the bits 0, and the broken rule above them, if there is none.</summary>
    public static int One(HuffmanTable table, ulong window)
    {
        var found = table.Decode(window);
        if (found == 0)
            return (int)JpegRule.Code << 8;
        var (length, size) = (found >> 8, found & 0xFF);
        if (size > LargestSize)
            return (int)JpegRule.Symbol << 8;
        var value = BitWindow.Bits(window, length, size);
        return (Extend(value, size) << 8) | (length + size);
    }

    /// <summary>The signed value that <paramref name="size"/> extra bits mean (T.81 F.2.2.1).</summary>
    public static int Extend(int bits, int size) => size == 0 || bits >> (size - 1) != 0 ? bits : bits - (1 << size) + 1;
}
