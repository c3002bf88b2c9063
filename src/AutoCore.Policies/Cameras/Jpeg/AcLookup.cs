namespace AutoCore.Policies.Cameras;

/// <summary>
/// Look-ahead for AC coefficients: as many symbols at once, with the extra bits of their values, as begin inside the index.
/// An entry is <c>advance &lt;&lt; 16 | size &lt;&lt; 8 | bits</c>: how far the zig-zag index moves (plus <see cref="EndOfBlock"/>), the size of the largest value, and the bits to drop.
/// </summary>
internal static class AcLookup
{
    public const int LargestSize = 10;
    public const int ZeroRun = 16;

    /// <summary>Added to the advance when the last symbol ends the block.</summary>
    public const int EndOfBlock = 64;

    /// <summary>The entry where the first symbol has to be looked at alone: a long code, or damage. No block can advance so far, and its bits exceed no limit.</summary>
    private const uint Single = ((EndOfBlock + MostAdvance) << 16) | 1;

    /// <summary>Space for the tables of all smaller indices.</summary>
    public const int ScratchSize = 2 << HuffmanTable.Index;

    private const int MostAdvance = JpegComponent.Coefficients - 1;

    /// <summary>Builds the tables of 1, 2, … bits, each from the smaller ones: the bits that a symbol leaves are an index of their own.</summary>
    /// <param name="code">The Huffman table.</param>
    /// <param name="scratch">The table of n bits is at 2^n.</param>
    /// <param name="table">The result.</param>
    public static void Build(HuffmanCode code, Span<uint> scratch, Span<uint> table)
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
                    Cover(entries.Slice(next << (width - length), 1 << (width - length)), code.Symbols[index], length, width, scratch);
            }
        }

        scratch.Slice(1 << HuffmanTable.Index, 1 << HuffmanTable.Index).CopyTo(table);
        table.Replace(0u, Single);
    }

    private static void Cover(Span<uint> covered, byte symbol, int length, int width, ReadOnlySpan<uint> scratch)
    {
        int run = symbol >> 4, size = symbol & 15, bits = length + size;
        if (symbol == 0)
        {
            covered.Fill((EndOfBlock << 16) | (uint)length);
            return;
        }

        if (size > LargestSize || (size == 0 && run != ZeroRun - 1))
            return;
        var entry = ((uint)(run + 1) << 16) | ((uint)size << 8) | (uint)bits;
        if (bits >= width)
        {
            covered.Fill(entry);
            return;
        }

        var rest = scratch.Slice(1 << (width - bits), 1 << (width - bits));
        for (var i = 0; i < rest.Length; i++)
            covered[i] = Join(entry, rest[i]);
        for (var start = rest.Length; start < covered.Length; start += rest.Length)
            covered[..rest.Length].CopyTo(covered[start..]);
    }

    private static uint Join(uint first, uint rest)
    {
        var advance = (first >> 16) + ((rest >> 16) & MostAdvance);
        if (rest == 0 || advance > MostAdvance)
            return first;
        var size = Math.Max((first >> 8) & 0xFF, (rest >> 8) & 0xFF);
        return ((first & 0xFFFF00FF) + (rest & 0xFFFF00FF)) | (size << 8);
    }

    /// <summary>One symbol of any kind, as an entry; the bits are 0 and the broken rule is above them if it cannot be.</summary>
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
            return (EndOfBlock << 16) | length;
        if (size > LargestSize || (size == 0 && run != ZeroRun - 1))
            return (int)JpegRule.Symbol << 8;
        index += run + 1;
        if (index >= limits.Length)
            return (int)JpegRule.Run << 8;
        var value = BitWindow.Bits(window, length, size);
        if (Math.Abs(DcLookup.Extend(value, size)) > limits[index])
            return (int)JpegRule.AcRange << 8;
        return ((run + 1) << 16) | (length + size);
    }
}
