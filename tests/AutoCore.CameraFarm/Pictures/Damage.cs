namespace AutoCore.CameraFarm.Pictures;

/// <summary>Ways in which a picture arrives spoilt (or with something behind it); each is a function from the whole file to what is sent.</summary>
public static class Damage
{
    private const int BlockLength = 4096;

    /// <summary>What some Dahua and Intelbras models append.</summary>
    public static Func<byte[], byte[]> EightZerosBehind { get; } = jpeg => [.. jpeg, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Dahua's frame trailer: its name and the length.</summary>
    public static Func<byte[], byte[]> DhavBehind { get; } = jpeg => [.. jpeg, .. "dhav"u8, .. BitConverter.GetBytes(jpeg.Length)];

    /// <summary>A recorder's stale buffer: kilobytes of an older picture.</summary>
    public static Func<byte[], byte[]> StaleBufferBehind { get; } = jpeg => [.. jpeg, .. jpeg.AsSpan(jpeg.Length / 2, Math.Min(3000, jpeg.Length / 2))];

    /// <summary>4 KB in the middle are zero.</summary>
    public static Func<byte[], byte[]> ZeroedBlock { get; } = Detectably((jpeg, at) =>
        [.. jpeg[..at], .. new byte[Block(jpeg)], .. jpeg[(at + Block(jpeg))..]]);

    /// <summary>One bit in each of 64 bytes in a row is wrong.</summary>
    public static Func<byte[], byte[]> FlippedBits { get; } = Detectably((jpeg, at) =>
        [.. jpeg[..at], .. jpeg[at..(at + 64)].Select((value, i) => (byte)(value ^ 1 << i % 8)), .. jpeg[(at + 64)..]]);

    /// <summary>Two neighbouring blocks have changed places.</summary>
    public static Func<byte[], byte[]> SwappedBlocks { get; } = Detectably((jpeg, at) =>
    {
        var (second, end) = (at + Block(jpeg), at + (2 * Block(jpeg)));
        return [.. jpeg[..at], .. jpeg[second..end], .. jpeg[at..second], .. jpeg[end..]];
    });

    /// <summary>A piece of the size of a packet is missing.</summary>
    public static Func<byte[], byte[]> MissingPiece { get; } = Detectably((jpeg, at) =>
        [.. jpeg[..at], .. jpeg[(at + Math.Min(1460, Block(jpeg)))..]]);

    /// <summary>Cut after this share of the file (0–1), as a camera does whose buffer is too small; the length sent is that of what is left.</summary>
    public static Func<byte[], byte[]> TruncatedAt(double share) => jpeg => jpeg[..(int)(jpeg.Length * share)];

    /// <summary>Cut in the middle and closed with an end marker, so that the first and last bytes look right.</summary>
    public static Func<byte[], byte[]> TruncatedWithEndMarker { get; } = jpeg => [.. jpeg[..(jpeg.Length / 2)], 0xFF, 0xD9];

    /// <summary>Not all damage can be told from a picture; this moves it until libjpeg refuses it.</summary>
    private static Func<byte[], byte[]> Detectably(Func<byte[], int, byte[]> spoil) => jpeg =>
    {
        for (var attempt = 0; attempt < 16; attempt++)
        {
            var spoilt = spoil(jpeg, (jpeg.Length / 2) - (Block(jpeg) / 2) + (attempt * 97));
            if (TurboJpeg.FindFault(spoilt) is not null) return spoilt;
        }

        throw new InvalidOperationException("libjpeg accepts the picture wherever the damage is.");
    };

    private static int Block(byte[] jpeg) => Math.Min(BlockLength, jpeg.Length / 8);
}
