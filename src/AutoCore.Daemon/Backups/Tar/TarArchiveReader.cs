using System.Globalization;
using System.Text;
using AutoCore.Core.Storage;
using AutoCore.Policies.Backups.Tar;

namespace AutoCore.Daemon.Backups.Tar;

/// <summary>
/// Reads an archive member by member: ours, those of GNU tar (its own format and pax, holes in all its formats) and of other programs that keep to POSIX.
/// </summary>
/// <param name="stream">The archive.</param>
internal sealed class TarArchiveReader(Stream stream)
{
    private readonly byte[] _block = new byte[TarHeader.Block];
    private long _stored;
    private long _filling;

    /// <summary>Records of the archive as a whole, the last one of each keyword first.</summary>
    public PaxRecords? Global { get; private set; }

    /// <summary>Whether its end was reached, and not only the end of the stream.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The next member; null after the last one.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="EndOfStreamException">It ends within a member.</exception>
    public async Task<TarEntry?> NextAsync(CancellationToken cancellationToken)
    {
        await SkipAsync(_stored + _filling, cancellationToken);
        (_stored, _filling) = (0, 0);
        var records = new PaxRecords();
        byte[]? longName = null, longTarget = null;
        while (await ReadBlockAsync(cancellationToken))
        {
            if (TarHeader.Parse(_block) is not { } block)
            {
                HasEnded = true;
                return null;
            }
            switch (block.Type)
            {
                case 'x':
                    records = PaxRecords.Parse(await ReadTextAsync(block, cancellationToken));
                    break;
                case 'g':
                    Global = PaxRecords.Parse(await ReadTextAsync(block, cancellationToken));
                    break;
                case 'L':
                    longName = TarPath.UntilZero(await ReadTextAsync(block, cancellationToken));
                    break;
                case 'K':
                    longTarget = TarPath.UntilZero(await ReadTextAsync(block, cancellationToken));
                    break;
                case 'V':
                    break;
                default:
                    return await ReadMemberAsync(block with { Name = longName ?? block.Name, Target = longTarget ?? block.Target }, records, cancellationToken);
            }
        }
        return null;
    }

    /// <summary>Reads what the archive holds of the present member; 0 at its end.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var wanted = (int)Math.Min(buffer.Length, _stored);
        if (wanted == 0)
            return 0;
        var count = await stream.ReadAsync(buffer[..wanted], cancellationToken);
        _stored -= count;
        return count > 0 ? count : throw new EndOfStreamException("it ends within a file");
    }

    private async Task<TarEntry> ReadMemberAsync(TarBlock block, PaxRecords records, CancellationToken cancellationToken)
    {
        var shown = records.Find("path") ?? block.Name;
        var whole = records.Find("GNU.sparse.name") ?? shown;
        var kind = (block with { Name = whole }).Kind;
        _stored = records.FindNumber("size") ?? block.Size;
        if (_stored < 0 || kind is not (TarKind.File or TarKind.Other))
            _stored = 0;
        _filling = TarHeader.Padded(_stored) - _stored;
        var target = records.Find("linkpath") ?? block.Target;
        var path = TarPath.Plain(whole);
        var content = kind == TarKind.File ? await ReadMapAsync(block, records, cancellationToken) : SparseMap.Whole(0);
        var member = new TarMember(kind, path)
        {
            Target = kind == TarKind.HardLink ? TarPath.Plain(target) : target,
            Mode = block.Mode,
            User = (uint)(records.FindNumber("uid") ?? block.User),
            Group = (uint)(records.FindNumber("gid") ?? block.Group),
            Modified = TarPath.TimeOf(records.FindSeconds("mtime") ?? block.Seconds),
            Content = content,
            Attributes = TarAttributes.Read(records, SystemUser.FindId),
        };
        return EarlierNames.Apply(new(member, path), shown, records);
    }

    /// <summary>The parts of a file that the archive holds. GNU tar has four ways to say it: of its own format, and three versions for pax.</summary>
    private async Task<SparseMap> ReadMapAsync(TarBlock block, PaxRecords records, CancellationToken cancellationToken)
    {
        const int realSizeAt = 483;
        if (block.Type == 'S')
        {
            var size = TarHeader.Number(_block, (realSizeAt, 12));
            return Checked(size, await ReadOldMapAsync(cancellationToken));
        }
        var length = records.FindNumber("GNU.sparse.realsize") ?? records.FindNumber("GNU.sparse.size");
        if (length is not { } real)
            return SparseMap.Whole(_stored);
        if (records.Find("GNU.sparse.major") is { } major && major.AsSpan().SequenceEqual("1"u8))
            return Checked(real, await ReadMapOfDataAsync(cancellationToken));
        if (records.Find("GNU.sparse.map") is { } map)
            return Checked(real, Pairs([.. Encoding.ASCII.GetString(map).Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Number)]));
        var numbers = records.Beginning("GNU.sparse.").Where(r => r.Ending is "offset" or "numbytes").Select(r => Number(Encoding.ASCII.GetString(r.Value)));
        return Checked(real, Pairs([.. numbers]));
    }

    private SparseMap Checked(long length, List<Extent> extents)
    {
        var map = SparseMap.Create(length, extents);
        return map.StoredBytes == _stored ? map : throw new InvalidDataException("it holds a sparse file whose parts are not as long as its data");
    }

    private async Task<List<Extent>> ReadOldMapAsync(CancellationToken cancellationToken)
    {
        const int inHeader = 4;
        const int inBlock = 21;
        const int pair = 24;
        var extents = new List<Extent>();
        Take(386, inHeader);
        var goesOn = _block[482] != 0;
        while (goesOn)
        {
            if (!await ReadBlockAsync(cancellationToken))
                throw new EndOfStreamException("it ends within a header");
            Take(0, inBlock);
            goesOn = _block[504] != 0;
        }
        return extents;

        void Take(int at, int count)
        {
            for (var i = 0; i < count && _block[at + (i * pair) + 12] != 0; i++)
                extents.Add(new(TarHeader.Number(_block, (at + (i * pair), 12)), TarHeader.Number(_block, (at + (i * pair) + 12, 12))));
            RequireFew(extents.Count);
        }
    }

    /// <summary>The map that stands before the data: a number a line, the first one counts the parts.</summary>
    private async Task<List<Extent>> ReadMapOfDataAsync(CancellationToken cancellationToken)
    {
        var numbers = new List<long>();
        var number = new StringBuilder();
        long? wanted = null;
        while (wanted is null || numbers.Count < wanted)
        {
            if (_stored < TarHeader.Block || !await ReadBlockAsync(cancellationToken))
                throw new EndOfStreamException("it ends within a header");
            _stored -= TarHeader.Block;
            foreach (var b in _block)
            {
                if (wanted is not null && numbers.Count == wanted)
                    break;
                if (b != (byte)'\n')
                {
                    number.Append((char)b);
                    continue;
                }
                var value = Number(number.ToString());
                number.Clear();
                if (wanted is not null)
                {
                    numbers.Add(value);
                }
                else
                {
                    RequireFew(value);
                    wanted = value * 2;
                }
            }
            if (number.Length > TarHeader.Block)
                throw new InvalidDataException("a header of it is damaged: a number is none");
        }
        return Pairs(numbers);
    }

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

    private async Task<byte[]> ReadTextAsync(TarBlock block, CancellationToken cancellationToken)
    {
        if (block.Size is < 0 or > TarHeader.LongestRecords)
            throw new InvalidDataException("a header of it is damaged: its length is none");
        var text = new byte[block.Size];
        await stream.ReadExactlyAsync(text, cancellationToken);
        await SkipAsync(TarHeader.Padded(text.Length) - text.Length, cancellationToken);
        return text;
    }

    private async Task<bool> ReadBlockAsync(CancellationToken cancellationToken)
    {
        var count = await stream.ReadAtLeastAsync(_block, TarHeader.Block, throwOnEndOfStream: false, cancellationToken);
        return count == TarHeader.Block || (count == 0 ? false : throw new EndOfStreamException("it ends within a block"));
    }

    private async Task SkipAsync(long bytes, CancellationToken cancellationToken)
    {
        var buffer = new byte[Math.Min(bytes, 64 * 1024)];
        while (bytes > 0)
        {
            var count = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(bytes, buffer.Length)), cancellationToken);
            bytes -= count > 0 ? count : throw new EndOfStreamException("it ends within a file");
        }
    }
}

/// <summary>A member that was read.</summary>
/// <param name="Member">What it is.</param>
/// <param name="Sealed">Its path as the seal takes it.</param>
internal readonly record struct TarEntry(TarMember Member, byte[] Sealed);
