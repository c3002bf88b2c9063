namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>What one validator decodes with.</summary>
internal sealed class HuffmanTables
{
    private readonly HuffmanSymbols _progressive = new();

    public HuffmanTableCache<DcTable> Dc { get; } = new(StandardHuffmanTables.Dc);

    public HuffmanTableCache<AcTable> Ac { get; } = new(StandardHuffmanTables.Ac);

    /// <summary>The table of a progressive AC scan: there is one a scan, hardly ever the same twice.</summary>
    public HuffmanSymbols BuildProgressive(HuffmanCode code)
    {
        _progressive.Build(code);
        return _progressive;
    }
}

/// <summary>
/// Tables that are ready: the standard's, which all validators share, and the ones used last. A camera sends the same tables in every frame, and making them
/// ready takes as
/// long as decoding some kilobytes. A table is found by its whole content, so nothing of one image reaches another.
/// </summary>
internal sealed class HuffmanTableCache<T>(T[] shared)
    where T : HuffmanTable, new()
{
    /// <summary>As many as a scan can use at once.</summary>
    private readonly T?[] _tables = new T?[JpegFrame.TableSlots];
    private long _uses;

    /// <summary>The table for a code, made ready if it is not there.</summary>
    public T Get(HuffmanCode code)
    {
        foreach (var table in shared)
        {
            if (table.Is(code))
                return table;
        }

        var oldest = 0;
        for (var i = 0; i < _tables.Length; i++)
        {
            if (_tables[i] is { } table && table.Is(code))
            {
                table.LastUse = ++_uses;
                return table;
            }

            if ((_tables[i]?.LastUse ?? 0) < (_tables[oldest]?.LastUse ?? 0))
                oldest = i;
        }

        var built = _tables[oldest] ??= new T();
        built.Build(code);
        built.LastUse = ++_uses;
        return built;
    }
}
