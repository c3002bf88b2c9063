using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoCore.Policies.Cameras;

/// <summary>Decodes the blocks of a sequential scan as far as judging them needs: every code, every DC value, and those AC values that could break a limit.</summary>
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
    public static JpegRule Decode(Scan scan, EntropyBuffer buffer, LuminancePlane? plane)
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
            plane?.Set(scan, read);
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
                rule = DecodeClosely(ref place, in scan.Blocks[place.Block], scan.Values, ref buffer.Origin);
        }
        while (place.NeedsCloserLook && rule == JpegRule.None);
        return rule;
    }

    /// <summary>
    /// Reads by the look-ahead tables. It calls nothing and keeps its state in plain locals, so that the compiler holds all of it in registers: most of the time of a
    /// validation is spent in its inner loop. Each block's DC value goes to <paramref name="dcValues"/>.
    /// </summary>
    private static void DecodeMcus(ref Place place, ReadOnlySpan<ScanBlock> blocks, short[] dcValues, EntropyBuffer buffer)
    {
        ref var bytes = ref buffer.Origin;
        ref var values = ref MemoryMarshal.GetArrayDataReference(dcValues);
        var (end, lastStart) = (buffer.EndByte, buffer.LastStart);
        var (mcus, begun, b, from) = (place.McusLeft, (nint)place.Begun, place.Block, place.Next);
        var window = BitWindow.At(ref bytes, place.Position);
        var next = (nint)(place.Position >> 3) + 7;
        var available = 56 - (place.Position & 7);
        for (; mcus > 0 && (next <= lastStart || (b | from) != 0); mcus--)
        {
            for (; b < blocks.Length; b++)
            {
                ref readonly var block = ref blocks[b];
                window |= BitWindow.Load(ref bytes, next) >> available;
                next += (63 - available) >> 3;
                available |= 56;
                var index = (nint)from - 1;
                if (from == 0)
                {
                    var difference = (int)Look(ref MemoryMarshal.GetArrayDataReference(block.DcFast), window);
                    if ((difference & DcTable.ValueApart) != 0 && (difference = DcTable.Apart(difference, window)) == 0)
                        goto closer;
                    ref var prediction = ref block.Component.Prediction;
                    var value = prediction + (difference >> 8);
                    if (value > block.DcLimit || value < -block.DcLimit)
                        goto closer;
                    prediction = value;
                    Unsafe.Add(ref values, begun) = (short)value;
                    begun++;
                    window <<= difference;
                    available -= difference & 0xFF;
                    index = 0;
                }

                ref var table = ref MemoryMarshal.GetArrayDataReference(block.AcFast);
                ref var safe = ref MemoryMarshal.GetArrayDataReference(block.Safe);
                uint entry;
                while (true)
                {
                    nint reached;
                    while (true)
                    {
                        entry = Look(ref table, window);
                        reached = index + (nint)(entry >> 16);
                        if ((ushort)entry > Unsafe.Add(ref safe, reached))
                            break;
                        window <<= (int)entry;
                        available -= (int)(entry & 0xFF);
                        index = reached;

                        entry = Look(ref table, window);
                        reached = index + (nint)(entry >> 16);
                        if ((ushort)entry > Unsafe.Add(ref safe, reached))
                            break;
                        window <<= (int)entry;
                        available -= (int)(entry & 0xFF);
                        index = reached;

                        window |= BitWindow.Load(ref bytes, next) >> available;
                        next += (63 - available) >> 3;
                        available |= 56;
                    }

                    if ((entry & (AcTable.EndOfBlock << 16)) != 0 && (ushort)entry <= Unsafe.Add(ref safe, reached - AcTable.EndOfBlock))
                        break;

                    window |= BitWindow.Load(ref bytes, next) >> available;
                    next += (63 - available) >> 3;
                    available |= 56;
                    from = (int)index + 1;
                    entry = block.Ac!.Long.Look(window);
                    reached = index + (nint)(entry >> 16);
                    if ((ushort)entry > Unsafe.Add(ref safe, reached))
                        goto closer;
                    window <<= (int)entry;
                    available -= (int)(entry & 0xFF);
                    index = reached;
                    window |= BitWindow.Load(ref bytes, next) >> available;
                    next += (63 - available) >> 3;
                    available |= 56;
                }

                from = 0;
                window <<= (int)entry;
                available -= (int)(entry & 0xFF);
            }

            b = 0;
            if (next > end && ((int)next * 8) - available > end * 8)
                break;
        }

        place = new Place { Position = ((int)next * 8) - available, McusLeft = mcus, Begun = (int)begun };
        return;

    closer:
        place = new Place { Position = ((int)next * 8) - available, McusLeft = mcus, Begun = (int)begun, Block = b, Next = from, NeedsCloserLook = true };
    }

    /// <summary>Reads one difference or coefficient by all rules, and moves on to what follows.</summary>
    private static JpegRule DecodeClosely(ref Place place, ref readonly ScanBlock block, Span<short> dcValues, ref byte bytes)
    {
        var component = block.Component;
        var isDifference = place.Next == 0;
        var window = BitWindow.At(ref bytes, place.Position);
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

    /// <summary>The table has an entry for each value of the index bits, so the read needs no check.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Look(ref uint table, ulong window) => Unsafe.Add(ref table, (nint)(window >> (64 - HuffmanTable.Index)));
}
