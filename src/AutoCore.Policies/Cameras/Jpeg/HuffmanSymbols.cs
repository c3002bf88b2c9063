using System.Runtime.CompilerServices;

namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>A Huffman code made ready for decoding symbol by symbol.</summary>
internal sealed class HuffmanSymbols
{
    private const int ShortCode = 10;
    private const int LongestCode = 16;
    private readonly ushort[] _short = new ushort[1 << ShortCode];
    private readonly int[] _above = new int[LongestCode + 1];
    private readonly int[] _first = new int[LongestCode + 1];
    private readonly byte[] _symbols = new byte[256];

    /// <summary>The symbol that the window's first bits code, with the length of its code in bits 8 and up; 0 if there is no such code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Decode(ulong window)
    {
        int found = _short[(int)(window >> (64 - ShortCode))];
        return found != 0 ? found : DecodeLong((int)(window >> (64 - LongestCode)));
    }

    public void Build(HuffmanCode code)
    {
        code.Symbols.CopyTo(_symbols);
        _short.AsSpan().Clear();
        int next = 0, index = 0;
        for (var length = 1; length <= LongestCode; length++)
        {
            var count = code.Counts[length - 1];
            next <<= 1;
            _first[length] = index - next;
            for (var i = 0; length <= ShortCode && i < count; i++)
                _short.AsSpan((next + i) << (ShortCode - length), 1 << (ShortCode - length)).Fill((ushort)((length << 8) | _symbols[index + i]));
            index += count;
            next += count;
            _above[length] = next << (LongestCode - length);
        }
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
}
