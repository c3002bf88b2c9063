using System.Runtime.CompilerServices;

namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>Decodes the blocks of a sequential scan as far as judging them needs: every code, every DC value, and those AC values that could break a
/// limit.</summary>
internal static class SequentialScan
{
    private const int Last = JpegComponent.Coefficients - 1;

    /// <summary>Where reading stopped inside a batch of MCUs.</summary>
    private struct Place
    {
        /// <summary>The next bit of the buffer.</summary>
        public int Position;

        /// <summary>MCUs that the batch still has to read, the present one included.</summary>
        public int McusLeft;

        /// <summary>Blocks begun in the batch.</summary>
        public int Begun;

        /// <summary>The block in the MCU.</summary>
        public int Block;

        /// <summary>What comes next in it: 0 the DC difference, else the coefficient of this index.</summary>
        public int Next;

        /// <summary>The tables do not tell: the next symbol has to be looked at alone.</summary>
        public bool NeedsCloserLook;
    }

    /// <summary>Reads whole MCUs until the interval is done, the buffer could run out, or a rule is broken.</summary>
    public static JpegRule Decode(Scan scan, EntropyBuffer buffer, DcPlanes? planes)
    {
        var place = new Place { Position = buffer.BitPosition };
        JpegRule rule;
        int batch, read;
        do
        {
            batch = Math.Min(scan.McusLeftInInterval, Scan.Batch);
            place = new Place { Position = place.Position, McusLeft = batch };
            rule = DecodeBatch(ref place, scan, buffer);
            read = batch - place.McusLeft;
            planes?.Set(scan, read);
            scan.Advance(read);
        }
        while (read == batch && scan.McusLeftInInterval > 0);
        return buffer.Settle(place.Position, rule);
    }

    private static JpegRule DecodeBatch(ref Place place, Scan scan, EntropyBuffer buffer)
    {
        var rule = JpegRule.None;
        do
        {
            DecodeMcus(ref place, scan.Blocks, scan.Values, buffer);
            if (place.NeedsCloserLook)
                rule = DecodeClosely(ref place, in scan.Blocks[place.Block], scan.Values, buffer.Bytes);
        }
        while (place.NeedsCloserLook && rule == JpegRule.None);
        return rule;
    }

    /// <summary>
    /// Reads by the look-ahead tables. Most of the time of a validation is spent here: with what is inlined it calls nothing and keeps its state in plain
    /// locals, so that
    /// the compiler holds all of it in registers. Each block's DC value goes to <paramref name="dcValues"/>.
    /// </summary>
    private static void DecodeMcus(ref Place place, ReadOnlySpan<ScanBlock> blocks, short[] dcValues, EntropyBuffer buffer)
    {
        var bytes = buffer.Bytes;
        var (end, lastStart) = (buffer.EndByte, buffer.LastStart);
        var (mcus, begun, b, from) = (place.McusLeft, place.Begun, place.Block, place.Next);
        var window = BitWindow.At(bytes, place.Position);
        var (next, available) = ((place.Position >> 3) + 7, 56 - (place.Position & 7));
        var isClear = true;
        for (; mcus > 0 && (next <= lastStart || (b | from) != 0); mcus--)
        {
            for (; b < blocks.Length; b++)
            {
                ref readonly var block = ref blocks[b];
                BitWindow.Refill(bytes, ref window, ref next, ref available);
                if (from == 0)
                {
                    isClear = ReadDifference(in block, ref window, ref available);
                    if (!isClear)
                        break;
                    dcValues[begun++] = (short)block.Component.Prediction;
                    from = 1;
                }

                isClear = ReadCoefficients(bytes, in block, ref from, ref window, ref next, ref available);
                if (!isClear)
                    break;
                from = 0;
            }

            if (!isClear || (next > end && (next * 8) - available > end * 8))
                break;
            b = 0;
        }

        place = new Place { Position = (next * 8) - available, McusLeft = mcus, Begun = begun, Block = b, Next = from, NeedsCloserLook = !isClear };
    }

    /// <summary>Reads the DC difference if the table has it and it breaks no limit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool ReadDifference(ref readonly ScanBlock block, ref ulong window, ref int available)
    {
        var difference = (int)Look(block.DcFast, window);
        if ((difference & DcTable.ValueApart) != 0)
            difference = DcTable.Apart(difference, window);
        ref var prediction = ref block.Component.Prediction;
        var value = prediction + (difference >> 8);
        if (difference == 0 || value > block.DcLimit || value < -block.DcLimit)
            return false;
        prediction = value;
        BitWindow.Drop(difference, ref window, ref available);
        return true;
    }

    /// <summary>Reads coefficients from an index on to the end of the block, as long as one comparison can tell that all is well; else the index is where that
    /// ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool ReadCoefficients(byte[] bytes, ref readonly ScanBlock block, ref int from, ref ulong window, ref int next, ref int available)
    {
        var (table, safe, index) = (block.AcFast, block.Safe, from - 1);
        while (true)
        {
            uint entry;
            int reached;
            while (true)
            {
                entry = Look(table, window);
                reached = index + (int)(entry >> 16);
                if ((ushort)entry > safe[reached])
                    break;
                BitWindow.Drop((int)entry, ref window, ref available);
                index = reached;

                // Two entries fit into one refill.
                entry = Look(table, window);
                reached = index + (int)(entry >> 16);
                if ((ushort)entry > safe[reached])
                    break;
                BitWindow.Drop((int)entry, ref window, ref available);
                index = reached;
                BitWindow.Refill(bytes, ref window, ref next, ref available);
            }

            if ((entry & (AcTable.EndOfBlock << 16)) != 0 && (ushort)entry <= safe[reached - AcTable.EndOfBlock])
            {
                BitWindow.Drop((int)entry, ref window, ref available);
                return true;
            }

            BitWindow.Refill(bytes, ref window, ref next, ref available);
            entry = block.Ac!.Long.Look(window);
            reached = index + (int)(entry >> 16);
            if ((ushort)entry > safe[reached])
            {
                from = index + 1;
                return false;
            }

            BitWindow.Drop((int)entry, ref window, ref available);
            index = reached;
            BitWindow.Refill(bytes, ref window, ref next, ref available);
        }
    }

    /// <summary>Reads one difference or coefficient by all rules, and moves on to what follows.</summary>
    private static JpegRule DecodeClosely(ref Place place, ref readonly ScanBlock block, Span<short> dcValues, byte[] bytes)
    {
        var component = block.Component;
        var isDifference = place.Next == 0;
        var window = BitWindow.At(bytes, place.Position);
        var entry = isDifference ? block.Dc!.One(window) : block.Ac!.One(component.Limits, window, place.Next - 1);
        if ((entry & 0xFF) == 0)
            return (JpegRule)(entry >> 8);
        place.Position += entry & 0xFF;
        if (isDifference)
        {
            component.Prediction += entry >> 8;
            dcValues[place.Begun++] = (short)component.Prediction;
            place.Next = 1;
            return Math.Abs(component.Prediction) > component.Limits[0] ? JpegRule.DcRange : JpegRule.None;
        }

        place.Next += entry >> 16;
        if (place.Next > Last)
            (place.Block, place.Next) = (place.Block + 1, 0);
        return JpegRule.None;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Look(uint[] table, ulong window) => table[(int)(window >> (64 - HuffmanTable.Index))];
}
