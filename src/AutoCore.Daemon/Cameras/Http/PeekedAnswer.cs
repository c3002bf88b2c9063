using AutoCore.Policies.Cameras.Http;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>An answer whose first bytes were looked at, and can be read once more.</summary>
internal sealed class PeekedAnswer : CameraAnswer
{
    private readonly CameraAnswer _inner;

    private PeekedAnswer(CameraAnswer inner, ReadOnlyMemory<byte> start, Stream rest) =>
        (_inner, Start, Body) = (inner, start, start.IsEmpty ? rest : new PrefixedStream(start, rest));

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
            return Again(answer, default);
        while (filled < start.Length && MayBeText(start.AsSpan(0, filled))
            && await answer.Body.ReadAsync(start.AsMemory(filled), cancellationToken) is > 0 and var read)
        {
            filled += read;
        }
        return Again(answer, start.AsMemory(0, filled));
    }

    /// <summary>An answer of which so much was read, from its beginning.</summary>
    public static PeekedAnswer Again(CameraAnswer answer, ReadOnlyMemory<byte> read) => new(answer, read, answer.Body);

    /// <summary>An answer whose body does not come.</summary>
    public static PeekedAnswer WithoutBody(CameraAnswer answer) => new(answer, default, Stream.Null);

    public override IReadOnlyList<string> Values(string header) => _inner.Values(header);

    public override void Dispose() => _inner.Dispose();

    private static bool MayBeText(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyInRange((byte)0, (byte)8) < 0 && !bytes.StartsWith(PictureLeadIn.Start);
}
