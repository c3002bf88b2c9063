using System.Collections.Concurrent;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>
/// Bodies that came whole and wait to be judged. A camera's part is over when its last byte is here: its place in the round goes to the next one, and the
/// processor's work is done while that one is waited for. At most so many wait, and one processor is always left to the network.
/// </summary>
/// <param name="places">How many may wait.</param>
internal sealed class BodyBuffer(int places) : IDisposable
{
    /// <summary>Of larger bodies and those of unknown length each piece is judged as it comes, bytes.</summary>
    public const int Largest = 256 * 1024;

    private static readonly byte[] EndMarker = [0xFF, 0xD9];

    private readonly SemaphoreSlim _places = new(places);
    private readonly SemaphoreSlim _judges = new(Math.Max(1, Environment.ProcessorCount - 1));
    private readonly ConcurrentBag<byte[]> _buffers = [];

    /// <summary>Takes a body to the length that was promised. One that has a picture's end marker earlier is not waited for: the promise may be
    /// wrong.</summary>
    /// <param name="length">Its promised length, 1 to <see cref="Largest"/> bytes.</param>
    /// <exception cref="IOException">The camera broke off.</exception>
    public async Task<BufferedBody> TakeAsync(Stream body, int length, CancellationToken cancellationToken)
    {
        if (!_buffers.TryTake(out var buffer) || buffer.Length < length)
            buffer = new byte[length];
        var taken = 0;
        var isEnded = false;
        while (taken < length && !isEnded && await body.ReadAsync(buffer.AsMemory(taken, length - taken), cancellationToken) is > 0 and var read)
        {
            // A marker may lie across two reads.
            isEnded = buffer.AsSpan(Math.Max(0, taken - 1)..(taken + read)).IndexOf(EndMarker) >= 0;
            taken += read;
        }
        return new(new PrefixedStream(buffer.AsMemory(0, taken), body), taken == length, () => _buffers.Add(buffer));
    }

    /// <summary>Waits for a place among the bodies that wait for a processor.</summary>
    /// <returns>To be disposed when the body is judged.</returns>
    public async Task<Turn> TakeTurnAsync(CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        return new(this);
    }

    /// <summary>Lets go of the memory.</summary>
    public void Rest() => _buffers.Clear();

    public void Dispose()
    {
        _places.Dispose();
        _judges.Dispose();
    }

    /// <summary>A body's place, and after the wait its processor.</summary>
    internal sealed class Turn(BodyBuffer buffer) : IDisposable
    {
        private bool _hasProcessor;

        /// <summary>Waits for a processor.</summary>
        public async Task WaitAsync(CancellationToken cancellationToken)
        {
            await buffer._judges.WaitAsync(cancellationToken);
            _hasProcessor = true;
        }

        public void Dispose()
        {
            if (_hasProcessor)
                buffer._judges.Release();
            buffer._places.Release();
        }
    }
}

/// <summary>A body as far as it is in memory, and then the rest of it.</summary>
/// <param name="Stream">All of it.</param>
/// <param name="IsWhole">Whether nothing more is to come from the camera.</param>
/// <param name="GiveBack">Called when it is no longer needed.</param>
internal sealed record BufferedBody(Stream Stream, bool IsWhole, Action GiveBack) : IDisposable
{
    public void Dispose() => GiveBack();
}
