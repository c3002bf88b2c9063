namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>The walk from marker to marker, by the segments' lengths.</summary>
public sealed partial class JpegValidator
{
    private const byte MarkerPrefix = 0xFF;
    private const int LengthBytes = 2;

    /// <summary>Far more than four quantisers or eight Huffman tables need.</summary>
    private const int LongestTableSegment = 4096;

    private readonly byte[] _payload = new byte[LongestTableSegment];
    private long _segmentStart;
    private int _marker;
    private int _length;
    private int _taken;
    private int _scans;

    private bool TakesStrayBytes => _scans == 0 && _options.AcceptStrayBytes;

    /// <summary>Whether every coefficient had its last bit.</summary>
    private bool IsWhole
    {
        get
        {
            var isWhole = _scans > 0;
            foreach (var component in _frame.Components)
                isWhole &= _frame.IsProgressive ? component.IsRefined : component.IsScanned;
            return isWhole;
        }
    }

    /// <summary>Takes at least one byte; the offset is past what was taken before anything is judged.</summary>
    private int Step(ReadOnlySpan<byte> chunk)
    {
        var taken = _state switch
        {
            State.Payload or State.Skip => Math.Min(chunk.Length, _length - _taken),
            State.Scan => _buffer.Append(chunk, _offset),
            _ => 1,
        };
        _offset += taken;
        switch (_state)
        {
            case State.Payload:
                chunk[..taken].CopyTo(_payload.AsSpan(_taken));
                _taken += taken;
                if (_taken == _length)
                    ReadSegment();
                break;
            case State.Skip:
                _taken += taken;
                if (_taken == _length)
                    _state = State.Marker;
                break;
            case State.Scan:
                if (_buffer.IsFull || _buffer.IsEnded)
                    ReadScan();
                break;
            default:
                TakeByte(chunk[0]);
                break;
        }

        return taken;
    }

    private void TakeByte(byte value)
    {
        switch (_state)
        {
            case State.Start when value == MarkerPrefix:
                _state = State.StartCode;
                break;
            case State.StartCode when value == JpegMarker.StartOfImage:
                _state = State.Marker;
                break;
            case State.Start or State.StartCode:
                Refuse(JpegRule.StartOfImage, _offset - 1);
                break;
            case State.Marker when value == MarkerPrefix:
                (_state, _segmentStart) = (State.MarkerCode, _offset - 1);
                break;
            case State.Marker when TakesStrayBytes:
                _remarks |= JpegRemarks.StrayBytes;
                break;
            case State.Marker:
                Refuse(_scans == 0 ? JpegRule.StrayBytes : JpegRule.Marker, _offset - 1);
                break;
            case State.MarkerCode when value == MarkerPrefix:
                _remarks |= JpegRemarks.FillBytes;
                break;
            case State.MarkerCode when value == 0 && TakesStrayBytes:
                (_state, _remarks) = (State.Marker, _remarks | JpegRemarks.StrayBytes);
                break;
            case State.MarkerCode:
                BeginSegment(value);
                break;
            default:
                _length = (_length << 8) | value;
                if (++_taken == LengthBytes)
                    BeginPayload();
                break;
        }
    }

    private void BeginSegment(int marker)
    {
        (_marker, _length, _taken, _state) = (marker, 0, 0, State.Length);
        switch (marker)
        {
            case JpegMarker.EndOfImage:
                EndImage();
                break;
            case JpegMarker.StartOfImage:
                Refuse(JpegRule.DuplicateStart, _segmentStart);
                break;
            case >= JpegMarker.FirstRestart and <= JpegMarker.LastRestart:
                Refuse(JpegRule.RestartUnexpected, _segmentStart);
                break;
            case JpegMarker.HierarchicalProgression or JpegMarker.ExpandReference:
            case > JpegMarker.Progressive and <= JpegMarker.LastFrame and not JpegMarker.HuffmanTables and not JpegMarker.ArithmeticConditioning:
                Refuse(JpegRule.Coding, _segmentStart);
                break;
            case < JpegMarker.Baseline or (> JpegMarker.LastApplication and not JpegMarker.Comment):
                Refuse(JpegRule.Marker, _segmentStart);
                break;
        }
    }

    private void BeginPayload()
    {
        (_length, _taken) = (_length - LengthBytes, 0);
        var isRead = _marker is JpegMarker.Baseline or JpegMarker.Extended or JpegMarker.Progressive or JpegMarker.HuffmanTables
            or JpegMarker.QuantizationTables or JpegMarker.RestartInterval or JpegMarker.StartOfScan;
        if (_length < 0 || (isRead && _length > _payload.Length))
            Refuse(JpegRule.SegmentLength, _segmentStart);
        else if (_length > 0)
            _state = isRead ? State.Payload : State.Skip;
        else if (isRead)
            ReadSegment();
        else
            _state = State.Marker;
    }

    private void ReadSegment()
    {
        _state = State.Marker;
        var payload = _payload.AsSpan(0, _length);
        var rule = _marker switch
        {
            JpegMarker.QuantizationTables => SegmentParser.Quantization(payload, _frame),
            JpegMarker.HuffmanTables => SegmentParser.Huffman(payload, _frame),
            JpegMarker.RestartInterval => SegmentParser.RestartInterval(payload, _frame),
            JpegMarker.StartOfScan => BeginScan(payload),
            _ => SegmentParser.Frame(_marker, payload, _frame, _options.MaxPixels),
        };
        if (rule != JpegRule.None)
            Refuse(rule, _segmentStart);
    }

    private void EndImage()
    {
        if (!IsWhole)
        {
            Refuse(_scans == 0 ? JpegRule.NoScan : JpegRule.ScansMissing, _segmentStart);
            return;
        }

        (_state, _end) = (State.Complete, _offset);
        _frame.ReleaseHistory();
    }
}
