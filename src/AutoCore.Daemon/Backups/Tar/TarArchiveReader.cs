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

    /// <summary>The parts of a file that the archive holds.</summary>
    private async Task<SparseMap> ReadMapAsync(TarBlock block, PaxRecords records, CancellationToken cancellationToken)
    {
        var map = block.Type == 'S' ? await GnuSparseMap.ReadHeaderAsync(_block, NextAsync)
            : GnuSparseMap.StandsBeforeData(records) ? await GnuSparseMap.ReadDataAsync(records, NextOfDataAsync)
            : GnuSparseMap.Of(records);
        if (map is null)
            return SparseMap.Whole(_stored);
        return map.StoredBytes == _stored ? map : throw new InvalidDataException("it holds a sparse file whose parts are not as long as its data");

        async Task<byte[]> NextAsync() => await ReadBlockAsync(cancellationToken) ? _block : throw new EndOfStreamException("it ends within a header");

        async Task<byte[]> NextOfDataAsync()
        {
            if ((_stored -= TarHeader.Block) < 0)
                throw new EndOfStreamException("it ends within a header");
            return await NextAsync();
        }
    }

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
