namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>How far a <see cref="JpegValidator"/> is after a chunk.</summary>
public enum JpegProgress
{
    /// <summary>The image goes on.</summary>
    NeedsMore,

    /// <summary>The end marker came and everything before it is whole; what follows does not belong to the image.</summary>
    Complete,

    /// <summary>A rule is broken; more bytes do not change that.</summary>
    Refused,
}

/// <summary>
/// Judges whether a JPEG picture is whole, chunk by chunk while it arrives: walks all segments and decodes every entropy-coded bit of baseline, extended and
/// progressive
/// pictures. The verdict depends on the bytes only, not on how they are cut. Reusable, not thread-safe; throws for no input, and allocates nothing once its
/// tables are there.
/// </summary>
public sealed partial class JpegValidator
{
    private readonly JpegFrame _frame = new();
    private readonly Scan _scan = new();
    private readonly EntropyBuffer _buffer = new();
    private readonly HuffmanTables _tables = new();
    private readonly DcPlanes _planes = new();

    private JpegValidationOptions _options = JpegValidationOptions.Default;
    private State _state;
    private long _offset;
    private long _end;
    private JpegRemarks _remarks;
    private JpegRule _rule;
    private long _ruleOffset;

    private enum State
    {
        Start,
        StartCode,
        Marker,
        MarkerCode,
        Length,
        Payload,
        Skip,
        Scan,
        Complete,
        Refused,
    }

    /// <summary>Columns of the plane at 1/8 scale, or at 1/4 as the options said; 0 if the options did not ask for it or no scan has begun.</summary>
    public int ThumbnailWidth => ThumbnailSize(0).Width;

    /// <summary>Rows of that plane.</summary>
    public int ThumbnailHeight => ThumbnailSize(0).Height;

    /// <summary>Planes that are kept: 0, 1 (grey), or 3 (brightness, and two differences of colour that may be smaller).</summary>
    public int ThumbnailPlanes => _planes.Count;

    /// <summary>Begins a new image; nothing of the one before is left.</summary>
    public void Reset(JpegValidationOptions? options = null)
    {
        _options = options ?? JpegValidationOptions.Default;
        _frame.Reset();
        _planes.Release();
        (_state, _scans, _remarks, _rule) = (State.Start, 0, JpegRemarks.None, JpegRule.None);
        (_offset, _end, _ruleOffset) = (0, 0, 0);
    }

    /// <summary>Takes the next bytes of the image, in chunks of any size.</summary>
    public JpegProgress Feed(ReadOnlySpan<byte> chunk)
    {
        while (!chunk.IsEmpty && _state < State.Complete)
        {
            if (_offset == _options.MaxBytes)
                Refuse(JpegRule.Bytes, _offset);
            else
                chunk = chunk[Step(chunk[..(int)Math.Min(chunk.Length, _options.MaxBytes - _offset)])..];
        }

        if (!chunk.IsEmpty && _state == State.Complete)
            _remarks |= JpegRemarks.TrailingBytes;
        return _state switch
        {
            State.Complete => JpegProgress.Complete,
            State.Refused => JpegProgress.Refused,
            _ => JpegProgress.NeedsMore,
        };
    }

    /// <summary>The input is over: the verdict.</summary>
    public JpegVerdict Finish()
    {
        if (_state == State.Scan)
        {
            _buffer.End();
            ReadScan();
            if (_state == State.Scan && MayEndOddly && IsWhole && ReadPadding() == JpegRule.None)
            {
                _remarks |= JpegRemarks.EndMissing;
                EndImage();
            }
        }

        if (_state < State.Complete)
        {
            var rule = _state switch
            {
                State.Start or State.StartCode => _offset == 0 ? JpegRule.Empty : JpegRule.StartOfImage,
                _ => _scans > 0 ? JpegRule.EndOfImage : JpegRule.HeaderEnded,
            };
            Refuse(rule, _offset);
        }

        return new JpegVerdict(
            JpegVerdict.RefusalOf(_rule), _rule, _ruleOffset, _frame.Width, _frame.Height, _frame.IsProgressive, _end, _remarks);
    }

    /// <summary>Judges an image that is in memory.</summary>
    public JpegVerdict Validate(ReadOnlySpan<byte> image, JpegValidationOptions? options = null)
    {
        Reset(options);
        Feed(image);
        return Finish();
    }

    /// <summary>Writes the first component's plane, row by row from the top, as 8-bit samples.</summary>
    /// <returns>False, and nothing written, if there is none or the destination is too short.</returns>
    public bool CopyThumbnail(Span<byte> destination) => CopyThumbnail(0, destination);

    /// <summary>Writes one of the <see cref="ThumbnailPlanes"/> in the same way.</summary>
    /// <inheritdoc cref="CopyThumbnail(Span{byte})" path="/returns"/>
    public bool CopyThumbnail(int plane, Span<byte> destination)
    {
        var (width, height) = plane < _planes.Count ? ThumbnailSize(plane) : default;
        var size = width * height;
        if (size == 0 || destination.Length < size)
            return false;
        _planes[plane].CopyTo(destination[..size]);
        return true;
    }

    /// <summary>Columns and rows of one of the <see cref="ThumbnailPlanes"/>.</summary>
    public (int Width, int Height) ThumbnailSize(int plane) =>
        (_planes[plane].Width * _planes[plane].Scale, _planes[plane].Height * _planes[plane].Scale);

    private void Refuse(JpegRule rule, long offset)
    {
        (_state, _rule, _ruleOffset) = (State.Refused, rule, offset);
        _frame.ReleaseHistory();
    }
}
