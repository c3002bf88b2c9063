namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>What the header segments of one image have said so far: frame, components, tables, restart interval.</summary>
internal sealed class JpegFrame
{
    public const int MostComponents = 4;
    public const int TableSlots = 4;
    private const int BlockSide = 8;
    private readonly JpegComponent[] _components = [new(), new(), new(), new()];
    private readonly ushort[] _quantizers = new ushort[TableSlots * JpegComponent.Coefficients];
    private readonly bool[] _hasQuantizer = new bool[TableSlots];

    public HuffmanCode[] DcCodes { get; } = [new(), new(), new(), new()];

    public HuffmanCode[] AcCodes { get; } = [new(), new(), new(), new()];

    public int Width { get; private set; }

    public int Height { get; private set; }

    public bool IsProgressive { get; private set; }

    public ReadOnlySpan<JpegComponent> Components => _components.AsSpan(0, ComponentCount);

    public int ComponentCount { get; private set; }

    public bool IsDefined => ComponentCount > 0;

    public int McusWide { get; private set; }

    public int McusHigh { get; private set; }

    /// <summary>MCUs between restart markers; 0: none.</summary>
    public int RestartInterval { get; set; }

    public void Reset()
    {
        ReleaseHistory();
        foreach (var code in DcCodes)
            code.Clear();
        foreach (var code in AcCodes)
            code.Clear();
        _hasQuantizer.AsSpan().Clear();
        (Width, Height, ComponentCount, RestartInterval, IsProgressive) = (0, 0, 0, 0, false);
    }

    public void ReleaseHistory()
    {
        foreach (var component in _components)
            component.History.Release();
    }

    /// <summary>The slot's 64 steps in zig-zag order, to be filled by the caller.</summary>
    public Span<ushort> DefineQuantizer(int slot)
    {
        _hasQuantizer[slot] = true;
        return _quantizers.AsSpan(slot * JpegComponent.Coefficients, JpegComponent.Coefficients);
    }

    public bool HasQuantizer(int slot) => _hasQuantizer[slot];

    public ReadOnlySpan<ushort> Quantizer(int slot) => _quantizers.AsSpan(slot * JpegComponent.Coefficients, JpegComponent.Coefficients);

    public JpegComponent Slot(int index) => _components[index];

    public JpegComponent? Find(int id)
    {
        foreach (var component in Components)
        {
            if (component.Id == id)
                return component;
        }

        return null;
    }

    /// <summary>Takes the dimensions and gives each of the first <paramref name="components"/> slots its share of blocks.</summary>
    public void Define(int width, int height, int components, bool progressive)
    {
        (Width, Height, ComponentCount, IsProgressive) = (width, height, components, progressive);
        int horizontal = 1, vertical = 1;
        foreach (var component in Components)
        {
            horizontal = Math.Max(horizontal, component.Horizontal);
            vertical = Math.Max(vertical, component.Vertical);
        }

        McusWide = DivideUp(width, horizontal * BlockSide);
        McusHigh = DivideUp(height, vertical * BlockSide);
        foreach (var component in Components)
        {
            component.SetBlocks(
                DivideUp(DivideUp(width * component.Horizontal, horizontal), BlockSide),
                DivideUp(DivideUp(height * component.Vertical, vertical), BlockSide));
        }
    }

    private static int DivideUp(int value, int by) => (value + by - 1) / by;
}
