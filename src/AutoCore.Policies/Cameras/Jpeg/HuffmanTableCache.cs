namespace AutoCore.Policies.Cameras;

/// <summary>
/// The decoding tables used last. Cameras send the same Huffman tables in every frame, and making them ready takes as long as decoding some kilobytes; a table is found
/// by its whole content, so nothing of one image reaches another.
/// </summary>
internal sealed class HuffmanTableCache
{
    /// <summary>A scan holds up to eight at once; the others make room for the next camera's.</summary>
    private readonly HuffmanTable[] _tables = [new(), new(), new(), new(), new(), new(), new(), new(), new(), new(), new(), new()];
    private readonly uint[] _scratch = new uint[AcLookup.ScratchSize];
    private long _uses;

    /// <summary>The table for a code, made ready if it is not there.</summary>
    /// <param name="code">The code as defined by the image.</param>
    /// <param name="use">What it decodes.</param>
    public HuffmanTable Get(HuffmanCode code, HuffmanUse use)
    {
        var oldest = 0;
        for (var i = 0; i < _tables.Length; i++)
        {
            if (_tables[i].Is(code, use))
            {
                _tables[i].LastUse = ++_uses;
                return _tables[i];
            }

            if (_tables[i].LastUse < _tables[oldest].LastUse)
                oldest = i;
        }

        var built = _tables[oldest];
        built.Build(code, use, _scratch);
        built.LastUse = ++_uses;
        return built;
    }
}
