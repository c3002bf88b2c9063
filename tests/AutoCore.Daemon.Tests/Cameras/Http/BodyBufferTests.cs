using System.Collections;
using AutoCore.Core;
using AutoCore.Daemon.Cameras.Http;

namespace AutoCore.Daemon.Tests.Cameras.Http;

public sealed class BodyBufferTests
{
    /// <summary>Each array is one read; what comes after them would be waited for in vain.</summary>
    public static TheoryData<byte[][], int, bool, int> Bodies => new()
    {
        { [[1, 2, 3, 4]], 4, true, 4 },
        { [[1], [2, 3], [4]], 4, true, 4 },
        { [[1, 0xFF, 0xD9]], 9, false, 3 },
        { [[1, 0xFF], [0xD9, 7]], 9, false, 4 },
        { [[1, 0xFF, 0xD9]], 3, true, 3 },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task TakeAsync_Body_IsTakenToItsLengthOrItsEndMarker(byte[][] reads, int promised, bool isWhole, int taken)
    {
        using var buffer = new BodyBuffer(1);

        using var body = await buffer.TakeAsync(new Reads(reads), promised, TestContext.Current.CancellationToken);

        Assert.Equal(isWhole, body.IsWhole);
        var bytes = new byte[taken];
        await body.Stream.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken);
        Assert.Equal(reads.SelectMany(r => r), bytes);
    }

    [Fact]
    public async Task TakeAsync_BodyEndsEarly_IsNotWhole()
    {
        using var buffer = new BodyBuffer(1);

        using var body = await buffer.TakeAsync(new MemoryStream([1, 2]), 5, TestContext.Current.CancellationToken);

        Assert.False(body.IsWhole);
    }

    [Fact]
    public async Task WaitAsync_EveryPlaceTaken_TheNextHasNotArrivedUntilOneIsFree()
    {
        using var buffer = new BodyBuffer(1);
        var arrived = false;
        var first = await buffer.WaitAsync(static () => { }, default);
        var second = buffer.WaitAsync(() => arrived = true, default);

        Assert.False(arrived);
        first.Dispose();
        (await second).Dispose();
        Assert.True(arrived);
    }

    [Fact]
    public async Task WaitAsync_BrokenOff_GivesItsPlaceBack()
    {
        using var buffer = new BodyBuffer(1);
        var first = await buffer.WaitAsync(static () => { }, default);
        using var stop = new CancellationTokenSource();
        var second = buffer.WaitAsync(static () => { }, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first.Dispose();

        (await buffer.WaitAsync(static () => { }, default)).Dispose();
    }

    [Fact]
    public Task PlayAsync_Rehearsal_NeedsNoNetworkAndEnds() =>
        Rehearsal.PlayAsync(LoadedSettings.Load(null, new Hashtable()).Options.Cameras, TimeProvider.System)
        .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    private sealed class Reads(byte[][] reads) : ReadOnlyStream
    {
        private int _next;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_next == reads.Length)
                throw new InvalidOperationException("nothing more was to be asked for");
            reads[_next].CopyTo(buffer);
            return new(reads[_next++].Length);
        }
    }
}
