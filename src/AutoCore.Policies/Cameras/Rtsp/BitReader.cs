namespace AutoCore.Policies.Cameras.Rtsp;

/// <summary>Reads the bits of a NAL unit, without the bytes that keep it from looking like a start code. What lies behind its end is zeros, and <see
/// cref="IsOver"/> says so.</summary>
/// <param name="bytes">The unit behind its header.</param>
internal ref struct BitReader(ReadOnlySpan<byte> bytes)
{
    private const int MostZeros = 31;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;
    private int _bit;
    private int _zeros;

    /// <summary>Whether more was read than there is, or a number was longer than any real one.</summary>
    public bool IsOver { get; private set; }

    /// <summary>So many bits as a number, at most 32.</summary>
    public uint Bits(int count)
    {
        uint value = 0;
        for (; count > 0; count--)
            value = (value << 1) | Bit();
        return value;
    }

    /// <summary>One bit.</summary>
    public bool Flag() => Bit() != 0;

    /// <summary>Passes over bits.</summary>
    public void Skip(int count)
    {
        for (; count > 0 && !IsOver; count--)
            Bit();
    }

    /// <summary>A number in Exp-Golomb code.</summary>
    public uint Number()
    {
        var zeros = 0;
        while (Bit() == 0)
        {
            if (IsOver || ++zeros > MostZeros)
            {
                IsOver = true;
                return 0;
            }
        }
        return (1u << zeros) - 1 + Bits(zeros);
    }

    /// <summary>A number with a sign in Exp-Golomb code.</summary>
    public int SignedNumber()
    {
        var number = Number();
        return (int)((number + 1) / 2) * ((number & 1) == 1 ? 1 : -1);
    }

    private uint Bit()
    {
        if (_bit == 0 && _zeros >= 2 && _at < _bytes.Length && _bytes[_at] == 3)
        {
            _zeros = 0;
            _at++;
        }
        if (_at >= _bytes.Length)
        {
            IsOver = true;
            return 0;
        }
        var current = _bytes[_at];
        var value = (uint)(current >> (7 - _bit)) & 1;
        if (++_bit == 8)
        {
            _bit = 0;
            _at++;
            _zeros = current == 0 ? _zeros + 1 : 0;
        }
        return value;
    }
}
