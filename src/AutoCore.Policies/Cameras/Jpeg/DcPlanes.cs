namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>The planes that a validation keeps: none, the first component's, or those of all colours.</summary>
internal sealed class DcPlanes
{
    /// <summary>A fourth component would be ink, which no thumbnail needs.</summary>
    private const int Most = 3;

    private readonly DcPlane[] _planes = [new(), new(), new()];

    public int Count { get; private set; }

    public DcPlane this[int index] => _planes[index];

    public void Begin(ReadOnlySpan<JpegComponent> components, bool inColour)
    {
        Count = inColour && components.Length == Most ? Most : 1;
        for (var i = 0; i < Count; i++)
            _planes[i].Begin(components[i]);
    }

    public void Release()
    {
        for (var i = 0; i < Count; i++)
            _planes[i].Release();
        Count = 0;
    }

    /// <summary>Keeps what the scan has read in its next MCUs.</summary>
    public void Set(Scan scan, int mcus)
    {
        for (var i = 0; i < Count; i++)
            _planes[i].Set(scan, mcus);
    }
}
