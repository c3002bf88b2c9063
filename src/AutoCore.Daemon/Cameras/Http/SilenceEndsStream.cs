namespace AutoCore.Daemon.Cameras.Http;

/// <summary>A body that may not come at all: where its first byte does not come soon, it is empty.</summary>
internal sealed class SilenceEndsStream(Stream inner, TimeProvider time) : ReadOnlyStream
{
    /// <summary>How long a first byte is waited for.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(2);

    private bool _hasBegun;
    private bool _hasEnded;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_hasEnded)
            return 0;
        if (_hasBegun)
            return await inner.ReadAsync(buffer, cancellationToken);
        using var limit = new CancellationTokenSource(LongestSilence, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var read = await inner.ReadAsync(buffer, linked.Token);
            _hasBegun = read > 0;
            return read;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _hasEnded = true;
            return 0;
        }
    }
}
