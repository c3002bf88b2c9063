using System.Buffers;

namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>
/// Decodes AC coefficients of sequential scans: as many symbols at once, with the extra bits of their values, as begin inside the index. An entry is
/// <c>advance &lt;&lt; 16 | size &lt;&lt; 8 | bits</c>: how far the zig-zag index moves (plus <see cref="EndOfBlock"/>), the size of the largest value, and the
/// bits to drop.
/// </summary>
internal sealed class AcTable : HuffmanTable
{
    public const int LargestSize = 10;
    public const int ZeroRun = 16;

    /// <summary>Added to the advance when the last symbol ends the block.</summary>
    public const int EndOfBlock = 64;

    /// <summary>The entry where the first symbol has to be looked at alone: a long code, or damage. No block can advance so far.</summary>
    public const uint Single = ((EndOfBlock + MostAdvance) << 16) | 1;

    private const int MostAdvance = JpegComponent.Coefficients - 1;

    /// <summary>The codes that <see cref="HuffmanTable.Fast"/> leaves out.</summary>
    public LongCodes Long { get; } = new();

    /// <summary>The entry of one symbol with its value's bits; <see cref="Single"/> if there cannot be such a symbol.</summary>
    public static uint Entry(byte symbol, int length)
    {
        int run = symbol >> 4, size = symbol & 15;
        if (symbol == 0)
            return (EndOfBlock << 16) | (uint)length;
        if (size > LargestSize || (size == 0 && run != ZeroRun - 1))
            return Single;
        return ((uint)(run + 1) << 16) | ((uint)size << 8) | (uint)(length + size);
    }

    /// <summary>One symbol of any kind, as an entry; the bits are 0 and the broken rule is above them if it cannot be.</summary>
    /// <param name="limits">Largest absolute value of each coefficient.</param>
    /// <param name="window">The next bits, 26 or more.</param>
    /// <param name="index">The coefficient before.</param>
    public int One(ushort[] limits, ulong window, int index) => One(limits, window, index, out _);

    /// <inheritdoc cref="One(ushort[], ulong, int)"/>
    /// <param name="value">The coefficient's value, in quantiser steps; 0 for an end of block or a run of zeros.</param>
    public int One(ushort[] limits, ulong window, int index, out int value)
    {
        value = 0;
        var found = Symbols.Decode(window);
        if (found == 0)
            return (int)JpegRule.Code << 8;
        int length = found >> 8, size = found & 15;
        var entry = Entry((byte)found, length);
        if (entry == Single)
            return (int)JpegRule.Symbol << 8;
        if ((entry & (EndOfBlock << 16)) != 0)
            return (int)entry;
        index += (int)(entry >> 16);
        if (index >= limits.Length)
            return (int)JpegRule.Run << 8;
        value = DcTable.Extend(BitWindow.Bits(window, length, size), size);
        return Math.Abs(value) > limits[index] ? (int)JpegRule.AcRange << 8 : (int)entry;
    }

    /// <summary>Builds the tables of 1, 2, … bits, each from the smaller ones: the bits that a symbol leaves are an index of their own. The table of n bits is
    /// at 2^n.</summary>
    protected override void BuildFast(HuffmanCode code)
    {
        var tables = ArrayPool<uint>.Shared.Rent(2 << Index);
        for (var width = 0; width <= Index; width++)
        {
            var entries = tables.AsSpan(1 << width, 1 << width);
            entries.Clear();
            int next = 0, index = 0;
            for (var length = 1; length <= width; length++)
            {
                next <<= 1;
                for (var i = 0; i < code.Counts[length - 1]; i++, next++, index++)
                    Cover(entries.Slice(next << (width - length), 1 << (width - length)), code.Symbols[index], length, width, tables);
            }
        }

        tables.AsSpan(1 << Index, 1 << Index).CopyTo(Fast);
        ArrayPool<uint>.Shared.Return(tables);
        Fast.AsSpan().Replace(0u, Single);
        Long.Build(code);
    }

    private static void Cover(Span<uint> covered, byte symbol, int length, int width, ReadOnlySpan<uint> tables)
    {
        var entry = Entry(symbol, length);
        if (entry == Single)
            return;
        var bits = (int)(entry & 0xFF);
        if (symbol == 0 || bits >= width)
        {
            covered.Fill(entry);
            return;
        }

        var rest = tables.Slice(1 << (width - bits), 1 << (width - bits));
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
}
