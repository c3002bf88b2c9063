namespace AutoCore.Policies.Cameras.Http;

/// <summary>
/// What cameras send before the picture itself: line breaks, a second HTTP head, a line of a script that complains. It is passed over if it is text and short;
/// the first bytes of a picture say more than any header.
/// </summary>
public static class PictureLeadIn
{
    /// <summary>Bytes that may stand before a picture.</summary>
    public const int Longest = 4096;

    /// <summary>What a JPEG picture begins with.</summary>
    public static ReadOnlySpan<byte> Start => [0xFF, 0xD8];

    /// <summary>Where the picture begins; <see cref="Longest"/> at most. Null: nowhere. The length of what is here: perhaps in what comes next.</summary>
    /// <param name="bytes">A body's first bytes.</param>
    public static int? Find(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length && i <= Longest; i++)
        {
            if (bytes[i] == Start[0] && (i + 1 == bytes.Length || bytes[i + 1] == Start[1]))
                return i + 1 == bytes.Length ? bytes.Length : i;
            if (bytes[i] < ' ' && bytes[i] is not ((byte)'\t' or (byte)'\r' or (byte)'\n'))
                return null;
        }
        return bytes.Length <= Longest ? bytes.Length : null;
    }
}
