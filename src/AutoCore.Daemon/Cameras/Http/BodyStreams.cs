using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>A stream that can only be read.</summary>
internal abstract class ReadOnlyStream : ForwardStream
{
    public override bool CanWrite => false;

    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>What was read already, then the rest.</summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : ReadOnlyStream
{
    private ReadOnlyMemory<byte> _prefix = prefix;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_prefix.IsEmpty)
            return rest.ReadAsync(buffer, cancellationToken);
        var count = Math.Min(buffer.Length, _prefix.Length);
        _prefix[..count].CopyTo(buffer);
        _prefix = _prefix[count..];
        return new(count);
    }
}

/// <summary>At most so many bytes of a stream.</summary>
internal sealed class LimitedStream(Stream inner, long length) : ReadOnlyStream
{
    private long _left = length;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left == 0)
            return 0;
        var read = await inner.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _left)], cancellationToken);
        _left -= read;
        return read;
    }
}

/// <summary>A body in chunks (RFC 9112), without their sizes between them; one that was announced so and begins as a picture is passed on as it is.</summary>
internal sealed class ChunkedStream(Stream inner) : ReadOnlyStream
{
    private readonly byte[] _one = new byte[1];
    private Stream _inner = inner;
    private long? _left;
    private bool _ended;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left is null)
            await BeginAsync(cancellationToken);
        if (_left == 0 && !_ended)
            await ReadSizeAsync(cancellationToken);
        if (_ended)
            return 0;
        var read = await _inner.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _left!.Value)], cancellationToken);
        _left -= read;
        _ended = read == 0;
        return read;
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        var start = new byte[PictureLeadIn.Start.Length];
        var count = await _inner.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        _inner = new PrefixedStream(start.AsMemory(0, count), _inner);
        _left = start.AsSpan().SequenceEqual(PictureLeadIn.Start) ? long.MaxValue : 0;
    }

    private async Task ReadSizeAsync(CancellationToken cancellationToken)
    {
        var line = await ReadLineAsync(cancellationToken);
        // Each chunk but the first follows an empty line.
        if (line is { Length: 0 })
            line = await ReadLineAsync(cancellationToken);
        _ended = !long.TryParse(line?.Split(';')[0].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) || size <= 0;
        _left = size;
    }

    private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        const int longest = 256;
        var line = new StringBuilder();
        while (line.Length < longest && await _inner.ReadAsync(_one, cancellationToken) > 0)
        {
            if (_one[0] == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append((char)_one[0]);
        }
        return null;
    }
}
