using AutoCore.Core.Cameras;
using AutoCore.Core.Hosting;
using AutoCore.Daemon.Cameras.Http;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.Cameras.Http;
using AutoCore.Policies.Cameras.Rtsp;

namespace AutoCore.Daemon.Cameras.Rtsp;

/// <summary>
/// The one connection to a camera on which its stream is asked for and comes. All requests go over it, whatever addresses the camera names: nothing is ever
/// asked of another host.
/// </summary>
/// <param name="address">The camera's own address.</param>
/// <param name="tls">Which certificate is accepted.</param>
internal sealed class RtspConnection(Uri address, TlsRule tls) : ICameraTransport, IAsyncDisposable
{
    /// <summary>Bytes that are no RTSP, between two pieces of a stream.</summary>
    private const int MostForeign = 64 * 1024;

    /// <summary>Messages that answer nothing that was asked.</summary>
    private const int MostStrayMessages = 32;

    private readonly byte[] _buffer = new byte[StreamFraming.Longest];
    private Stream? _stream;
    private int _start;
    private int _end;
    private int _sequence;
    private int _foreign;

    /// <summary>Sees each packet of the stream, with its channel.</summary>
    public Action<byte, ReadOnlySpan<byte>>? OnPacket { get; set; }

    /// <summary>The session that the camera has opened, or null.</summary>
    public string? Session { get; private set; }

    /// <summary>Sends a request and returns its answer, body included. A camera may hang up after an answer: then the next request makes a new connection, as
    /// long as there is no session.</summary>
    /// <exception cref="StreamRefused">What answers speaks no RTSP.</exception>
    public async Task<CameraAnswer> SendAsync(CameraOptions camera, CameraRequest request, AttemptClock clock)
    {
        UnsendableHeader.ThrowIn(request);
        clock.Asked = camera.Url;
        while (true)
        {
            var isNew = _stream is null;
            _stream ??= await CameraConnector.ConnectAsync(address, isForeign: false, tls, clock);
            clock.Wait();
            try
            {
                await _stream.WriteAsync(Compose(request), clock.Token);
                var answer = await ReadAnswerAsync(_stream, clock.Token);
                clock.Answer();
                if (answer.Message.Session is { } session && answer.Status is >= 200 and < 300)
                    Session = session;
                if (answer.Message.IsLast && Session is null)
                    await HangUpAsync();
                return answer;
            }
            catch (IOException) when (!isNew && Session is null)
            {
                await HangUpAsync();
            }
        }
    }

    public bool Distrust(CameraOptions camera) => false;

    /// <summary>Reads the next piece, while the stream runs.</summary>
    /// <exception cref="IOException">The camera has ended it.</exception>
    /// <exception cref="StreamRefused">Too much else stands in it.</exception>
    public async Task ReadAsync(CancellationToken cancellationToken) =>
        await ReadAsync(_stream ?? throw new IOException("the camera has hung up"), isRunning: true, cancellationToken);

    public async ValueTask DisposeAsync() => await HangUpAsync();

    private byte[] Compose(CameraRequest request)
    {
        var head = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{request.Method} {request.Target} RTSP/1.0\r\nCSeq: {++_sequence}\r\n")
            .Append(CultureInfo.InvariantCulture, $"User-Agent: autocore/{Product.Version}\r\n");
        if (Session is not null)
            head.Append(CultureInfo.InvariantCulture, $"Session: {Session}\r\n");
        foreach (var (name, value) in request.Headers)
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        if (request.Authorization is { } authorization)
            head.Append("Authorization: ").Append(authorization).Append("\r\n");
        return Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());
    }

    private async Task<RtspAnswer> ReadAnswerAsync(Stream stream, CancellationToken cancellationToken)
    {
        // Packets may stand before it; they are bounded by the time.
        for (var strays = 0; strays < MostStrayMessages;)
        {
            if (await ReadAsync(stream, isRunning: OnPacket is not null, cancellationToken) is not { } answer)
                continue;
            if (answer.Message.IsAnswer && (answer.Message.Sequence ?? _sequence) == _sequence)
                return answer;
            strays++;
        }
        throw new StreamRefused(CaptureFault.NotHttp, $"{StreamAdvice.Foreign}: messages that answer nothing");
    }

    /// <summary>Reads the next piece.</summary>
    /// <returns>The message; null for a packet.</returns>
    private async ValueTask<RtspAnswer?> ReadAsync(Stream stream, bool isRunning, CancellationToken cancellationToken)
    {
        while (true)
        {
            var item = StreamFraming.Next(_buffer.AsSpan(_start.._end));
            switch (item.Kind)
            {
                case StreamPiece.Packet:
                    OnPacket?.Invoke(item.Channel, _buffer.AsSpan(_start + item.Start, item.Length - item.Start));
                    _start += item.Length;
                    return null;
                case StreamPiece.Message:
                    var body = _buffer.AsSpan(_start + item.Start, item.Length - item.Start).ToArray();
                    _start += item.Length;
                    return new(item.Message!, body);
                case StreamPiece.Foreign when isRunning && _foreign < MostForeign:
                    var skipped = StreamFraming.Foreign(_buffer.AsSpan(_start.._end));
                    (_start, _foreign) = (_start + skipped, _foreign + skipped);
                    break;
                case StreamPiece.Foreign:
                    throw isRunning ? new StreamRefused(CaptureFault.Corrupt, "the stream has too much between its packets") : Stranger();
                case StreamPiece.TooLong:
                    throw new StreamRefused(CaptureFault.HeadTooLarge,
                        $"an answer's head is longer than {RtspMessage.LongestHead / 1024} KB, or its body than {RtspMessage.LongestBody / 1024} KB");
                default:
                    await FillAsync(stream, cancellationToken);
                    break;
            }
        }
    }

    private StreamRefused Stranger()
    {
        var words = AnswerPolicy.DescribeForeign(_buffer.AsSpan(_start.._end));
        return new(CaptureFault.NotHttp, $"{StreamAdvice.Foreign}{words[words.IndexOf(':', StringComparison.Ordinal)..]}");
    }

    private async ValueTask FillAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _buffer.Length)
            throw new StreamRefused(CaptureFault.Corrupt, "the stream has blank lines without end");
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        if (read == 0)
            throw new IOException("the camera hung up");
        _end += read;
    }

    private async Task HangUpAsync()
    {
        if (_stream is { } stream)
            await stream.DisposeAsync();
        (_stream, _start, _end) = (null, 0, 0);
    }
}
