using AutoCore.Policies.Backups.Tar;

namespace AutoCore.Daemon.Backups.Tar;

/// <summary>Writes members one after another; memory stays the same whatever they are.</summary>
/// <param name="stream">Where the archive goes; it stays open.</param>
internal sealed class TarArchiveWriter(Stream stream)
{
    private const int RecordBytes = 20 * TarHeader.Block;
    private static readonly byte[] Zeros = new byte[RecordBytes];
    private long _written;

    /// <summary>Begins a member; the data that its map names follows, then <see cref="FillUpAsync"/>.</summary>
    public async Task BeginAsync(TarMember member, CancellationToken cancellationToken)
    {
        await WriteAsync(TarHeader.Compose(member), cancellationToken);
        if (member.Content.HasHoles)
            await WriteAsync(member.Content.Compose(), cancellationToken);
    }

    /// <summary>Writes records for no member.</summary>
    public Task WriteGlobalAsync(PaxRecords records, CancellationToken cancellationToken) =>
        WriteAsync(TarHeader.ComposeGlobal(records), cancellationToken).AsTask();

    /// <summary>Writes data.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(data, cancellationToken);
        _written += data.Length;
    }

    /// <summary>Ends a member's data.</summary>
    public ValueTask FillUpAsync(CancellationToken cancellationToken) =>
        WriteAsync(Zeros.AsMemory(0, (int)(TarHeader.Padded(_written) - _written)), cancellationToken);

    /// <summary>Ends the archive: two blocks of zeros, filled up to a record of twenty, as tar programs expect.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        const int end = 2 * TarHeader.Block;
        var filled = (_written + end + RecordBytes - 1) / RecordBytes * RecordBytes;
        await WriteAsync(Zeros.AsMemory(0, end), cancellationToken);
        await WriteAsync(Zeros.AsMemory(0, (int)(filled - _written)), cancellationToken);
    }
}
