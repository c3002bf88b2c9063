using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>
/// The parts of a <c>multipart/x-mixed-replace</c> answer, one after the other. The delimiter is the first line that begins with two hyphens, or is what was
/// announced: cameras differ in what they announce and what they send, and a part's length is believed only where its delimiter is too short to be one.
/// </summary>
/// <param name="inner">The body.</param>
/// <param name="announced">The boundary of the content type, without hyphens; empty if there is none.</param>
internal sealed class MultipartStream(Stream inner, string announced = "") : ReadOnlyStream
{
    private const int BufferSize = 16 * 1024;

    /// <summary>Bytes of one part's header lines that are read; a stream that sends more has no picture there.</summary>
    private const int LongestHeaders = 16 * 1024;

    /// <summary>Bytes that are passed over to find the next part, such as the rest of one that was no picture.</summary>
    private const int LongestSkip = 16 * 1024 * 1024;

    private const int LongestDelimiter = 256;

    /// <summary>A line break and fewer bytes than this may stand in any picture.</summary>
    private const int ShortestDelimiter = 6;

    private static ReadOnlySpan<byte> LengthHeader => "Content-Length:"u8;

    private readonly byte[] _buffer = new byte[BufferSize];
    private int _start;
    private int _end;
    private byte[]? _delimiter;
    private long? _left;
    private long _read;

    /// <summary>Goes to the next part.</summary>
    /// <returns>False if the stream has ended, or is no multipart stream.</returns>
    public async Task<bool> NextAsync(CancellationToken cancellationToken)
    {
        if (_read == 0 && await BeginsAsPictureAsync(cancellationToken))
        {
            _left = long.MaxValue;
            return true;
        }
        var from = _read;
        while (_read - from < LongestSkip && await ReadLineAsync(cancellationToken) is { } line)
        {
            if (!IsDelimiter(line.Span))
                continue;
            _delimiter ??= [(byte)'\n', .. line.Span];
            _left = null;
            var headers = _read;
            while (await ReadLineAsync(cancellationToken) is { Length: > 0 } header)
            {
                if (_read - headers > LongestHeaders + BufferSize)
                    return false;
                if (_delimiter.Length < ShortestDelimiter && Ascii.EqualsIgnoreCase(header.Span[..Math.Min(header.Length, LengthHeader.Length)], LengthHeader)
                    && long.TryParse(header.Span[LengthHeader.Length..], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var length))
                {
                    _left = length;
                }
            }
            return true;
        }
        return false;
    }

    /// <summary>Reads the current part; 0 at its end.</summary>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left == 0)
            return 0;
        // Without a length, a delimiter must not be taken for picture because only its beginning has come.
        var needed = _left is null ? _delimiter!.Length + 1 : 1;
        while (_end - _start < needed && await FillAsync(cancellationToken))
        {
        }
        var available = _left is { } left ? (int)Math.Min(_end - _start, left) : BytesBeforeDelimiter();
        var count = Math.Min(available, buffer.Length);
        _buffer.AsMemory(_start, count).CopyTo(buffer);
        _start += count;
        _left -= count;
        return count;
    }

    /// <summary>Whether it is announced as parts and is one picture.</summary>
    private async Task<bool> BeginsAsPictureAsync(CancellationToken cancellationToken)
    {
        while (_end - _start < PictureLeadIn.Start.Length && await FillAsync(cancellationToken))
        {
        }
        return _buffer.AsSpan(_start, _end - _start).StartsWith(PictureLeadIn.Start);
    }

    private bool IsDelimiter(ReadOnlySpan<byte> line) => _delimiter is not null ? line.SequenceEqual(_delimiter.AsSpan(1))
        : line.Length <= LongestDelimiter && (line.StartsWith("--"u8) || (announced.Length > 0 && Ascii.Equals(line, announced)));

    /// <summary>Holds back what may be the beginning of a delimiter, unless nothing more comes.</summary>
    private int BytesBeforeDelimiter()
    {
        var held = _buffer.AsSpan(_start, _end - _start);
        var at = held.IndexOf(_delimiter);
        // The line break belongs to the delimiter, whole: a picture without an end marker ends before it.
        if (at >= 0)
            return at > 0 && held[at - 1] == '\r' ? at - 1 : at;
        return held.Length <= _delimiter!.Length ? held.Length : held.Length - _delimiter.Length;
    }

    /// <summary>The next line, where it lies in the buffer: it is good until more is read.</summary>
    private async ValueTask<ReadOnlyMemory<byte>?> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var at = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (at >= 0)
            {
                var line = _buffer.AsMemory(_start, at).TrimEnd("\r "u8);
                _start += at + 1;
                return line;
            }
            // A line that fills the buffer is none; what it holds is not needed.
            if (_end - _start == _buffer.Length)
                _start = _end;
            if (!await FillAsync(cancellationToken))
                return null;
        }
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        var read = await inner.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        _read += read;
        return read > 0;
    }
}
