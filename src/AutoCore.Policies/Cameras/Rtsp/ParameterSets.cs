namespace AutoCore.Policies.Cameras.Rtsp;

/// <summary>
/// The parameter sets of a stream, in the order in which they came. Those in the stream itself hold, and take the place of what its description said of the
/// same kind, which some cameras never bring up to date.
/// </summary>
internal sealed class ParameterSets(bool isH265)
{
    private const int MostOfAKind = 8;
    private const int LongestSet = 4096;

    private readonly List<(byte[] Bytes, int Type, bool IsFromStream)> _sets = [];

    /// <summary>Whether what comes from now on stands in the stream itself.</summary>
    public bool AreFromStream { get; set; }

    /// <summary>Whether a decoder knows enough.</summary>
    public bool AreWhole => isH265 ? Has(32) && Has(33) && Has(34) : Has(7) && Has(8);

    /// <summary>All of them: those of lower types first, since a decoder reads what others name before these.</summary>
    public IEnumerable<byte[]> All => _sets.OrderBy(static s => s.Type).Select(static s => s.Bytes);

    /// <summary>Takes a set; what is no set, or cannot be read, is passed over.</summary>
    /// <returns>The size of frames, if it tells one.</returns>
    public VideoSize? Take(ReadOnlySpan<byte> unit)
    {
        if (NalUnit.KindOf(unit, isH265) != NalKind.ParameterSet || unit.Length > LongestSet)
            return null;
        var type = NalUnit.TypeOf(unit, isH265);
        var isSequence = type == (isH265 ? 33 : 7);
        var size = !isSequence ? null : isH265 ? VideoSize.OfH265(unit) : VideoSize.OfH264(unit);
        if (isSequence && size is null)
            return null;
        if (AreFromStream)
            _sets.RemoveAll(s => s.Type == type && !s.IsFromStream);
        // The one that came last holds; it is not to stand before another one with its number.
        var bytes = unit.ToArray();
        _sets.RemoveAll(s => s.Bytes.AsSpan().SequenceEqual(bytes));
        _sets.Add((bytes, type, AreFromStream));
        if (_sets.Count(s => s.Type == type) > MostOfAKind)
            _sets.RemoveAt(_sets.FindIndex(s => s.Type == type));
        return size;
    }

    private bool Has(int type) => _sets.Exists(s => s.Type == type);
}
