using System.Numerics;

namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>One colour component of the frame: its geometry, the limits of its coefficients, and what scans have left of it.</summary>
internal sealed class JpegComponent
{
    public const int Coefficients = 64;

    /// <summary>The samples of an 8-bit picture give DC coefficients up to 8 × 128.</summary>
    private const int LargestCoefficient = 1024;

    private const sbyte Unseen = -1;
    private readonly ushort[] _limits = new ushort[Coefficients];
    private readonly sbyte[] _lowBits = new sbyte[Coefficients];

    public int Id { get; private set; }

    public int Horizontal { get; private set; }

    public int Vertical { get; private set; }

    public int QuantizationSlot { get; private set; }

    /// <summary>Blocks that the picture needs; an interleaved scan pads them to whole MCUs.</summary>
    public int BlocksWide { get; private set; }

    public int BlocksHigh { get; private set; }

    /// <summary>A scan has taken the quantiser and, in a sequential picture, all data.</summary>
    public bool IsScanned { get; private set; }

    /// <summary>The DC value of the block before, in quantiser steps. A field: the inner loop takes a reference to it.</summary>
    public int Prediction;

    /// <summary>The DC quantiser.</summary>
    public int DcStep { get; private set; }

    /// <summary>The quantisers of the AC values beside the DC value: right of it, below it, and between both.</summary>
    public (int Right, int Below, int Both) DetailSteps { get; private set; }

    /// <summary>Largest absolute value of each coefficient in zig-zag order, in quantiser steps.</summary>
    public ushort[] Limits => _limits;

    /// <summary>
    /// By zig-zag index: the largest size of values (in bits 8 and up, bits below all set) that breaks no limit here or before. 0, which every entry of an
    /// <see cref="AcTable"/> exceeds, from the last coefficient on, where a reader has to look closer.
    /// </summary>
    public ushort[] Safe { get; } = new ushort[2 * (AcTable.EndOfBlock + Coefficients)];

    /// <summary>A bit for each coefficient of each block that is not zero: what a refinement needs to know.</summary>
    public BlockHistory History { get; } = new();

    public void Define(int id, int horizontal, int vertical, int quantizationSlot)
    {
        Id = id;
        Horizontal = horizontal;
        Vertical = vertical;
        QuantizationSlot = quantizationSlot;
        (IsScanned, DcStep, DetailSteps) = (false, 0, default);
        _lowBits.AsSpan().Fill(Unseen);
    }

    public void SetBlocks(int wide, int high)
    {
        BlocksWide = wide;
        BlocksHigh = high;
    }

    /// <summary>Latches the quantiser: a later DQT segment does not change a component whose data have begun.</summary>
    public void BeginData(ReadOnlySpan<ushort> quantizer)
    {
        if (IsScanned)
            return;
        IsScanned = true;
        DcStep = quantizer[0];
        DetailSteps = (quantizer[1], quantizer[2], quantizer[4]);
        for (var k = 0; k < Coefficients; k++)
            _limits[k] = (ushort)((LargestCoefficient / quantizer[k]) + 1);
        var safe = AcTable.LargestSize;
        for (var k = 0; k < Coefficients - 1; k++)
        {
            safe = k == 0 ? safe : Math.Min(safe, BitOperations.Log2(_limits[k] + 1u));
            Safe[k] = (ushort)((safe << 8) | 0xFF);
        }
    }

    /// <summary>Values of up to so many bits break no limit between two coefficients, shifted by <paramref name="low"/>.</summary>
    public int SafeSize(int first, int last, int low)
    {
        var size = AcTable.LargestSize;
        foreach (var limit in _limits.AsSpan(first, last - first + 1))
            size = Math.Min(size, BitOperations.Log2((uint)(limit >> low) + 1));
        return size;
    }

    /// <summary>The scan's successive approximation continues what is there for each coefficient; DC comes first.</summary>
    public bool Refine(int first, int last, int high, int low)
    {
        if (first > 0 && _lowBits[0] == Unseen)
            return false;
        for (var k = first; k <= last; k++)
        {
            var continues = _lowBits[k] == Unseen ? high == 0 : high != 0 && high == _lowBits[k];
            if (!continues)
                return false;
            _lowBits[k] = (sbyte)low;
        }

        return true;
    }

    /// <summary>Every coefficient has its last bit.</summary>
    public bool IsRefined => _lowBits.AsSpan().IndexOfAnyExcept((sbyte)0) < 0;
}
