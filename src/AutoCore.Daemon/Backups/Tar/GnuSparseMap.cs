using AutoCore.Policies.Backups.Tar;

namespace AutoCore.Daemon.Backups.Tar;

/// <summary>Reads where a file's data lies. GNU tar has four ways to say it: one of its own format, and three versions for pax
/// (the manual of GNU tar, "Storing Sparse Files").</summary>
internal static class GnuSparseMap
{
    /// <summary>GNU's own format: four parts in the header, more in blocks behind it.</summary>
    /// <param name="block">The header.</param>
    /// <param name="next">Reads the next block, perhaps over the one before.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="EndOfStreamException">It ends too early.</exception>
    public static async Task<SparseMap> ReadHeaderAsync(byte[] block, Func<Task<byte[]>> next)
    {
        const int realSizeAt = 483;
        const int inHeader = 4;
        const int inBlock = 21;
        const int pair = 24;
        var length = TarHeader.Number(block, (realSizeAt, 12));
        var extents = new List<Extent>();
        Take(386, inHeader);
        for (var goesOn = block[482] != 0; goesOn; goesOn = block[504] != 0)
        {
            block = await next();
            Take(0, inBlock);
        }
        return SparseMap.Create(length, extents);

        void Take(int at, int count)
        {
            for (var i = 0; i < count && block[at + (i * pair) + 12] != 0; i++)
                extents.Add(new(TarHeader.Number(block, (at + (i * pair), 12)), TarHeader.Number(block, (at + (i * pair) + 12, 12))));
            RequireFew(extents.Count);
        }
    }

    /// <summary>Whether the map stands before the data (version 1.0).</summary>
    public static bool StandsBeforeData(PaxRecords records) => records.Find("GNU.sparse.major") is [(byte)'1'] && LengthOf(records) is not null;

    /// <summary>Version 1.0: a number a line, the first one counts the parts.</summary>
    /// <param name="records">The file's records.</param>
    /// <param name="next">Reads the next block of the data.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="EndOfStreamException">It ends too early.</exception>
    public static async Task<SparseMap> ReadDataAsync(PaxRecords records, Func<Task<byte[]>> next)
    {
        // The count, and then offset and length of each part.
        var numbers = new List<long>();
        var number = new StringBuilder();
        while (!IsComplete())
        {
            foreach (var b in await next())
            {
                if (IsComplete())
                    break;
                if (b != (byte)'\n')
                {
                    number.Append((char)b);
                    continue;
                }
                numbers.Add(Number(number.ToString()));
                number.Clear();
                RequireFew(numbers[0]);
            }
            if (number.Length > TarHeader.Block)
                throw new InvalidDataException("a header of it is damaged: a number is none");
        }
        return SparseMap.Create(LengthOf(records) ?? 0, Pairs(numbers[1..]));

        bool IsComplete() => numbers is [var parts, ..] && numbers.Count > 2 * parts;
    }

    /// <summary>Versions 0.0 and 0.1: in the records; null if they have none, and the file has no holes.</summary>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    public static SparseMap? Of(PaxRecords records)
    {
        if (LengthOf(records) is not { } length)
            return null;
        var numbers = records.Find("GNU.sparse.map") is { } map
            ? Encoding.ASCII.GetString(map).Split(',', StringSplitOptions.RemoveEmptyEntries)
            : records.Beginning("GNU.sparse.").Where(r => r.Ending is "offset" or "numbytes").Select(r => Encoding.ASCII.GetString(r.Value));
        return SparseMap.Create(length, Pairs([.. numbers.Select(Number)]));
    }

    private static long? LengthOf(PaxRecords records) => records.FindNumber("GNU.sparse.realsize") ?? records.FindNumber("GNU.sparse.size");

    private static void RequireFew(long parts)
    {
        if (parts is < 0 or > SparseMap.MostExtents)
            throw new InvalidDataException($"it holds a file of more than {SparseMap.MostExtents} parts");
    }

    private static List<Extent> Pairs(List<long> numbers)
    {
        RequireFew(numbers.Count / 2);
        return [.. numbers.Chunk(2).Where(p => p.Length == 2).Select(p => new Extent(p[0], p[1]))];
    }

    private static long Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new InvalidDataException("a header of it is damaged: a number is none");
}
