namespace AutoCore.Policies.Backups.Tar;

/// <summary>A part of a file that holds data.</summary>
/// <param name="Offset">Where it begins, in bytes.</param>
/// <param name="Length">Its bytes.</param>
public readonly record struct Extent(long Offset, long Length)
{
    /// <summary>Where it ends.</summary>
    public long End => Offset + Length;
}

/// <summary>A file's length and the parts of it that hold data; between them are holes, which read as zeros and take no room.</summary>
/// <param name="Length">The file's length in bytes, holes included.</param>
/// <param name="Extents">Its parts, in their order.</param>
public sealed record SparseMap(long Length, IReadOnlyList<Extent> Extents)
{
    /// <summary>What an archive may name at most: a list of more is not held in memory.</summary>
    public const int MostExtents = 65_536;

    /// <summary>A file without a hole.</summary>
    public static SparseMap Whole(long length) => new(length, length > 0 ? [new(0, length)] : []);

    /// <summary>The bytes that an archive holds of it.</summary>
    public long StoredBytes { get; } = Extents.Sum(e => e.Length);

    /// <summary>Whether there are holes in it.</summary>
    public bool HasHoles => StoredBytes != Length;

    /// <summary>A map as an archive says it.</summary>
    /// <exception cref="InvalidDataException">Its parts overlap, or lie outside the file.</exception>
    public static SparseMap Create(long length, IReadOnlyList<Extent> extents)
    {
        var end = 0L;
        foreach (var extent in extents)
        {
            if (extent.Offset < end || extent.Length < 0 || extent.Length > length - extent.Offset)
                throw new InvalidDataException("it holds a sparse file whose parts overlap, or lie outside it");
            end = extent.End;
        }
        return new(length, [.. extents.Where(e => e.Length > 0)]);
    }

    /// <summary>The map as it stands before the data in GNU's format 1.0: the number of parts, then offset and length of each, a number a line, filled up to
    /// blocks of 512 bytes.</summary>
    public byte[] Compose()
    {
        // GNU tar makes a hole at a file's end of a last part without data.
        IReadOnlyList<Extent> parts = Extents is [.., var last] && last.End == Length ? Extents : [.. Extents, new(Length, 0)];
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{parts.Count}\n");
        foreach (var part in parts)
            text.Append(CultureInfo.InvariantCulture, $"{part.Offset}\n{part.Length}\n");
        var map = new byte[TarHeader.Padded(text.Length)];
        Encoding.ASCII.GetBytes(text.ToString(), map);
        return map;
    }
}
