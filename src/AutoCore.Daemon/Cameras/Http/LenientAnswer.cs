using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>An answer read with patience: any status line with three digits, lines that are no headers skipped, no head at all if a picture begins at
/// once.</summary>
internal sealed class LenientAnswer : CameraAnswer
{
    /// <summary>Bytes of a head that are read.</summary>
    public const int LongestHead = 16 * 1024;

    private readonly Stream _connection;
    private readonly LenientHead _head;

    private LenientAnswer(Stream connection, LenientHead head, ReadOnlyMemory<byte> rest, bool isLogin, TimeProvider time) =>
        (_connection, _head, Body) = (connection, head, BodyOf(new PrefixedStream(rest, connection), head, rest, isLogin, time));

    public override int Status => _head.IsHttp ? _head.Status : 200;

    public override bool IsHttp => _head.IsHttp;

    public override Stream Body { get; }

    /// <summary>Reads until the head is whole.</summary>
    /// <param name="connection">Where it comes from.</param>
    /// <param name="isLogin">Whether it answers a login: nothing is behind a length of 0 then.</param>
    /// <exception cref="IOException">The connection ended before it, or the head is longer than any real one.</exception>
    public static async Task<LenientAnswer> ReadAsync(Stream connection, bool isLogin, TimeProvider time, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestHead];
        var filled = 0;
        while (filled < buffer.Length)
        {
            var read = await connection.ReadAsync(buffer.AsMemory(filled), cancellationToken);
            filled += read;
            if (LenientHead.TryParse(buffer.AsSpan(0, filled), isAll: read == 0, out var head, out var bodyStart))
                return new(connection, head, buffer.AsMemory(bodyStart, filled - bodyStart), isLogin, time);
            if (read == 0)
                throw new HttpIOException(HttpRequestError.ResponseEnded, "the camera hung up before it answered");
        }
        throw new HttpIOException(HttpRequestError.ConfigurationLimitExceeded, $"the answer's head does not end within {LongestHead / 1024} KB");
    }

    /// <summary>A length of 0 is what cameras send that do not know it; a picture comes soon then, or not at all. Who does not speak HTTP is not waited for,
    /// unless a picture has begun.</summary>
    private static Stream BodyOf(Stream all, LenientHead head, ReadOnlyMemory<byte> rest, bool isLogin, TimeProvider time) => head switch
    {
        { IsHttp: false } => rest.Span.IndexOf(PictureLeadIn.Start) < 0 ? new PrefixedStream(rest, Stream.Null) : all,
        { Status: 204 or 205 or 304 } => Stream.Null,
        { IsChunked: true } => new ChunkedStream(all),
        { Length: > 0 and var length } => new LimitedStream(all, length),
        { Length: 0 } => isLogin ? Stream.Null : new SilenceEndsStream(all, time),
        _ => all,
    };

    public override IReadOnlyList<string> Values(string header) => _head.Values(header);

    public override void Dispose()
    {
        Body.Dispose();
        _connection.Dispose();
    }
}
