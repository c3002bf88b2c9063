using System.Buffers.Binary;

namespace AutoCore.Policies.Cameras.Unusual;

/// <summary>
/// A model as bytes, less than 4 KB, so that it is one page of the database: means to a 128th of a grey level, spreads in steps of 2.4 per cent.
/// </summary>
public static class CameraModelBytes
{
    private const byte Version = 1;
    private const int HeadLength = 8;
    private const int LookLength = (3 * PictureGrid.Cells) + (3 * PictureGrid.Patches) + Look.HoursOfDay + 10;

    /// <summary>Means may lie beyond the grey levels by what a regression extrapolates.</summary>
    private const float MeanOffset = 64;
    private const float MeanStep = 1f / 128;
    private const float LeastSpread = 0.2f;
    private const float SpreadRatio = 1.024f;

    /// <summary>The most that a camera's model takes.</summary>
    public const int MostBytes = HeadLength + (CameraModel.MostLooks * LookLength);

    /// <summary>Writes a model.</summary>
    public static byte[] Write(CameraModel model)
    {
        var bytes = new byte[HeadLength + (model.Looks.Count * LookLength)];
        bytes[0] = Version;
        bytes[1] = (byte)model.Looks.Count;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), (ushort)model.Pictures);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), (uint)model.Since);
        for (var i = 0; i < model.Looks.Count; i++)
            Write(model.Looks[i], bytes.AsSpan(HeadLength + (i * LookLength), LookLength));
        return bytes;
    }

    /// <summary>Reads a model; null if these bytes are none.</summary>
    public static CameraModel? TryRead(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeadLength || bytes[0] != Version || bytes[1] > CameraModel.MostLooks || bytes.Length != HeadLength + (bytes[1] * LookLength))
            return null;
        var model = new CameraModel
        {
            Pictures = BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]),
            Since = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]),
        };
        for (var at = HeadLength; at < bytes.Length; at += LookLength)
            model.Restore(Read(bytes.Slice(at, LookLength)));
        return model;
    }

    private static void Write(Look look, Span<byte> to)
    {
        to = WriteMeans(look.ToneMeans, to);
        to = WriteMeans(look.ContrastMeans, to);
        to = WriteSpreads(look.ToneSpreads, to);
        to = WriteSpreads(look.ContrastSpreads, to);
        for (var hour = 0; hour < Look.HoursOfDay; hour++)
            to[hour] = (byte)Math.Clamp(MathF.Round(look.Hours[hour]), 0, byte.MaxValue);
        to = to[Look.HoursOfDay..];
        (to[0], to[1]) = ((byte)look.Pictures, (byte)look.Days);
        BinaryPrimitives.WriteUInt32LittleEndian(to[2..], (uint)look.LearnedAt);
        BinaryPrimitives.WriteHalfLittleEndian(to[6..], (Half)look.NoiseMean);
        BinaryPrimitives.WriteHalfLittleEndian(to[8..], (Half)look.NoiseSpread);
    }

    private static Look Read(ReadOnlySpan<byte> from)
    {
        var look = new Look();
        from = ReadMeans(look.ToneMeans, from);
        from = ReadMeans(look.ContrastMeans, from);
        from = ReadSpreads(look.ToneSpreads, from);
        from = ReadSpreads(look.ContrastSpreads, from);
        for (var hour = 0; hour < Look.HoursOfDay; hour++)
            look.Hours[hour] = from[hour];
        from = from[Look.HoursOfDay..];
        (look.Pictures, look.Days) = (from[0], from[1]);
        look.LearnedAt = BinaryPrimitives.ReadUInt32LittleEndian(from[2..]);
        // Whatever stands there, a score never gets a noise that is no number.
        look.NoiseMean = Math.Max(0, Finite((double)BinaryPrimitives.ReadHalfLittleEndian(from[6..])));
        look.NoiseSpread = Math.Max(0, Finite((double)BinaryPrimitives.ReadHalfLittleEndian(from[8..])));
        return look;
    }

    private static double Finite(double value) => double.IsFinite(value) ? value : 0;

    private static Span<byte> WriteMeans(float[] means, Span<byte> to)
    {
        for (var i = 0; i < means.Length; i++)
            BinaryPrimitives.WriteUInt16LittleEndian(to[(2 * i)..], (ushort)Math.Clamp(MathF.Round((means[i] + MeanOffset) / MeanStep), 0, ushort.MaxValue));
        return to[(2 * means.Length)..];
    }

    private static ReadOnlySpan<byte> ReadMeans(float[] means, ReadOnlySpan<byte> from)
    {
        for (var i = 0; i < means.Length; i++)
            means[i] = (BinaryPrimitives.ReadUInt16LittleEndian(from[(2 * i)..]) * MeanStep) - MeanOffset;
        return from[(2 * means.Length)..];
    }

    private static Span<byte> WriteSpreads(float[] spreads, Span<byte> to)
    {
        for (var i = 0; i < spreads.Length; i++)
            to[i] = (byte)Math.Clamp(MathF.Round(MathF.Log(Math.Max(spreads[i], LeastSpread) / LeastSpread, SpreadRatio)), 0, byte.MaxValue);
        return to[spreads.Length..];
    }

    private static ReadOnlySpan<byte> ReadSpreads(float[] spreads, ReadOnlySpan<byte> from)
    {
        for (var i = 0; i < spreads.Length; i++)
            spreads[i] = LeastSpread * MathF.Pow(SpreadRatio, from[i]);
        return from[spreads.Length..];
    }
}
