using System.Buffers;
using System.Numerics;
using AutoCore.Policies.Cameras.Jpeg;

namespace AutoCore.Web.Pictures;

/// <summary>Writes segments and entropy-coded blocks with the standard's Huffman tables.</summary>
internal sealed class JpegBitWriter
{
    private const byte Escape = 0xFF;
    private const int EndOfBlock = 0x00;
    private const int ZeroRun = 0xF0;
    private const int LongestRun = 15;

    /// <summary>By slot and symbol: the code above its length in the lowest byte.</summary>
    private static readonly uint[][] DcCodes =
        [Codes(StandardHuffmanTables.DcLuminanceCounts, StandardHuffmanTables.DcSymbols),
            Codes(StandardHuffmanTables.DcChrominanceCounts, StandardHuffmanTables.DcSymbols)];

    private static readonly uint[][] AcCodes =
    [
        Codes(StandardHuffmanTables.AcLuminanceCounts, StandardHuffmanTables.AcLuminanceSymbols),
        Codes(StandardHuffmanTables.AcChrominanceCounts, StandardHuffmanTables.AcChrominanceSymbols),
    ];

    private readonly ArrayBufferWriter<byte> _output = new(8192);
    private uint _bits;
    private int _count;

    public byte[] ToArray() => _output.WrittenSpan.ToArray();

    public void Marker(int marker) => _output.Write([Escape, (byte)marker]);

    public void Segment(int marker, ReadOnlySpan<byte> payload)
    {
        Marker(marker);
        _output.Write([(byte)((payload.Length + 2) >> 8), (byte)(payload.Length + 2)]);
        _output.Write(payload);
    }

    /// <summary>Writes a block's values in zig-zag order.</summary>
    /// <param name="values">The quantised coefficients.</param>
    /// <param name="slot">0 for brightness, 1 for colour.</param>
    /// <param name="last">The first value of the component's block before; becomes this one's.</param>
    public void Block(ReadOnlySpan<int> values, int slot, ref int last)
    {
        Symbol(DcCodes[slot], 0, values[0] - last);
        last = values[0];
        var run = 0;
        foreach (var value in values[1..])
        {
            if (value == 0)
            {
                run++;
                continue;
            }
            for (; run > LongestRun; run -= LongestRun + 1)
                Code(AcCodes[slot][ZeroRun]);
            Symbol(AcCodes[slot], run, value);
            run = 0;
        }
        if (run > 0)
            Code(AcCodes[slot][EndOfBlock]);
    }

    /// <summary>Fills the last byte with ones.</summary>
    public void Pad() => Bits((1u << ((8 - _count) & 7)) - 1, (8 - _count) & 7);

    private void Symbol(uint[] codes, int run, int value)
    {
        var size = 32 - BitOperations.LeadingZeroCount((uint)Math.Abs(value));
        Code(codes[(run << 4) | size]);
        Bits((uint)(value < 0 ? value + (1 << size) - 1 : value), size);
    }

    private void Code(uint code) => Bits(code >> 8, (int)(code & 0xFF));

    private void Bits(uint value, int count)
    {
        _bits = (_bits << count) | value;
        _count += count;
        for (; _count >= 8; _count -= 8)
        {
            var next = (byte)(_bits >> (_count - 8));
            _output.Write([next]);
            if (next == Escape)
                _output.Write([(byte)0]);
        }
    }

    private static uint[] Codes(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        var codes = new uint[256];
        uint next = 0;
        var index = 0;
        for (var length = 1; length <= counts.Length; length++, next <<= 1)
        {
            for (var i = 0; i < counts[length - 1]; i++)
                codes[symbols[index++]] = (next++ << 8) | (uint)length;
        }
        return codes;
    }
}
