namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>One block of an MCU: its component, what decodes it, and its place in the MCU.</summary>
internal struct ScanBlock
{
    public JpegComponent Component;
    public DcTable? Dc;
    public AcTable? Ac;

    /// <summary><see cref="HuffmanTable.Fast"/> of both, and the component's limits: the inner loop follows no further reference.</summary>
    public uint[] DcFast;
    public uint[] AcFast;
    public ushort[] Safe;
    public int DcLimit;

    public int X;
    public int Y;
}

/// <summary>The scan that is being read: what its header says, and how far its MCUs are.</summary>
internal sealed class Scan
{
    public const int MostBlocks = 10;

    /// <summary>MCUs that are read at once, before what they gave is looked at.</summary>
    public const int Batch = 64;

    private readonly ScanBlock[] _blocks = new ScanBlock[MostBlocks];
    private int _blockCount;
    private int _restartInterval;
    private int _nextRestart;

    /// <summary>The DC values of the blocks of a batch, in their order.</summary>
    public short[] Values { get; } = new short[Batch * MostBlocks];

    /// <summary>The blocks of an MCU in their order.</summary>
    public ReadOnlySpan<ScanBlock> Blocks => _blocks.AsSpan(0, _blockCount);

    public bool IsProgressive { get; private set; }

    /// <summary>First coefficient of the band, in zig-zag order.</summary>
    public int First { get; private set; }

    public int Last { get; private set; }

    /// <summary>The lowest bit that an earlier scan gave; 0 in a first scan.</summary>
    public int High { get; private set; }

    /// <summary>The lowest bit that this scan gives.</summary>
    public int Low { get; private set; }

    /// <summary>Bits of the largest value that cannot break a limit of the band.</summary>
    public int SafeSize { get; set; }

    /// <summary>The symbols of a progressive AC scan.</summary>
    public HuffmanSymbols? Symbols { get; set; }

    /// <summary>MCUs in a row.</summary>
    public int McusWide { get; private set; }

    public int Mcus { get; private set; }

    public int McusDone { get; private set; }

    public int McusLeftInInterval { get; private set; }

    /// <summary>Blocks that a progressive scan still has to pass over without new coefficients.</summary>
    public int EndOfBandRun { get; set; }

    /// <summary>Restart markers after the last MCU.</summary>
    public int TrailingRestarts { get; private set; }

    public bool IsDone => McusDone == Mcus;

    public void Begin(bool progressive, int first, int last, int high, int low)
    {
        (IsProgressive, First, Last, High, Low) = (progressive, first, last, high, low);
        (_blockCount, Symbols) = (0, null);
    }

    public void Add(ScanBlock block) => _blocks[_blockCount++] = block;

    public void Start(int mcusWide, int mcusHigh, int restartInterval)
    {
        (McusWide, Mcus, McusDone, TrailingRestarts) = (mcusWide, mcusWide * mcusHigh, 0, 0);
        (_restartInterval, _nextRestart) = (restartInterval, 0);
        BeginInterval();
    }

    public void Advance(int mcus)
    {
        McusDone += mcus;
        McusLeftInInterval -= mcus;
    }

    /// <summary>The rule that a restart marker breaks here; if none, the next interval has begun.</summary>
    public JpegRule Restart(int number)
    {
        const int mostTrailing = 8;
        if (IsDone)
            return ++TrailingRestarts > mostTrailing ? JpegRule.RestartUnexpected : JpegRule.None;
        if (number != _nextRestart)
            return JpegRule.RestartOrder;
        _nextRestart = (_nextRestart + 1) & 7;
        BeginInterval();
        return JpegRule.None;
    }

    private void BeginInterval()
    {
        EndOfBandRun = 0;
        var left = Mcus - McusDone;
        McusLeftInInterval = _restartInterval == 0 ? left : Math.Min(left, _restartInterval);
        foreach (ref readonly var block in Blocks)
            block.Component.Prediction = 0;
    }
}
