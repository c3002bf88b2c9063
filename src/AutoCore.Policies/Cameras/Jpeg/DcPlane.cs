using System.Buffers;

namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>The DC coefficients of one component: the picture at an eighth of its size, which falls out of the walk.</summary>
internal sealed class DcPlane
{
    private const int BlockSide = 8;
    private const int MiddleGrey = 128;
    // As for BlockHistory: the shared pool keeps arrays for each thread.
    private static readonly ArrayPool<short> Pool = ArrayPool<short>.Create(1 << 20, BlockHistory.MostKept);

    private short[] _values = [];
    private short[] _details = [];

    /// <summary>AC values of a block that are kept for a quarter of the size: right of the DC value, below it, and between both.</summary>
    public const int DetailsOfABlock = 3;

    /// <summary>The AC values that are kept, block by block in rows; none at an eighth of the size.</summary>
    public short[] Details => _details;

    /// <summary>Samples of a block each way.</summary>
    public int Scale => _details.Length > 0 ? 2 : 1;

    public JpegComponent? Component { get; private set; }

    public int Width => Component?.BlocksWide ?? 0;

    public int Height => Component?.BlocksHigh ?? 0;

    /// <summary>Which of them the coefficient of a zig-zag index is; -1 if none.</summary>
    public static int DetailAt(int index) => index switch
    {
        1 => 0,
        2 => 1,
        4 => 2,
        _ => -1,
    };

    public void Begin(JpegComponent component, bool isQuarter)
    {
        Release();
        Component = component;
        _values = Pool.Rent(Width * Height);
        _values.AsSpan(0, Width * Height).Clear();
        if (isQuarter)
        {
            _details = Pool.Rent(Width * Height * DetailsOfABlock);
            _details.AsSpan(0, Width * Height * DetailsOfABlock).Clear();
        }
    }

    public void Release()
    {
        if (_values.Length > 0)
            Pool.Return(_values);
        if (_details.Length > 0)
            Pool.Return(_details);
        (_values, _details, Component) = ([], [], null);
    }

    /// <summary>Keeps what the scan has read of the component in its next MCUs: whole values, or lower bits of those already there.</summary>
    public void Set(Scan scan, int mcus)
    {
        var blocks = scan.Blocks;
        var (wide, high) = blocks.Length == 1 ? (1, 1) : (Component!.Horizontal, Component!.Vertical);
        var (row, column) = Math.DivRem(scan.McusDone, scan.McusWide);
        // Those of a component stand together.
        var first = 0;
        while (first < blocks.Length && blocks[first].Component != Component)
            first++;
        var own = blocks[first..Math.Min(blocks.Length, first + (wide * high))];
        for (var at = first; mcus > 0; mcus--, at += blocks.Length)
        {
            for (var b = 0; b < own.Length; b++)
            {
                var (x, y) = ((column * wide) + own[b].X, (row * high) + own[b].Y);
                if (x < Width && y < Height)
                    _values[(y * Width) + x] |= scan.Values[at + b];
            }

            if (++column == scan.McusWide)
                (column, row) = (0, row + 1);
        }
    }

    /// <summary>Keeps the AC values of the component in the scan's next MCU.</summary>
    public void SetDetails(Scan scan, ReadOnlySpan<short> details)
    {
        var alone = scan.Blocks.Length == 1;
        var (wide, high) = alone ? (1, 1) : (Component!.Horizontal, Component!.Vertical);
        var (row, column) = Math.DivRem(scan.McusDone, scan.McusWide);
        for (var i = 0; i < scan.Blocks.Length; i++)
        {
            ref readonly var block = ref scan.Blocks[i];
            var (x, y) = ((column * wide) + block.X, (row * high) + block.Y);
            if (block.Component == Component && x < Width && y < Height)
                details.Slice(i * DetailsOfABlock, DetailsOfABlock).CopyTo(_details.AsSpan(((y * Width) + x) * DetailsOfABlock));
        }
    }

    /// <summary>The samples, rows from the top, as a decoder at scale 1/8 or 1/4 gives them.</summary>
    public void CopyTo(Span<byte> samples)
    {
        if (Scale > 1)
        {
            CopyQuarterTo(samples);
            return;
        }
        var step = Component?.DcStep ?? 0;
        for (var i = 0; i < samples.Length; i++)
            samples[i] = (byte)Math.Clamp((((_values[i] * step) + (BlockSide / 2)) >> 3) + MiddleGrey, 0, byte.MaxValue);
    }

    /// <summary>Two by two samples of each block, by the inverse cosine transform of two by two values (T.81 A.3.3, reduced).</summary>
    private void CopyQuarterTo(Span<byte> samples)
    {
        var (dcStep, steps, wide) = (Component!.DcStep, Component.DetailSteps, Width * 2);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var at = (y * Width) + x;
                var detail = _details.AsSpan(at * DetailsOfABlock, DetailsOfABlock);
                var (mean, right, below, both) = (_values[at] * dcStep, detail[0] * steps.Right, detail[1] * steps.Below, detail[2] * steps.Both);
                var to = samples[((2 * y * wide) + (2 * x))..];
                (to[0], to[1]) = (Sample(mean + right + below + both), Sample(mean - right + below - both));
                (to[wide], to[wide + 1]) = (Sample(mean + right - below - both), Sample(mean - right - below + both));
            }
        }
    }

    private static byte Sample(int value) => (byte)Math.Clamp(((value + (BlockSide / 2)) >> 3) + MiddleGrey, 0, byte.MaxValue);
}
