namespace AutoCore.Policies.Tests.Cameras.Jpeg;

/// <summary>
/// Writes a JPEG segment by segment and bit by bit, so that each rule can be broken alone. Its Huffman tables are the simplest there can be: a DC size is its
/// own code of 4 bits, an AC symbol its own code of 9.
/// </summary>
internal sealed class CraftedJpeg
{
    private readonly List<byte> _bytes = [];
    private int _bits;
    private int _bitCount;

    public byte[] ToArray() => [.. _bytes];

    /// <summary>Start, quantiser of 16, grey frame, tables, and the header of its one scan.</summary>
    public static CraftedJpeg Grey(int width, int height, int restartInterval = 0, byte quantizer = 16)
    {
        var jpeg = new CraftedJpeg().Start().Quantizer(0, quantizer).Frame(0xC0, width, height, (1, 0x11, 0)).Huffman();
        if (restartInterval > 0)
            jpeg.Segment(0xDD, (byte)(restartInterval >> 8), (byte)restartInterval);
        return jpeg.Scan([1]);
    }

    /// <summary>The same, progressive and before its first scan.</summary>
    public static CraftedJpeg ProgressiveGrey(int width, int height) =>
        new CraftedJpeg().Start().Quantizer(0, 16).Frame(0xC2, width, height, (1, 0x11, 0)).Huffman();

    public CraftedJpeg Start() => Bytes(0xFF, 0xD8);

    public CraftedJpeg End() => Pad().Bytes(0xFF, 0xD9);

    public CraftedJpeg Bytes(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public CraftedJpeg Segment(byte marker, params ReadOnlySpan<byte> payload) =>
        Bytes(0xFF, marker, (byte)((payload.Length + 2) >> 8), (byte)(payload.Length + 2)).Bytes(payload);

    public CraftedJpeg Quantizer(byte slot, byte step)
    {
        var payload = new byte[65];
        payload.AsSpan().Fill(step);
        payload[0] = slot;
        return Segment(0xDB, payload);
    }

    public CraftedJpeg Frame(byte marker, int width, int height, params ReadOnlySpan<(int Id, int Sampling, int Quantizer)> components)
    {
        var payload = new List<byte> { 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, (byte)components.Length };
        foreach (var (id, sampling, quantizer) in components)
            payload.AddRange([(byte)id, (byte)sampling, (byte)quantizer]);
        return Segment(marker, [.. payload]);
    }

    /// <summary>DC and AC table of slot 0.</summary>
    public CraftedJpeg Huffman()
    {
        var dc = new byte[17 + 16];
        var ac = new byte[17 + 256];
        ac[0] = 0x10;
        (dc[4], ac[9]) = (15, 255);
        for (var i = 0; i < 255; i++)
            ac[17 + i] = (byte)i;
        for (var i = 0; i < 15; i++)
            dc[17 + i] = (byte)i;
        return Segment(0xC4, [.. dc.AsSpan(0, 17 + 15), .. ac.AsSpan(0, 17 + 255)]);
    }

    public CraftedJpeg Scan(ReadOnlySpan<byte> components, int first = 0, int last = 63, int high = 0, int low = 0)
    {
        var payload = new List<byte> { (byte)components.Length };
        foreach (var id in components)
            payload.AddRange([id, 0]);
        return Segment(0xDA, [.. payload, (byte)first, (byte)last, (byte)((high << 4) | low)]);
    }

    public CraftedJpeg Bits(int value, int count)
    {
        for (var i = count - 1; i >= 0; i--)
        {
            _bits = (_bits << 1) | ((value >> i) & 1);
            if (++_bitCount < 8)
                continue;
            _bytes.Add((byte)_bits);
            if (_bits == 0xFF)
                _bytes.Add(0);
            (_bits, _bitCount) = (0, 0);
        }

        return this;
    }

    /// <summary>Fills the last byte with ones, as encoders do.</summary>
    public CraftedJpeg Pad() => Bits(0xFF, (8 - _bitCount) & 7);

    public CraftedJpeg Restart(int number) => Pad().Bytes(0xFF, (byte)(0xD0 + number));

    public CraftedJpeg Dc(int difference) => Bits(Size(difference), 4).Value(difference);

    public CraftedJpeg Ac(int run, int value) => Bits((run << 4) | Size(value), 9).Value(value);

    public CraftedJpeg EndOfBlock() => Bits(0, 9);

    public CraftedJpeg ZeroRun() => Bits(0xF0, 9);

    /// <summary>Blocks without a difference or a coefficient.</summary>
    public CraftedJpeg Flat(int blocks)
    {
        for (var i = 0; i < blocks; i++)
            Dc(0).EndOfBlock();
        return this;
    }

    private static int Size(int value) => value == 0 ? 0 : 32 - int.LeadingZeroCount(Math.Abs(value));

    private CraftedJpeg Value(int value) => Bits(value < 0 ? value + (1 << Size(value)) - 1 : value, Size(value));
}
