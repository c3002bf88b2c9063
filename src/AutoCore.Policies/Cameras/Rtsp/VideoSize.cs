namespace AutoCore.Policies.Cameras.Rtsp;

/// <summary>How large a stream's frames are, pixels.</summary>
public readonly record struct VideoSize(int Width, int Height)
{
    /// <summary>The largest that is decoded: a decoder takes memory in proportion, and the unit has little.</summary>
    public static readonly VideoSize Largest = new(2560, 1440);

    private const int LongestSide = 16_384;

    /// <summary>What a refusal says.</summary>
    public static readonly string Limit = $"above {Largest}";

    /// <summary>Whether it needs more memory than there is, in whatever shape.</summary>
    public bool IsTooLarge => (long)Width * Height > (long)Largest.Width * Largest.Height;

    /// <summary>The size that an H.264 sequence parameter set tells (ITU-T H.264, 7.3.2.1.1); null if it cannot be read.</summary>
    /// <param name="unit">The NAL unit, header included.</param>
    public static VideoSize? OfH264(ReadOnlySpan<byte> unit)
    {
        if (unit.Length < 4)
            return null;
        var bits = new BitReader(unit[1..]);
        var profile = bits.Bits(8);
        bits.Skip(16);
        bits.Number();
        var chroma = profile is 100 or 110 or 122 or 244 or 44 or 83 or 86 or 118 or 128 or 138 or 139 or 134 or 135 ? SkipHighProfile(ref bits) : 1;
        bits.Number();
        SkipOrder(ref bits);
        bits.Number();
        bits.Skip(1);
        var (width, units) = (bits.Number() + 1L, bits.Number() + 1L);
        var fields = bits.Flag() ? 1 : 2;
        if (fields == 2)
            bits.Skip(1);
        bits.Skip(1);
        var (across, down) = (chroma is 1 or 2 ? 2 : 1, chroma == 1 ? 2 * fields : fields);
        return Cropped(ref bits, 16 * width, 16 * fields * units, across, down);
    }

    /// <summary>The size that an H.265 sequence parameter set tells (ITU-T H.265, 7.3.2.2.1); null if it cannot be read.</summary>
    /// <param name="unit">The NAL unit, header included.</param>
    public static VideoSize? OfH265(ReadOnlySpan<byte> unit)
    {
        if (unit.Length < 4)
            return null;
        var bits = new BitReader(unit[2..]);
        bits.Skip(4);
        var layers = (int)bits.Bits(3);
        bits.Skip(1);
        SkipProfiles(ref bits, layers);
        bits.Number();
        var chroma = bits.Number();
        if (chroma == 3)
            bits.Skip(1);
        var (width, height) = ((long)bits.Number(), (long)bits.Number());
        return Cropped(ref bits, width, height, chroma is 1 or 2 ? 2 : 1, chroma == 1 ? 2 : 1);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height}");

    /// <summary>Takes off what a frame has beyond the picture: blocks are larger than pixels.</summary>
    private static VideoSize? Cropped(ref BitReader bits, long width, long height, int across, int down)
    {
        if (bits.Flag())
        {
            width -= across * ((long)bits.Number() + bits.Number());
            height -= down * ((long)bits.Number() + bits.Number());
        }
        return bits.IsOver || width is < 1 or > LongestSide || height is < 1 or > LongestSide ? null : new((int)width, (int)height);
    }

    /// <returns>The format of its colours.</returns>
    private static uint SkipHighProfile(ref BitReader bits)
    {
        var chroma = bits.Number();
        if (chroma == 3)
            bits.Skip(1);
        bits.Number();
        bits.Number();
        bits.Skip(1);
        if (bits.Flag())
        {
            for (var list = 0; list < (chroma == 3 ? 12 : 8); list++)
            {
                if (bits.Flag())
                    SkipScalingList(ref bits, list < 6 ? 16 : 64);
            }
        }
        return chroma;
    }

    private static void SkipScalingList(ref BitReader bits, int count)
    {
        var (last, next) = (8, 8);
        for (; count > 0 && next != 0 && !bits.IsOver; count--)
        {
            next = (last + bits.SignedNumber() + 256) & 0xFF;
            last = next == 0 ? last : next;
        }
    }

    /// <summary>How frames are put in order.</summary>
    private static void SkipOrder(ref BitReader bits)
    {
        var kind = bits.Number();
        if (kind == 0)
        {
            bits.Number();
        }
        else if (kind == 1)
        {
            bits.Skip(1);
            bits.Number();
            bits.Number();
            for (var left = bits.Number(); left > 0 && !bits.IsOver; left--)
                bits.Number();
        }
    }

    /// <summary>Profile, tier and level of the stream and of its layers.</summary>
    private static void SkipProfiles(ref BitReader bits, int layers)
    {
        const int profile = 88;
        const int level = 8;
        bits.Skip(profile + level);
        var (hasProfile, hasLevel) = (new bool[8], new bool[8]);
        for (var i = 0; i < layers; i++)
            (hasProfile[i], hasLevel[i]) = (bits.Flag(), bits.Flag());
        if (layers > 0)
            bits.Skip(2 * (8 - layers));
        for (var i = 0; i < layers; i++)
            bits.Skip((hasProfile[i] ? profile : 0) + (hasLevel[i] ? level : 0));
    }
}
