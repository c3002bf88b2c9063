namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>The walk through a scan: interval after interval between restart markers.</summary>
public sealed partial class JpegValidator
{
    private const int BitsPerByte = 8;

    private bool _hasZeroTail;

    private JpegRule BeginScan(ReadOnlySpan<byte> header)
    {
        if (++_scans > _options.MaxScans)
            return JpegRule.ScanCount;
        var rule = ScanParser.Begin(header, _frame, _scan, _tables, _options.MaxProgressiveBytes, ref _remarks);
        if (rule != JpegRule.None)
            return rule;
        if (_scans == 1 && (_options.Thumbnail || _options.ColourThumbnail))
            _planes.Begin(_frame.Components, _options.ColourThumbnail, _options.QuarterBelow);
        _buffer.Begin(_offset);
        (_state, _hasZeroTail) = (State.Scan, false);
        return JpegRule.None;
    }

    /// <summary>Decodes what the buffer has, and goes over to what follows if it ends there.</summary>
    private void ReadScan()
    {
        var planes = _planes.Count == 0 ? null : _planes;
        var rule = _scan.IsProgressive ? ProgressiveScan.Decode(_scan, _buffer, planes)
            : planes is { IsQuarter: true } ? QuarterScan.Decode(_scan, _buffer, planes) : SequentialScan.Decode(_scan, _buffer, planes);
        if (rule == JpegRule.ScanShort && _buffer.Marker == 0)
            rule = JpegRule.ScanEnded;
        if (rule == JpegRule.None && _scan.McusLeftInInterval == 0)
            rule = EndInterval();
        if (rule != JpegRule.None)
            Refuse(rule, rule == JpegRule.ScanEnded ? _offset : _buffer.InputOffset);
        else if (_buffer.Marker != 0)
            LeaveInterval(_buffer.Marker);
    }

    /// <summary>After the last MCU only padding is left: under 8 bits, all ones or all zeros, or one whole byte of ones; after the last one of a scan zero
    /// bytes, too.</summary>
    private JpegRule EndInterval()
    {
        if (_scan.EndOfBandRun > 0)
            return JpegRule.Run;
        SkipZeroTail();
        if (_buffer.Marker == 0)
            return _buffer.UnreadBits >= 2 * BitsPerByte ? JpegRule.ScanLong : JpegRule.None;
        return ReadPadding();
    }

    /// <summary>
    /// Whether an odd ending is no damage. Where a picture's rest was zeroed, zeros may decode to blocks, but then the byte of the last bit is one of them; in
    /// a picture that is whole it hardly ever is.
    /// </summary>
    private bool MayEndOddly => !_options.RequireEnd && _scan.IsDone && (_hasZeroTail || _buffer.LastRead != 0);

    /// <summary>Some cameras fill up with zeros before the end marker (ESP32-CAM to 32 bits).</summary>
    private void SkipZeroTail()
    {
        if (MayEndOddly && _scan.TrailingRestarts == 0 && (_hasZeroTail || IsPadding(_buffer.UnreadBits % BitsPerByte)) && _buffer.SkipZeros())
            (_hasZeroTail, _remarks) = (true, _remarks | JpegRemarks.ZeroTail);
    }

    /// <summary>Whether the rest of a byte is all ones or all zeros.</summary>
    private bool IsPadding(int bits) => bits == 0 || (_buffer.Unread[0] & ((1 << bits) - 1)) is var padding && (padding == 0 || padding == (1 << bits) - 1);

    private JpegRule ReadPadding()
    {
        var bits = _buffer.UnreadBits;
        if (bits == 0)
            return JpegRule.None;
        if (bits > BitsPerByte || _hasZeroTail || _scan.TrailingRestarts > 0)
            return JpegRule.ScanLong;

        var ones = (1 << bits) - 1;
        var padding = _buffer.Unread[0] & ones;
        if (bits == BitsPerByte)
        {
            _remarks |= JpegRemarks.ExtraOnes;
            return padding == ones ? JpegRule.None : JpegRule.ScanLong;
        }

        if (padding == 0)
            _remarks |= JpegRemarks.ZeroPadding;
        return padding == 0 || padding == ones ? JpegRule.None : JpegRule.Padding;
    }

    private void LeaveInterval(int marker)
    {
        _segmentStart = _offset - 2;
        if (_buffer.HasFill)
            _remarks |= JpegRemarks.FillBytes;
        if (JpegMarker.IsRestart(marker))
        {
            var rule = _scan.Restart(marker - JpegMarker.FirstRestart);
            if (_scan.TrailingRestarts > 0)
                _remarks |= JpegRemarks.TrailingRestarts;
            if (rule != JpegRule.None)
                Refuse(rule, _segmentStart);
            _buffer.Begin(_offset);
        }
        else if (!_scan.IsDone)
        {
            Refuse(JpegRule.RestartMissing, _segmentStart);
        }
        else if (_scan.TrailingRestarts > 0 && marker != JpegMarker.EndOfImage)
        {
            Refuse(JpegRule.RestartUnexpected, _segmentStart);
        }
        else
        {
            BeginSegment(marker);
        }
    }
}
