namespace AutoCore.Policies.Cameras.Jpeg;

/// <summary>
/// The entropy-coded bytes between two markers without their stuffing, a window at a time: filled from the input chunk by chunk, read from a bit position on.
/// Behind the end there are <see cref="Reserve"/> bytes more, so that no reader has to stop inside an MCU; the first of them are zero once the end is known.
/// </summary>
internal sealed class EntropyBuffer
{
    /// <summary>More than the longest MCU (ten blocks of 64 coefficients of at most 16 + 11 bits) and a reader's look ahead.</summary>
    public const int Reserve = 2304;

    private const byte Escape = 0xFF;
    private const int Capacity = 16384;
    private const int ZeroedBytes = 16;
    private const int LongestSymbol = 16 + 11;

    private readonly byte[] _bytes = new byte[Capacity + Reserve];
    private int _end;
    private long _inputEnd;
    private bool _escaped;

    /// <summary>Where reading goes on, in bits from the window's first byte.</summary>
    public int BitPosition { get; set; }

    /// <summary>The code of the marker that ended the data, FF if it was stuffing after fill bytes; 0 if there is none (yet).</summary>
    public int Marker { get; private set; }

    /// <summary>No more data follow: a marker, stuffing after fill bytes, or the end of the input came.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Fill bytes FF came before the marker.</summary>
    public bool HasFill { get; private set; }

    public bool IsFull => _end == Capacity;

    public int EndByte => _end;

    /// <summary>A reader that has taken bytes beyond this one begins no MCU: it waits for more, or it is past the end.</summary>
    public int LastStart => IsEnded ? _end + sizeof(ulong) : _end - Reserve;

    public int UnreadBits => (_end * 8) - BitPosition;

    /// <summary>The byte of the last bit that was read; 0 if none was.</summary>
    public byte LastRead => BitPosition == 0 ? (byte)0 : _bytes[(BitPosition - 1) >> 3];

    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(BitPosition >> 3, _end - (BitPosition >> 3));

    /// <summary>The window, and the reserve behind it.</summary>
    public byte[] Bytes => _bytes;

    /// <summary>The input's byte that holds the bit at <see cref="BitPosition"/>.</summary>
    public long InputOffset => BitPosition >= _end * 8 ? _inputEnd : _inputEnd - Unread.Length - Unread.Count(Escape);

    /// <summary>Begins new data at an offset of the input.</summary>
    public void Begin(long offset)
    {
        (_end, _inputEnd, _escaped, BitPosition) = (0, offset, false, 0);
        (Marker, IsEnded, HasFill) = (0, false, false);
    }

    /// <summary>Takes bytes until the window is full, a marker ends the data, or the input is used up.</summary>
    /// <param name="input">The next bytes of the image.</param>
    /// <param name="offset">The input's offset of the first of them.</param>
    /// <returns>The number of bytes taken.</returns>
    public int Append(ReadOnlySpan<byte> input, long offset)
    {
        DropRead();
        var read = 0;
        while (read < input.Length && !IsFull && !IsEnded)
        {
            if (_escaped)
            {
                Unescape(input[read++]);
            }
            else
            {
                var rest = input.Slice(read, Math.Min(input.Length - read, Capacity - _end));
                var escape = rest.IndexOf(Escape);
                var run = escape < 0 ? rest : rest[..escape];
                run.CopyTo(_bytes.AsSpan(_end));
                _end += run.Length;
                read += run.Length;
                _inputEnd = offset + read;
                _escaped = escape >= 0;
                read += _escaped ? 1 : 0;
            }

            if (!_escaped)
                _inputEnd = offset + read;
        }

        return read;
    }

    /// <summary>Passes over zero bytes from the next whole byte on.</summary>
    /// <returns>Whether there were any.</returns>
    public bool SkipZeros()
    {
        var start = (BitPosition + 7) >> 3;
        var zeros = _bytes.AsSpan(start, _end - start).IndexOfAnyExcept((byte)0) is >= 0 and var other ? other : _end - start;
        if (zeros > 0)
            BitPosition = (start + zeros) * 8;
        return zeros > 0;
    }

    /// <summary>The input is over.</summary>
    public void End()
    {
        _bytes.AsSpan(_end, ZeroedBytes).Clear();
        IsEnded = true;
    }

    /// <summary>Reading stopped at a bit: keeps the place, and tells damage from a symbol that the end has cut.</summary>
    public JpegRule Settle(int position, JpegRule rule)
    {
        var end = _end * 8;
        BitPosition = Math.Min(position, end);
        return position + (rule == JpegRule.None ? 0 : LongestSymbol) > end ? JpegRule.ScanShort : rule;
    }

    private void Unescape(byte code)
    {
        if (code == Escape)
        {
            HasFill = true;
        }
        else if (code != 0 || HasFill)
        {
            Marker = code == 0 ? Escape : code;
            End();
        }
        else
        {
            _bytes[_end++] = Escape;
            _escaped = false;
        }
    }

    private void DropRead()
    {
        // The byte of the last bit that was read stays.
        var read = (BitPosition - 1) >> 3;
        if (read <= 0)
            return;
        _bytes.AsSpan(read, _end - read).CopyTo(_bytes);
        _end -= read;
        BitPosition -= read * 8;
    }
}
