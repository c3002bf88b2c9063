using System.Security.Cryptography;

namespace AutoCore.Daemon.Backups;

/// <summary>A file as long as it was when it was opened, whatever becomes of it meanwhile: an archive has said its length before its content. What it hands over is summed.</summary>
internal sealed class SteadyStream(Stream file, long length, IncrementalHash sum) : Stream
{
    private long _position;

    /// <summary>Whether the file ended before its length; zeros stand for the rest.</summary>
    public bool WasCut { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var wanted = Wanted(buffer.Length);
        return Take(buffer[..wanted], wanted == 0 || WasCut ? 0 : file.Read(buffer[..wanted]));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = Wanted(buffer.Length);
        var count = wanted == 0 || WasCut ? 0 : await file.ReadAsync(buffer[..wanted], cancellationToken);
        return Take(buffer[..wanted].Span, count);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Wanted(int room) => (int)Math.Min(room, length - _position);

    private int Take(Span<byte> wanted, int count)
    {
        if (wanted.IsEmpty)
            return 0;
        if (count == 0)
        {
            WasCut = true;
            wanted.Clear();
            count = wanted.Length;
        }
        sum.AppendData(wanted[..count]);
        _position += count;
        return count;
    }
}
