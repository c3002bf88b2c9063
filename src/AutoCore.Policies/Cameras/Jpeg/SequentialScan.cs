using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoCore.Policies.Cameras;

/// <summary>Decodes the blocks of a sequential scan as far as judging them needs: every code, every DC value, and those AC values that could break a limit.</summary>
internal static class SequentialScan
{
    private const int Last = JpegComponent.Coefficients - 1;

    /// <summary>Reads whole MCUs until the interval is done, the buffer could run out, or a rule is broken.</summary>
    public static JpegRule Decode(Scan scan, EntropyBuffer buffer, LuminancePlane? plane)
    {
        var reader = new BitReader(buffer);
        var (end, lastStart) = (buffer.EndByte, buffer.LastStart);
        var (left, rule) = (scan.McusLeftInInterval, JpegRule.None);
        while (left > 0 && reader.NextByte <= lastStart)
        {
            foreach (ref readonly var block in scan.Blocks)
            {
                rule = DecodeBlock(ref reader, in block);
                if (rule != JpegRule.None)
                    goto stop;
                if (plane?.Component == block.Component)
                    plane.Set(scan, scan.McusLeftInInterval - left, block.X, block.Y, block.Component.Prediction);
            }

            if (reader.NextByte > end && reader.Position > end * 8)
                break;
            left--;
        }

    stop:
        scan.Advance(scan.McusLeftInInterval - left);
        return buffer.Settle(reader.Position, rule);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static JpegRule DecodeBlock(ref BitReader reader, ref readonly ScanBlock block)
    {
        reader.Refill();
        var difference = (int)Look(block.Dc!, reader.Window);
        if ((difference & 0xFF) == 0)
        {
            difference = DcLookup.One(block.Dc!, reader.Window);
            if ((difference & 0xFF) == 0)
                return (JpegRule)(difference >> 8);
        }

        reader.Drop(difference & 0xFF);
        var component = block.Component;
        component.Prediction += difference >> 8;
        if (Math.Abs(component.Prediction) > component.Limits[0])
            return JpegRule.DcRange;

        var table = block.Ac!;
        for (var index = 0; ;)
        {
            reader.Refill();
            var entry = (int)Look(table, reader.Window);
            var reached = index + (entry >> 8);
            if (reached >= Last)
            {
                if (reached == Last || (uint)(reached - AcLookup.EndOfBlock) < Last)
                {
                    reader.Drop(entry & 0xFF);
                    return JpegRule.None;
                }

                entry = AcLookup.One(table, component.Limits, reader.Window, index);
                if ((entry & 0xFF) == 0)
                    return (JpegRule)(entry >> 8);
                reached = index + (entry >> 8);
                if (reached >= Last)
                {
                    reader.Drop(entry & 0xFF);
                    return JpegRule.None;
                }
            }

            reader.Drop(entry & 0xFF);
            index = reached;
        }
    }

    /// <summary>The table has an entry for each value of the index bits, so the read needs no check.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Look(HuffmanTable table, ulong window) =>
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(table.Fast), (nint)(window >> (64 - HuffmanTable.Index)));
}
