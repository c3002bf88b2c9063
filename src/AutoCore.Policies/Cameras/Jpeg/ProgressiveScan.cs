using System.Numerics;

namespace AutoCore.Policies.Cameras;

/// <summary>Decodes the scans of a progressive picture as far as judging them needs; which coefficients are not zero has to be kept, since refinements depend on it.</summary>
internal static class ProgressiveScan
{
    /// <summary>Reads whole MCUs until the interval is done, the buffer could run out, or a rule is broken.</summary>
    public static JpegRule Decode(Scan scan, EntropyBuffer buffer, LuminancePlane? plane) => (scan.First, scan.High) switch
    {
        (0, 0) => DecodeDc(scan, buffer, plane),
        (0, _) => RefineDc(scan, buffer, plane),
        (_, 0) => DecodeAc(scan, buffer),
        _ => RefineAc(scan, buffer),
    };

    private static JpegRule DecodeDc(Scan scan, EntropyBuffer buffer, LuminancePlane? plane)
    {
        var reader = new BitReader(buffer);
        while (scan.McusLeftInInterval > 0 && reader.NextByte <= buffer.LastStart)
        {
            var at = 0;
            foreach (ref readonly var block in scan.Blocks)
            {
                reader.Refill();
                var difference = DcLookup.One(block.Dc!, reader.Window);
                if ((difference & 0xFF) == 0)
                    return buffer.Settle(reader.Position, (JpegRule)(difference >> 8));
                reader.Drop(difference & 0xFF);
                var value = block.Component.Prediction += difference >> 8;

                // The encoder's shift rounds down, by up to one unit of the lowest bit given.
                if (Math.Abs(value) << scan.Low > block.DcLimit + (1 << scan.Low))
                    return buffer.Settle(reader.Position, JpegRule.DcRange);
                scan.Values[at++] = (short)(value << scan.Low);
            }

            if (reader.Position > buffer.EndByte * 8)
                break;
            plane?.Set(scan, 1);
            scan.Advance(1);
        }

        return buffer.Settle(reader.Position, JpegRule.None);
    }

    private static JpegRule RefineDc(Scan scan, EntropyBuffer buffer, LuminancePlane? plane)
    {
        var reader = new BitReader(buffer);
        while (scan.McusLeftInInterval > 0 && reader.NextByte <= buffer.LastStart)
        {
            reader.Refill();
            for (var at = 0; at < scan.Blocks.Length; at++)
            {
                scan.Values[at] = (short)(reader.Peek(1) << scan.Low);
                reader.Drop(1);
            }

            if (reader.Position > buffer.EndByte * 8)
                break;
            plane?.Set(scan, 1);
            scan.Advance(1);
        }

        return buffer.Settle(reader.Position, JpegRule.None);
    }

    private static JpegRule DecodeAc(Scan scan, EntropyBuffer buffer)
    {
        var reader = new BitReader(buffer);
        var (table, limits) = (scan.Blocks[0].Ac!, scan.Blocks[0].Component.Limits);
        var history = scan.Blocks[0].Component.History.Words;
        var (left, at, rule) = (scan.McusLeftInInterval, scan.McusDone, JpegRule.None);
        while (left > 0 && reader.NextByte <= buffer.LastStart)
        {
            if (scan.EndOfBandRun > 0)
            {
                var passed = Math.Min(scan.EndOfBandRun, left);
                scan.EndOfBandRun -= passed;
                (left, at) = (left - passed, at + passed);
                continue;
            }

            var found = 0ul;
            for (var index = scan.First - 1; index < scan.Last;)
            {
                reader.Refill();
                var code = table.Decode(reader.Window);
                int length = code >> 8, run = (code >> 4) & 15, size = code & 15;
                if (code == 0 || size > AcLookup.LargestSize)
                {
                    rule = code == 0 ? JpegRule.Code : JpegRule.Symbol;
                    goto stop;
                }

                reader.Drop(length);
                if (size == 0 && run < AcLookup.ZeroRun - 1)
                {
                    scan.EndOfBandRun = (1 << run) - 1 + reader.Peek(run);
                    reader.Drop(run);
                    break;
                }

                index += run + 1;
                if (index > scan.Last)
                {
                    rule = JpegRule.Run;
                    goto stop;
                }

                if (size == 0)
                    continue;
                if (Math.Abs(DcLookup.Extend(reader.Peek(size), size)) << scan.Low > limits[index])
                {
                    rule = JpegRule.AcRange;
                    goto stop;
                }

                reader.Drop(size);
                found |= 1ul << index;
            }

            if (reader.Position > buffer.EndByte * 8)
                break;
            if (scan.Low > 0)
                history[at] |= found;
            left--;
            at++;
        }

    stop:
        scan.Advance(scan.McusLeftInInterval - left);
        return buffer.Settle(reader.Position, rule);
    }

    private static JpegRule RefineAc(Scan scan, EntropyBuffer buffer)
    {
        var reader = new BitReader(buffer);
        var (table, limits) = (scan.Blocks[0].Ac!, scan.Blocks[0].Component.Limits);
        var history = scan.Blocks[0].Component.History.Words;
        var (left, at, rule) = (scan.McusLeftInInterval, scan.McusDone, JpegRule.None);
        var band = ulong.MaxValue >> (63 - scan.Last);
        while (left > 0 && reader.NextByte <= buffer.LastStart)
        {
            var known = history[at];
            var (added, rest) = (0ul, band & (ulong.MaxValue << scan.First));
            while (scan.EndOfBandRun == 0 && rest != 0)
            {
                reader.Refill();
                var code = table.Decode(reader.Window);
                int length = code >> 8, run = (code >> 4) & 15, size = code & 15;
                if (code == 0 || size > 1)
                {
                    rule = code == 0 ? JpegRule.Code : JpegRule.Symbol;
                    goto stop;
                }

                reader.Drop(length);
                if (size == 0 && run < AcLookup.ZeroRun - 1)
                {
                    scan.EndOfBandRun = (1 << run) + reader.Peek(run);
                    reader.Drop(run);
                    break;
                }

                // The run counts zeros; every known coefficient in between has a correction bit.
                var zeros = rest & ~known;
                for (; run > 0; run--)
                    zeros &= zeros - 1;
                if (zeros == 0)
                {
                    rule = JpegRule.Run;
                    goto stop;
                }

                var target = zeros & (0 - zeros);
                if (size == 1 && 1 << scan.Low > limits[BitOperations.TrailingZeroCount(target)])
                {
                    rule = JpegRule.AcRange;
                    goto stop;
                }

                added |= size == 1 ? target : 0;
                reader.Skip(size + BitOperations.PopCount(rest & known & (target - 1)));
                rest &= 0 - (target << 1);
            }

            if (scan.EndOfBandRun > 0)
            {
                reader.Skip(BitOperations.PopCount(rest & known));
                scan.EndOfBandRun--;
            }

            if (reader.Position > buffer.EndByte * 8)
                break;
            history[at] = known | added;
            left--;
            at++;
        }

    stop:
        scan.Advance(scan.McusLeftInInterval - left);
        return buffer.Settle(reader.Position, rule);
    }
}
