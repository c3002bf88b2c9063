using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>An answer whose first bytes were looked at, and can be read once more.</summary>
internal sealed class PeekedAnswer : CameraAnswer
{
    private readonly CameraAnswer _inner;

    private PeekedAnswer(CameraAnswer inner, ReadOnlyMemory<byte> start)
    {
        _inner = inner;
        Start = start;
        Body = start.IsEmpty ? inner.Body : new PrefixedStream(start, inner.Body);
    }

    /// <summary>The first bytes: of text as many as tell what it is, of anything else a few.</summary>
    public ReadOnlyMemory<byte> Start { get; }

    public override int Status => _inner.Status;

    public override bool IsHttp => _inner.IsHttp;

    public override Stream Body { get; }

    /// <summary>Looks at the beginning of a body; nobody waits for what stands behind a redirect.</summary>
    public static async Task<PeekedAnswer> OfAsync(CameraAnswer answer, CancellationToken cancellationToken)
    {
        var start = new byte[AnswerPolicy.Sample];
        var filled = 0;
        if (answer.Status is >= 300 and < 400)
            return new(answer, default);
        while (filled < start.Length && MayBeText(start.AsSpan(0, filled)) && await answer.Body.ReadAsync(start.AsMemory(filled), cancellationToken) is > 0 and var read)
            filled += read;
        return new(answer, start.AsMemory(0, filled));
    }

    /// <summary>An answer that nobody looked at.</summary>
    public static PeekedAnswer Unread(CameraAnswer answer) => new(answer, default);

    public override IReadOnlyList<string> Values(string header) => _inner.Values(header);

    public override void Dispose() => _inner.Dispose();

    private static bool MayBeText(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyInRange((byte)0, (byte)8) < 0 && !bytes.StartsWith(PictureLeadIn.Start);
}
