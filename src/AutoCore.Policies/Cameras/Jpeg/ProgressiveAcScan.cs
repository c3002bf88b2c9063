namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>The first scan of a band of AC coefficients of a progressive picture; it notes which coefficients are not zero, since refinements depend on
/// it.</summary>
internal static class ProgressiveAcScan
{
    /// <summary>Reads blocks until the interval is done, the buffer could run out, or a rule is broken. The state is in plain locals, which stay in
    /// registers.</summary>
    /// <param name="buffer">Its data.</param>
    /// <param name="details">Where what the picture at a quarter of its size needs is kept; null: nowhere. The bits that later scans add are less than an eye
    /// sees there.</param>
    public static JpegRule Decode(Scan scan, EntropyBuffer buffer, short[]? details)
    {
        var bytes = buffer.Bytes;
        var (table, limits) = (scan.Symbols!, scan.Blocks[0].Component.Limits);
        var (first, last, low, safe) = (scan.First, scan.Last, scan.Low, scan.SafeSize);
        var (end, lastStart) = (buffer.EndByte * 8, buffer.LastStart * 8);
        var (left, at, endOfBand) = (scan.McusLeftInInterval, scan.McusDone, scan.EndOfBandRun);
        var history = low > 0 ? scan.Blocks[0].Component.History.Words : null;
        var window = BitWindow.At(bytes, buffer.BitPosition);
        var (next, available) = ((buffer.BitPosition >> 3) + 7, 56 - (buffer.BitPosition & 7));
        var rule = JpegRule.None;
        while (left > 0 && (next * 8) - available <= lastStart)
        {
            if (endOfBand > 0)
            {
                var passed = Math.Min(endOfBand, left);
                (endOfBand, left, at) = (endOfBand - passed, left - passed, at + passed);
                continue;
            }

            var found = 0ul;
            for (var index = first - 1; index < last;)
            {
                BitWindow.Refill(bytes, ref window, ref next, ref available);
                var code = table.Decode(window);
                int length = code >> 8, run = (code >> 4) & 15, size = code & 15;
                if (size == 0 && run < AcTable.ZeroRun - 1)
                {
                    rule = code == 0 ? JpegRule.Code : JpegRule.None;
                    endOfBand = (1 << run) - 1 + BitWindow.Bits(window, length, run);
                    BitWindow.Drop(length + run, ref window, ref available);
                    break;
                }

                index += run + 1;
                if (index > last)
                    rule = JpegRule.Run;
                else if (size > AcTable.LargestSize)
                    rule = JpegRule.Symbol;
                else if (size > safe && Math.Abs(DcTable.Extend(BitWindow.Bits(window, length, size), size)) << low > limits[index])
                    rule = JpegRule.AcRange;
                if (rule != JpegRule.None)
                    break;
                if (details is not null && size > 0 && DcPlane.DetailAt(index) is >= 0 and var detail)
                    details[(at * DcPlane.DetailsOfABlock) + detail] = (short)(DcTable.Extend(BitWindow.Bits(window, length, size), size) << low);
                found |= size == 0 ? 0 : 1ul << index;
                BitWindow.Drop(length + size, ref window, ref available);
            }

            if (rule != JpegRule.None || (next * 8) - available > end)
                break;
            if (history is not null)
                history[at] |= found;
            left--;
            at++;
        }

        scan.EndOfBandRun = endOfBand;
        scan.Advance(scan.McusLeftInInterval - left);
        return buffer.Settle((next * 8) - available, rule);
    }
}
