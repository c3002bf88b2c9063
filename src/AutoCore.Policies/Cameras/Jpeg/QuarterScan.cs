namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>
/// Decodes the blocks of a sequential scan as <see cref="SequentialScan"/> judges them, symbol by symbol, and keeps what the picture at a quarter of its size
/// is made of: of each block the DC value and the three AC values beside it. Slower, and only for small pictures.
/// </summary>
internal static class QuarterScan
{
    private const int Last = JpegComponent.Coefficients - 1;

    /// <summary>Reads whole MCUs until the interval is done, the buffer could run out, or a rule is broken.</summary>
    public static JpegRule Decode(Scan scan, EntropyBuffer buffer, DcPlanes planes)
    {
        var bytes = buffer.Bytes;
        var (position, end, lastStart) = (buffer.BitPosition, buffer.EndByte * 8, buffer.LastStart * 8);
        Span<short> details = stackalloc short[Scan.MostBlocks * DcPlane.DetailsOfABlock];
        while (scan.McusLeftInInterval > 0 && position <= lastStart)
        {
            details.Clear();
            var at = 0;
            foreach (ref readonly var block in scan.Blocks)
            {
                var rule = DecodeBlock(in block, bytes, ref position, details.Slice(at * DcPlane.DetailsOfABlock, DcPlane.DetailsOfABlock));
                if (rule != JpegRule.None)
                    return buffer.Settle(position, rule);
                scan.Values[at++] = (short)block.Component.Prediction;
            }

            if (position > end)
                break;
            planes.Set(scan, 1);
            planes.SetDetails(scan, details);
            scan.Advance(1);
        }

        return buffer.Settle(position, JpegRule.None);
    }

    private static JpegRule DecodeBlock(ref readonly ScanBlock block, byte[] bytes, ref int position, Span<short> details)
    {
        var component = block.Component;
        var difference = block.Dc!.Find(BitWindow.At(bytes, position));
        if ((difference & 0xFF) == 0)
            return (JpegRule)(difference >> 8);
        position += difference & 0xFF;
        component.Prediction += difference >> 8;
        if (Math.Abs(component.Prediction) > component.Limits[0])
            return JpegRule.DcRange;
        for (var index = 0; index < Last;)
        {
            var entry = block.Ac!.One(component.Limits, BitWindow.At(bytes, position), index, out var value);
            if ((entry & 0xFF) == 0)
                return (JpegRule)(entry >> 8);
            position += entry & 0xFF;
            index += entry >> 16;
            if (DcPlane.DetailAt(index) is >= 0 and var detail)
                details[detail] = (short)value;
        }

        return JpegRule.None;
    }
}
