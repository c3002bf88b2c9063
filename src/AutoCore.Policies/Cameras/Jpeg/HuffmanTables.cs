namespace AutoCore.Policies.Cameras;

/// <summary>What one validator decodes with.</summary>
internal sealed class HuffmanTables
{
    public HuffmanTableCache<DcTable> Dc { get; } = new();

    public HuffmanTableCache<AcTable> Ac { get; } = new();

    /// <summary>The table of a progressive AC scan: there is one a scan, hardly ever the same twice.</summary>
    public HuffmanSymbols Progressive { get; } = new();
}

/// <summary>
/// The tables used last. Cameras send the same Huffman tables in every frame, and making them ready takes as long as decoding some kilobytes; a table is found by its
/// whole content, so nothing of one image reaches another.
/// </summary>
internal sealed class HuffmanTableCache<T>
    where T : HuffmanTable, new()
{
    /// <summary>A scan holds up to four at once.</summary>
    private readonly T?[] _tables = new T?[6];
    private long _uses;

    /// <summary>The table for a code, made ready if it is not there.</summary>
    public T Get(HuffmanCode code)
    {
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
