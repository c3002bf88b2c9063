using System.Buffers;

namespace AutoCore.Policies.Cameras;

/// <summary>The DC coefficients of the first component: the picture at an eighth of its size, which falls out of the walk.</summary>
internal sealed class LuminancePlane
{
    private const int BlockSide = 8;
    private const int MiddleGrey = 128;
    private short[] _values = [];

    public JpegComponent? Component { get; private set; }

    public int Width => Component?.BlocksWide ?? 0;

    public int Height => Component?.BlocksHigh ?? 0;

    public void Begin(JpegComponent component)
    {
        Release();
        Component = component;
        _values = ArrayPool<short>.Shared.Rent(Width * Height);
        _values.AsSpan(0, Width * Height).Clear();
    }

    public void Release()
    {
        if (_values.Length > 0)
            ArrayPool<short>.Shared.Return(_values);
        _values = [];
        Component = null;
    }

    /// <summary>Keeps a block's DC coefficient, if the block is not mere padding.</summary>
    /// <param name="scan">The scan.</param>
    /// <param name="mcu">The MCU, counted from the scan's present place.</param>
    /// <param name="x">The block's column in the MCU.</param>
    /// <param name="y">The block's row in the MCU.</param>
    /// <param name="value">In quantiser steps.</param>
    public void Set(Scan scan, int mcu, int x, int y, int value)
    {
        var at = IndexOf(scan, mcu, x, y);
        if (at >= 0)
            _values[at] = (short)value;
    }

    /// <summary>Adds a lower bit to a block's DC coefficient.</summary>
    public void Refine(Scan scan, int mcu, int x, int y, int bit)
    {
        var at = IndexOf(scan, mcu, x, y);
        if (at >= 0)
            _values[at] |= (short)bit;
    }

    /// <summary>The samples, rows from the top, as a decoder at scale 1/8 gives them.</summary>
    public void CopyTo(Span<byte> samples)
    {
        var step = Component?.DcStep ?? 0;
        for (var i = 0; i < samples.Length; i++)
            samples[i] = (byte)Math.Clamp((((_values[i] * step) + (BlockSide / 2)) >> 3) + MiddleGrey, 0, byte.MaxValue);
    }

    private int IndexOf(Scan scan, int mcu, int x, int y)
    {
        var (row, column) = Math.DivRem(scan.McusDone + mcu, scan.McusWide);
        var alone = scan.Blocks.Length == 1;
        x += alone ? column : column * Component!.Horizontal;
        y += alone ? row : row * Component!.Vertical;
        return x < Width && y < Height ? (y * Width) + x : -1;
    }
}
