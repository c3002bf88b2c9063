using System.Runtime.CompilerServices;

namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>Entries like those of <see cref="AcTable"/> for codes that are longer than its index: of a canonical code they lie side by side, above all shorter
/// ones.</summary>
internal sealed class LongCodes
{
    private const int LongestCode = 16;

    /// <summary>Enough for the standard's tables many times over; rarer codes are looked up length by length.</summary>
    private const int Size = 1024;

    private readonly uint[] _entries = new uint[Size];
    private ulong _first;

    /// <summary>The entry for the window's first symbol, one that needs a closer look if the code is not here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Look(ulong window)
    {
        var at = (window >> (64 - LongestCode)) - _first;
        return at < Size ? _entries[(int)at] : AcTable.Single;
    }

    public void Build(HuffmanCode code)
    {
        _entries.AsSpan().Fill(AcTable.Single);
        int next = 0, index = 0;
        _first = ulong.MaxValue;
        for (var length = 1; length <= LongestCode; length++)
        {
            next <<= 1;
            if (length == HuffmanTable.Index + 1)
                _first = (ulong)next << (LongestCode - length);
            for (var i = 0; i < code.Counts[length - 1]; i++, next++, index++)
            {
                if (length > HuffmanTable.Index)
                    Cover((next << (LongestCode - length)) - (int)_first, 1 << (LongestCode - length), AcTable.Entry(code.Symbols[index], length));
            }
        }
    }

    private void Cover(int start, int count, uint entry)
    {
        if (start + count <= Size)
            _entries.AsSpan(start, count).Fill(entry);
    }
}
