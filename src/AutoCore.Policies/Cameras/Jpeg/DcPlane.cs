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

    public JpegComponent? Component { get; private set; }

    public int Width => Component?.BlocksWide ?? 0;

    public int Height => Component?.BlocksHigh ?? 0;

    public void Begin(JpegComponent component)
    {
        Release();
        Component = component;
        _values = Pool.Rent(Width * Height);
        _values.AsSpan(0, Width * Height).Clear();
    }

    public void Release()
    {
        if (_values.Length > 0)
            Pool.Return(_values);
        _values = [];
        Component = null;
    }

    /// <summary>Keeps what the scan has read of the component in its next MCUs: whole values, or lower bits of those already there.</summary>
    public void Set(Scan scan, int mcus)
    {
        var alone = scan.Blocks.Length == 1;
        var (wide, high) = alone ? (1, 1) : (Component!.Horizontal, Component!.Vertical);
        var (row, column) = Math.DivRem(scan.McusDone, scan.McusWide);
        var at = 0;
        for (var mcu = 0; mcu < mcus; mcu++)
        {
            foreach (ref readonly var block in scan.Blocks)
            {
                var value = scan.Values[at++];
                var (x, y) = ((column * wide) + block.X, (row * high) + block.Y);
                if (block.Component == Component && x < Width && y < Height)
                    _values[(y * Width) + x] |= value;
            }

            if (++column == scan.McusWide)
                (column, row) = (0, row + 1);
        }
    }

    /// <summary>The samples, rows from the top, as a decoder at scale 1/8 gives them.</summary>
    public void CopyTo(Span<byte> samples)
    {
        var step = Component?.DcStep ?? 0;
        for (var i = 0; i < samples.Length; i++)
            samples[i] = (byte)Math.Clamp((((_values[i] * step) + (BlockSide / 2)) >> 3) + MiddleGrey, 0, byte.MaxValue);
    }
}
