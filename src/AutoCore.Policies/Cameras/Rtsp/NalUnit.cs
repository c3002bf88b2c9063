namespace AutoCore.Policies.Cameras.Rtsp;

/// <summary>What a NAL unit is to a picture.</summary>
internal enum NalKind
{
    /// <summary>Nothing that a single picture needs.</summary>
    Other,

    /// <summary>What a decoder must know first.</summary>
    ParameterSet,

    /// <summary>A part of a picture that stands for itself.</summary>
    KeySlice,

    /// <summary>A part of any other picture.</summary>
    Slice,
}

/// <summary>The headers of NAL units (ITU-T H.264, table 7-1; ITU-T H.265, table 7-1).</summary>
internal static class NalUnit
{
    /// <summary>The type in a unit's header.</summary>
    public static int TypeOf(ReadOnlySpan<byte> unit, bool isH265) => isH265 ? (unit[0] >> 1) & 0x3F : unit[0] & 0x1F;

    /// <summary>What a unit is; one without a body is nothing.</summary>
    public static NalKind KindOf(ReadOnlySpan<byte> unit, bool isH265)
    {
        if (unit.Length <= (isH265 ? 2 : 1))
            return NalKind.Other;
        return (isH265, TypeOf(unit, isH265)) switch
        {
            (false, 7 or 8) or (true, 32 or 33 or 34) => NalKind.ParameterSet,
            (false, 5) or (true, >= 16 and <= 21) => NalKind.KeySlice,
            (false, 1) or (true, <= 9) => NalKind.Slice,
            _ => NalKind.Other,
        };
    }

    /// <summary>Whether a slice is the first one of its picture.</summary>
    public static bool IsFirstSlice(ReadOnlySpan<byte> unit, bool isH265) => (unit[isH265 ? 2 : 1] & 0x80) != 0;
}
