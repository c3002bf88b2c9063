using System.Runtime.CompilerServices;

namespace AutoCore.Policies.Cameras;

/// <summary>What a <see cref="HuffmanTable"/> is made to decode.</summary>
internal enum HuffmanUse
{
    /// <summary>DC differences, first pass.</summary>
    Dc,

    /// <summary>AC coefficients of a sequential scan.</summary>
    Ac,

    /// <summary>AC coefficients of a progressive scan: the symbols alone.</summary>
    Symbols,
}

/// <summary>A Huffman code made ready for decoding: symbol by symbol for every code, and by <see cref="Index"/> bits of look-ahead for what occurs most.</summary>
internal sealed class HuffmanTable
{
    /// <summary>Look-ahead bits of <see cref="Fast"/>.</summary>
    public const int Index = 12;

    private const int ShortCode = 8;
    private const int LongestCode = 16;
    private readonly HuffmanCode _code = new();
    private readonly ushort[] _short = new ushort[1 << ShortCode];
    private readonly int[] _above = new int[LongestCode + 1];
    private readonly int[] _first = new int[LongestCode + 1];
    private readonly byte[] _symbols = new byte[256];
    private HuffmanUse _use;

    /// <summary>Look-ahead by the first <see cref="Index"/> bits, as <see cref="DcLookup"/> or <see cref="AcLookup"/> lay it out.</summary>
    public uint[] Fast { get; } = new uint[1 << Index];

    /// <summary>When the cache last gave it out.</summary>
    public long LastUse { get; set; }

    public bool Is(HuffmanCode code, HuffmanUse use) => _use == use && _code.SameAs(code);

    public void Build(HuffmanCode code, HuffmanUse use, Span<uint> scratch)
    {
        _code.CopyFrom(code);
        _use = use;
        BuildSymbols();
        if (use == HuffmanUse.Dc)
            DcLookup.Build(code, Fast);
        else if (use == HuffmanUse.Ac)
            AcLookup.Build(code, scratch, Fast);
    }

    /// <summary>The symbol that the window's first bits code, and the length of its code above it (bits 8 and up); 0 if there is no such code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Decode(ulong window)
    {
        int found = _short[(int)(window >> (64 - ShortCode))];
        return found != 0 ? found : DecodeLong((int)(window >> (64 - LongestCode)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int DecodeLong(int bits)
    {
        for (var length = ShortCode + 1; length <= LongestCode; length++)
        {
            if (bits < _above[length])
                return (length << 8) | _symbols[_first[length] + (bits >> (LongestCode - length))];
        }

        return 0;
    }

    private void BuildSymbols()
    {
        _code.Symbols.CopyTo(_symbols);
        _short.AsSpan().Clear();
        int next = 0, index = 0;
        for (var length = 1; length <= LongestCode; length++)
        {
            var count = _code.Counts[length - 1];
            next <<= 1;
            _first[length] = index - next;
            for (var i = 0; length <= ShortCode && i < count; i++)
                _short.AsSpan((next + i) << (ShortCode - length), 1 << (ShortCode - length)).Fill((ushort)((length << 8) | _symbols[index + i]));
            index += count;
            next += count;
            _above[length] = next << (LongestCode - length);
        }
    }
}
