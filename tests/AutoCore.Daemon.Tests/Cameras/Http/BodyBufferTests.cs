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
    public async Task TakeTurnAsync_EveryPlaceTaken_TheNextHasNoneUntilOneIsFree()
    {
        using var buffer = new BodyBuffer(1);
        var first = await buffer.TakeTurnAsync(default);
        await first.WaitAsync(default);
        var second = buffer.TakeTurnAsync(default);

        Assert.False(second.IsCompleted);
        first.Dispose();
        using var turn = await second;
        await turn.WaitAsync(default);
    }

    [Fact]
    public async Task TakeTurnAsync_BrokenOff_GivesItsPlaceBack()
    {
        using var buffer = new BodyBuffer(1);
        var first = await buffer.TakeTurnAsync(default);
        using var stop = new CancellationTokenSource();
        var second = buffer.TakeTurnAsync(stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first.Dispose();

        (await buffer.TakeTurnAsync(default)).Dispose();
    }

    [Fact]
    public async Task Turn_BrokenOffWhileItWaitsForAProcessor_KeepsNeither()
    {
        var processors = Math.Max(1, Environment.ProcessorCount - 1);
        using var buffer = new BodyBuffer(processors + 1);
        var judged = new List<BodyBuffer.Turn>();
        for (var i = 0; i < processors; i++)
        {
            judged.Add(await buffer.TakeTurnAsync(default));
            await judged[i].WaitAsync(default);
        }
        using var stop = new CancellationTokenSource();
        using (var late = await buffer.TakeTurnAsync(default))
        {
            var waiting = late.WaitAsync(stop.Token);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }
        judged.ForEach(turn => turn.Dispose());

        for (var i = 0; i < processors; i++)
        {
            using var turn = await buffer.TakeTurnAsync(default);
            Assert.True(turn.WaitAsync(default).IsCompletedSuccessfully);
        }
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
