namespace AutoCore.Policies.Cameras;

/// <summary>
/// Look-ahead for AC coefficients: as many symbols at once, with the extra bits of their values, as begin inside the index.
/// An entry is <c>advance &lt;&lt; 8 | bits</c>: the bits to drop, and how far the zig-zag index moves, plus <see cref="EndOfBlock"/> or <see cref="Single"/>.
/// </summary>
internal static class AcLookup
{
    public const int LargestSize = 10;
    public const int ZeroRun = 16;

    /// <summary>Added to the advance when the last symbol ends the block.</summary>
    public const int EndOfBlock = 256;

    /// <summary>The advance of an entry whose first symbol has to be looked at alone: a long code, a value whose size could break a limit, or damage.</summary>
    public const int Single = 512;

    /// <summary>Bits that an entry may take beyond the index; three entries stay within a refill of 56 bits.</summary>
    private const int Beyond = 7;

    /// <summary>Space for the tables of all smaller indices.</summary>
    public const int ScratchSize = 2 << HuffmanTable.Index;

    /// <summary>Builds the tables of 1, 2, … bits, each from the smaller ones: the bits that a symbol leaves are an index of their own.</summary>
    /// <param name="code">The Huffman table.</param>
    /// <param name="safeSize">Values up to this many bits cannot break a limit.</param>
    /// <param name="scratch">The table of n bits is at 2^n.</param>
    /// <param name="table">The result.</param>
    public static void Build(HuffmanCode code, int safeSize, Span<uint> scratch, Span<uint> table)
    {
        for (var width = 0; width <= HuffmanTable.Index; width++)
        {
            var entries = scratch.Slice(1 << width, 1 << width);
            entries.Clear();
            int next = 0, index = 0;
            for (var length = 1; length <= width; length++)
            {
                next <<= 1;
                for (var i = 0; i < code.Counts[length - 1]; i++, next++, index++)
                {
                    var covered = entries.Slice(next << (width - length), 1 << (width - length));
                    Cover(covered, code.Symbols[index], length, width, safeSize, scratch);
                }
            }
        }

        scratch.Slice(1 << HuffmanTable.Index, 1 << HuffmanTable.Index).CopyTo(table);
        table.Replace(0u, (uint)Single << 8);
    }

    /// <summary>One symbol of any kind, as an entry; in place of the bits 0, and the broken rule above them, if it cannot be.</summary>
    /// <param name="table">The table.</param>
    /// <param name="limits">Largest absolute value of each coefficient.</param>
    /// <param name="window">The next bits, 26 or more.</param>
    /// <param name="index">The coefficient before.</param>
    public static int One(HuffmanTable table, ushort[] limits, ulong window, int index)
    {
        var found = table.Decode(window);
        if (found == 0)
            return (int)JpegRule.Code << 8;
        int length = found >> 8, run = (found >> 4) & 15, size = found & 15;
        if (size == 0 && run == 0)
            return (EndOfBlock << 8) | length;
        if (size > LargestSize || (size == 0 && run != ZeroRun - 1))
            return (int)JpegRule.Symbol << 8;
        index += run + 1;
        if (index >= limits.Length)
            return (int)JpegRule.Run << 8;
        var value = (int)(window << length >> 1 >> (63 - size));
        if (Math.Abs(DcLookup.Extend(value, size)) > limits[index])
            return (int)JpegRule.AcRange << 8;
        return ((run + 1) << 8) | (length + size);
    }

    private static void Cover(Span<uint> covered, byte symbol, int length, int width, int safeSize, ReadOnlySpan<uint> scratch)
    {
        int run = symbol >> 4, size = symbol & 15, bits = length + size;
        if (symbol == 0)
        {
            covered.Fill((EndOfBlock << 8) | (uint)length);
            return;
        }

        if (size > safeSize || bits > width + Beyond || (size == 0 && run != ZeroRun - 1))
            return;
        var entry = ((uint)(run + 1) << 8) | (uint)bits;
        if (bits >= width)
        {
            covered.Fill(entry);
            return;
        }

        var rest = scratch.Slice(1 << (width - bits), 1 << (width - bits));
        for (var start = 0; start < covered.Length; start += rest.Length)
        {
            for (var i = 0; i < rest.Length; i++)
                covered[start + i] = entry + rest[i];
        }
    }
}
