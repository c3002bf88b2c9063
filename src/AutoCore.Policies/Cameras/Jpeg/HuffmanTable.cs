namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>A Huffman code made ready for decoding fast: by <see cref="Index"/> bits of look-ahead for what occurs most, symbol by symbol for all
/// else.</summary>
internal abstract class HuffmanTable
{
    /// <summary>Look-ahead bits: two tables of this size (8 KB each) and the data fit into a first-level cache; 10 and 12 bits were measured to be
    /// slower.</summary>
    public const int Index = 11;

    private readonly HuffmanCode _code = new();

    public HuffmanSymbols Symbols { get; } = new();

    /// <summary>By the next <see cref="Index"/> bits: what to do with them, as the kind of table lays it out.</summary>
    public uint[] Fast { get; } = new uint[1 << Index];

    /// <summary>When the cache last gave it out.</summary>
    public long LastUse { get; set; }

    public bool Is(HuffmanCode code) => _code.SameAs(code);

    public void Build(HuffmanCode code)
    {
        _code.CopyFrom(code);
        Symbols.Build(code);
        BuildFast(code);
    }

    protected abstract void BuildFast(HuffmanCode code);
}
