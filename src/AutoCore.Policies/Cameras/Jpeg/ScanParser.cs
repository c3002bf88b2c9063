namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>Reads a scan header and makes the scan ready.</summary>
internal static class ScanParser
{
    private const int LastCoefficient = JpegComponent.Coefficients - 1;
    private const int LargestShift = 13;

    /// <summary>SOS: the rule that it breaks, given the frame and the scans before.</summary>
    public static JpegRule Begin(
        ReadOnlySpan<byte> payload, JpegFrame frame, Scan scan, HuffmanTables tables, long maxProgressiveBytes, ref JpegRemarks remarks)
    {
        if (!frame.IsDefined)
            return JpegRule.ScanHeader;
        if (payload.IsEmpty || payload.Length != 4 + (2 * payload[0]))
            return JpegRule.SegmentLength;
        int count = payload[0], first = payload[^3], last = payload[^2], high = payload[^1] >> 4, low = payload[^1] & 15;
        if (count is 0 or > JpegFrame.MostComponents)
            return JpegRule.ScanHeader;

        if (frame.IsProgressive)
        {
            if (!IsProgression(count, first, last, high, low))
                return JpegRule.ScanHeader;
        }
        else if ((first, last, high, low) != (0, LastCoefficient, 0, 0))
        {
            remarks |= JpegRemarks.SpectralValues;
        }

        scan.Begin(frame.IsProgressive, first, last, high, low);
        for (var i = 0; i < count; i++)
        {
            var rule = AddComponent(payload[1 + (2 * i)], payload[2 + (2 * i)], count == 1, frame, scan, tables, ref remarks);
            if (rule != JpegRule.None)
                return rule;
        }

        var only = scan.Blocks[0].Component;
        scan.Start(
            count == 1 ? only.BlocksWide : frame.McusWide, count == 1 ? only.BlocksHigh : frame.McusHigh, frame.RestartInterval);
        if (!frame.IsProgressive || first == 0)
            return JpegRule.None;
        scan.SafeSize = only.SafeSize(first, last, low);
        return high == 0 && low > 0 ? KeepHistory(only, frame, maxProgressiveBytes) : JpegRule.None;
    }

    private static bool IsProgression(int count, int first, int last, int high, int low)
    {
        var band = first == 0 ? last == 0 : count == 1 && first <= last && last <= LastCoefficient;
        return band && low <= LargestShift && (high == 0 || low == high - 1);
    }

    private static JpegRule AddComponent(
        int id, int slots, bool alone, JpegFrame frame, Scan scan, HuffmanTables tables, ref JpegRemarks remarks)
    {
        var component = frame.Find(id);
        if (component is null)
            return JpegRule.ScanHeader;
        foreach (ref readonly var earlier in scan.Blocks)
        {
            if (earlier.Component == component)
                return JpegRule.ScanHeader;
        }

        if (!scan.IsProgressive && component.IsScanned)
            return JpegRule.Progression;
        if (scan.IsProgressive && !component.Refine(scan.First, scan.Last, scan.High, scan.Low))
            return JpegRule.Progression;
        if (!component.IsScanned && !frame.HasQuantizer(component.QuantizationSlot))
            return JpegRule.QuantizationTableMissing;
        component.BeginData(frame.Quantizer(component.QuantizationSlot));

        var block = new ScanBlock { Component = component };
        var rule = FindTables(ref block, slots >> 4, slots & 15, frame, scan, tables, ref remarks);
        if (rule != JpegRule.None)
            return rule;
        var (wide, high) = alone ? (1, 1) : (component.Horizontal, component.Vertical);
        if (scan.Blocks.Length + (wide * high) > Scan.MostBlocks)
            return JpegRule.ScanHeader;
        (block.DcFast, block.AcFast) = (block.Dc?.Fast ?? [], block.Ac?.Fast ?? []);
        (block.Safe, block.DcLimit) = (component.Safe, component.Limits[0]);
        for (var i = 0; i < wide * high; i++)
            scan.Add(block with { X = i % wide, Y = i / wide });
        return JpegRule.None;
    }

    private static JpegRule FindTables(
        ref ScanBlock block, int dc, int ac, JpegFrame frame, Scan scan, HuffmanTables tables, ref JpegRemarks remarks)
    {
        var needsDc = !scan.IsProgressive || (scan.First == 0 && scan.High == 0);
        var needsAc = !scan.IsProgressive || scan.First > 0;
        if ((needsDc && dc >= JpegFrame.TableSlots) || (needsAc && ac >= JpegFrame.TableSlots))
            return JpegRule.ScanHeader;
        if (needsDc)
            block.Dc = Find(frame.DcCodes, dc, tables.Dc, StandardHuffmanTables.Dc, scan, ref remarks);
        if (needsAc && !scan.IsProgressive)
            block.Ac = Find(frame.AcCodes, ac, tables.Ac, StandardHuffmanTables.Ac, scan, ref remarks);
        if (needsAc && scan.IsProgressive && frame.AcCodes[ac].IsDefined)
            scan.Symbols = tables.BuildProgressive(frame.AcCodes[ac]);
        var isThere = (!needsDc || block.Dc is not null) && (!needsAc || block.Ac is not null || scan.Symbols is not null);
        return isThere ? JpegRule.None : JpegRule.HuffmanTableMissing;
    }

    /// <summary>The table of a slot; the standard's for a sequential scan whose picture has none there.</summary>
    private static T? Find<T>(HuffmanCode[] codes, int slot, HuffmanTableCache<T> tables, T[] standard, Scan scan, ref JpegRemarks remarks)
        where T : HuffmanTable, new()
    {
        if (codes[slot].IsDefined)
            return tables.Get(codes[slot]);
        if (scan.IsProgressive || slot >= standard.Length)
            return null;
        remarks |= JpegRemarks.StandardHuffmanTables;
        return standard[slot];
    }

    private static JpegRule KeepHistory(JpegComponent component, JpegFrame frame, long maxBytes)
    {
        if (component.History.IsKept)
            return JpegRule.None;
        long blocks = 0;
        foreach (var other in frame.Components)
            blocks += other == component || other.History.IsKept ? (long)other.BlocksWide * other.BlocksHigh : 0;
        if (BlockHistory.BytesFor(blocks) > maxBytes)
            return JpegRule.Memory;
        component.History.Keep(component.BlocksWide * component.BlocksHigh);
        return JpegRule.None;
    }
}
