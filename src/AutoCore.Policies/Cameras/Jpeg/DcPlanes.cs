namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>The planes that a validation keeps: none, the first component's, or those of all colours.</summary>
internal sealed class DcPlanes
{
    /// <summary>A fourth component would be ink, which no thumbnail needs.</summary>
    private const int Most = 3;

    private readonly DcPlane[] _planes = [new(), new(), new()];

    public int Count { get; private set; }

    /// <summary>Whether they are at a quarter of the picture's size and not at an eighth.</summary>
    public bool IsQuarter { get; private set; }

    public DcPlane this[int index] => _planes[index];

    public void Begin(ReadOnlySpan<JpegComponent> components, bool inColour, int quarterBelow)
    {
        Count = inColour && components.Length == Most ? Most : 1;
        IsQuarter = components[0].BlocksWide < quarterBelow;
        for (var i = 0; i < Count; i++)
            _planes[i].Begin(components[i], IsQuarter);
    }

    public void Release()
    {
        for (var i = 0; i < Count; i++)
            _planes[i].Release();
        (Count, IsQuarter) = (0, false);
    }

    /// <summary>Keeps the details of the scan's next MCU.</summary>
    /// <param name="details">Of each block of an MCU in their order, <see cref="DcPlane.DetailsOfABlock"/> values.</param>
    public void SetDetails(Scan scan, ReadOnlySpan<short> details)
    {
        for (var i = 0; i < Count; i++)
            _planes[i].SetDetails(scan, details);
    }

    /// <summary>The details of a component, block by block in rows; null if none are kept of it.</summary>
    public short[]? DetailsOf(JpegComponent component)
    {
        for (var i = 0; i < Count && IsQuarter; i++)
        {
            if (_planes[i].Component == component)
                return _planes[i].Details;
        }
        return null;
    }

    /// <summary>Keeps what the scan has read in its next MCUs.</summary>
    public void Set(Scan scan, int mcus)
    {
        for (var i = 0; i < Count; i++)
            _planes[i].Set(scan, mcus);
    }
}
