namespace AutoCore.CameraFarm.Pictures;

/// <summary>Bytes to send in parts, so that hundreds of cameras share one picture and differ only in a comment; the last part may repeat without end.</summary>
public sealed class Payload(params IReadOnlyList<ReadOnlyMemory<byte>> parts)
{
    public static readonly Payload Empty = new();

    public IReadOnlyList<ReadOnlyMemory<byte>> Parts { get; } = parts;

    /// <summary>After <see cref="Parts"/>, again and again; empty for an ordinary body.</summary>
    public ReadOnlyMemory<byte> Repeated { get; init; }

    public bool IsEndless => !Repeated.IsEmpty;

    /// <summary>Bytes of <see cref="Parts"/>.</summary>
    public long Length => Parts.Sum(part => (long)part.Length);

    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        var at = 0;
        foreach (var part in Parts)
        {
            part.CopyTo(bytes.AsMemory(at));
            at += part.Length;
        }

        return bytes;
    }
}
