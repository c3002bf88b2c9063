namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>The DC scans of a progressive picture, and the way to its other scans.</summary>
internal static class ProgressiveScan
{
    /// <summary>Reads whole MCUs until the interval is done, the buffer could run out, or a rule is broken.</summary>
    public static JpegRule Decode(Scan scan, EntropyBuffer buffer, DcPlanes? planes) => (scan.First, scan.High) switch
    {
        (0, 0) => DecodeDc(scan, buffer, planes),
        (0, _) => RefineDc(scan, buffer, planes),
        (_, 0) => ProgressiveAcScan.Decode(scan, buffer, planes?.DetailsOf(scan.Blocks[0].Component)),
        _ => ProgressiveRefinement.Decode(scan, buffer),
    };

    private static JpegRule DecodeDc(Scan scan, EntropyBuffer buffer, DcPlanes? planes)
    {
        var position = buffer.BitPosition;
        JpegRule rule;
        int batch, read;
        do
        {
            batch = Math.Min(scan.McusLeftInInterval, Scan.Batch);
            (read, rule) = DecodeDc(scan, buffer, batch, ref position);
            planes?.Set(scan, read);
            scan.Advance(read);
        }
        while (read == batch && scan.McusLeftInInterval > 0);
        return buffer.Settle(position, rule);
    }

    private static (int Read, JpegRule Rule) DecodeDc(Scan scan, EntropyBuffer buffer, int batch, ref int position)
    {
        var bytes = buffer.Bytes;
        var (end, lastStart) = (buffer.EndByte * 8, buffer.LastStart * 8);
        var at = 0;
        for (var read = 0; read < batch; read++)
        {
            if (position > lastStart)
                return (read, JpegRule.None);
            foreach (ref readonly var block in scan.Blocks)
            {
                var difference = block.Dc!.Find(BitWindow.At(bytes, position));
                if ((difference & 0xFF) == 0)
                    return (read, (JpegRule)(difference >> 8));
                position += difference & 0xFF;
                var value = block.Component.Prediction += difference >> 8;

                // The encoder's shift rounds down, by up to one unit of the lowest bit given.
                if (Math.Abs(value) << scan.Low > block.DcLimit + (1 << scan.Low))
                    return (read, JpegRule.DcRange);
                scan.Values[at++] = (short)(value << scan.Low);
            }

            if (position > end)
                return (read, JpegRule.None);
        }
        return (batch, JpegRule.None);
    }

    private static JpegRule RefineDc(Scan scan, EntropyBuffer buffer, DcPlanes? planes)
    {
        var bytes = buffer.Bytes;
        var blocks = scan.Blocks.Length;
        var (position, end) = (buffer.BitPosition, buffer.EndByte * 8);
        while (scan.McusLeftInInterval > 0 && position + blocks <= end)
        {
            var mcus = Math.Min(Math.Min(scan.McusLeftInInterval, Scan.Batch), (end - position) / blocks);
            if (planes is not null)
            {
                for (var at = 0; at < mcus * blocks; at++)
                    scan.Values[at] = (short)(((bytes[(position + at) >> 3] >> (7 - ((position + at) & 7))) & 1) << scan.Low);
                planes.Set(scan, mcus);
            }

            position += mcus * blocks;
            scan.Advance(mcus);
        }

        // What is left over is less than an MCU: more is to come, or there is too little.
        var isShort = buffer.IsEnded && scan.McusLeftInInterval > 0;
        return buffer.Settle(isShort ? end + 1 : position, JpegRule.None);
    }
}
