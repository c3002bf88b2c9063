namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>A Huffman table as a DHT segment states it: how many codes of each length, and their symbols in order.</summary>
internal sealed class HuffmanCode
{
    private const int LongestCode = 16;
    private readonly byte[] _counts = new byte[LongestCode];
    private readonly byte[] _symbols = new byte[256];
    private int _symbolCount;

    public bool IsDefined { get; private set; }

    /// <summary>Codes of 1 to 16 bits.</summary>
    public ReadOnlySpan<byte> Counts => _counts;

    public ReadOnlySpan<byte> Symbols => _symbols.AsSpan(0, _symbolCount);

    public void Clear() => IsDefined = false;

    public void CopyFrom(HuffmanCode other) => Set(other.Counts, other.Symbols);

    public bool SameAs(HuffmanCode other) =>
        IsDefined && other.IsDefined && Counts.SequenceEqual(other.Counts) && Symbols.SequenceEqual(other.Symbols);

    /// <summary>Takes the table if its codes fit into the code space and its symbols into <paramref name="largestSymbol"/>.</summary>
    public bool TrySet(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols, int largestSymbol)
    {
        var next = 0;
        for (var length = 1; length <= LongestCode; length++)
        {
            next = (next << 1) + counts[length - 1];
            if (next > 1 << length)
                return false;
        }

        if (largestSymbol < byte.MaxValue && symbols.IndexOfAnyExceptInRange((byte)0, (byte)largestSymbol) >= 0)
            return false;
        Set(counts, symbols);
        return true;
    }

    public void Set(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        counts.CopyTo(_counts);
        symbols.CopyTo(_symbols);
        _symbolCount = symbols.Length;
        IsDefined = true;
    }
}
