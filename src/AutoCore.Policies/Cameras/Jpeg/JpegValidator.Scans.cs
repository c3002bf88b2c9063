namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>The walk through a scan: interval after interval between restart markers.</summary>
public sealed partial class JpegValidator
{
    private JpegRule BeginScan(ReadOnlySpan<byte> header)
    {
        if (++_scans > _options.MaxScans)
            return JpegRule.ScanCount;
        var rule = ScanParser.Begin(header, _frame, _scan, _tables, _options.MaxProgressiveBytes, ref _remarks);
        if (rule != JpegRule.None)
            return rule;
        if (_scans == 1 && (_options.Thumbnail || _options.ColourThumbnail))
            _planes.Begin(_frame.Components, _options.ColourThumbnail);
        _buffer.Begin(_offset);
        _state = State.Scan;
        return JpegRule.None;
    }

    /// <summary>Decodes what the buffer has, and goes over to what follows if it ends there.</summary>
    private void ReadScan()
    {
        var planes = _planes.Count == 0 ? null : _planes;
        var rule = _scan.IsProgressive ? ProgressiveScan.Decode(_scan, _buffer, planes) : SequentialScan.Decode(_scan, _buffer, planes);
        if (rule == JpegRule.ScanShort && _buffer.Marker == 0)
            rule = JpegRule.ScanEnded;
        if (rule == JpegRule.None && _scan.McusLeftInInterval == 0)
            rule = EndInterval();
        if (rule != JpegRule.None)
            Refuse(rule, rule == JpegRule.ScanEnded ? _offset : _buffer.InputOffset);
        else if (_buffer.Marker != 0)
            LeaveInterval(_buffer.Marker);
    }

    /// <summary>After the last MCU only padding is left: under 8 bits, all ones or all zeros, or one whole byte of ones.</summary>
    private JpegRule EndInterval()
    {
        var bits = _buffer.UnreadBits;
        if (_scan.EndOfBandRun > 0)
            return JpegRule.Run;
        if (_buffer.Marker == 0)
            return bits >= 16 ? JpegRule.ScanLong : JpegRule.None;
        if (bits == 0)
            return JpegRule.None;
        if (bits > 8 || _scan.TrailingRestarts > 0)
            return JpegRule.ScanLong;

        var ones = (1 << bits) - 1;
        var padding = _buffer.Unread[0] & ones;
        if (bits == 8)
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
