using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Health;
using AutoCore.Policies.Hosting;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Hosting;

public sealed class PeriodicWorkerTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly WorkerFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task Worker_Started_MakesItsFirstPassAtOnceAndTheOthersOnTheTick()
    {
        using var worker = await StartAsync(_ => Task.CompletedTask);
        Assert.Equal(1, worker.Passes);
        await TickAsync(worker);
        await TickAsync(worker);
        Assert.Equal(3, worker.Passes);
        await worker.StopAsync(CancellationToken.None);
        Assert.True(worker.Finished);
    }

    [Fact]
    public async Task Worker_MissedTicks_AreMadeUpByOnePass()
    {
        var gate = new TaskCompletionSource();
        using var worker = await StartAsync(pass => pass == 2 ? gate.Task : Task.CompletedTask);
        await TickAsync(worker);
        fixture.Time.Advance(Interval * 5);
        gate.SetResult();
        await Eventually.TrueAsync(() => worker.Passes == 3);
        await TickAsync(worker);
        Assert.Equal(4, worker.Passes);
        await worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Worker_PassThatThrows_IsWarnedOfThenCriticalAndNeverEnds()
    {
        using var worker = await StartAsync(_ => throw new InvalidOperationException("no luck"));
        Assert.Equal(Rating.Warning, fixture.Board.Find("test")!.Rating);
        for (var failures = 2; failures <= BackoffPolicy.CriticalAfter + 5; failures++)
        {
            await TickAsync(worker, BackoffPolicy.NextPass(Interval, failures - 1));
            await Eventually.TrueAsync(() => fixture.Board.Find("test")!.Measures[0].Number == worker.Passes);
            Assert.Equal(failures >= BackoffPolicy.CriticalAfter ? Rating.Critical : Rating.Warning, fixture.Board.Find("test")!.Rating);
        }
        Assert.Contains(fixture.Board.Find("test")!.Measures, m => m.Text == "no luck");
        // The first, second, fourth and eighth failure; not each.
        Assert.Equal(4, fixture.Lines.Count(l => l.Event == "pass-failed"));
        Assert.False(worker.ExecuteTask!.IsCompleted);
        await worker.StopAsync(CancellationToken.None);
        Assert.False(worker.ExecuteTask.IsFaulted);
    }

    [Fact]
    public async Task Worker_GoodPassAfterFailures_TakesItsWarningBackAndItsPaceUp()
    {
        using var worker = await StartAsync(pass => pass <= 3 ? throw new IOException("disk full") : Task.CompletedTask);
        await TickAsync(worker, BackoffPolicy.NextPass(Interval, 1));
        await TickAsync(worker, BackoffPolicy.NextPass(Interval, 2));
        await TickAsync(worker, BackoffPolicy.NextPass(Interval, 3));
        await Eventually.TrueAsync(() => fixture.Board.Find("test") is null);
        Assert.Contains(fixture.Lines, l => l.Event == "pass-recovered");
        await TickAsync(worker);
        Assert.Equal(5, worker.Passes);
        await worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Worker_CancelledByItsOwnTimeout_IsAFailureAndNoEnd()
    {
        using var worker = await StartAsync(pass => pass == 1 ? throw new OperationCanceledException() : Task.CompletedTask);
        await TickAsync(worker, BackoffPolicy.NextPass(Interval, 1));
        Assert.Equal(2, worker.Passes);
        await worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Worker_PassThatHangs_BreaksItsPromiseAndIsNamed()
    {
        var never = new TaskCompletionSource();
        using var worker = await StartAsync(_ => never.Task);
        Assert.Null(fixture.Heartbeats.FindHung());
        fixture.Time.Advance(TimeSpan.FromSeconds(91));
        Assert.Equal("test", fixture.Heartbeats.FindHung());
        never.SetResult();
        await Eventually.TrueAsync(() => fixture.Heartbeats.FindHung() is null);
        await worker.StopAsync(CancellationToken.None);
        fixture.Time.Advance(TimeSpan.FromDays(1));
        Assert.Null(fixture.Heartbeats.FindHung());
    }

    [Fact]
    public async Task Worker_PassThatFails_KeepsItsPromise()
    {
        using var worker = await StartAsync(_ => throw new IOException("x"));
        await TickAsync(worker, BackoffPolicy.NextPass(Interval, 1));
        Assert.Null(fixture.Heartbeats.FindHung());
        await worker.StopAsync(CancellationToken.None);
    }

    private async Task<Probe> StartAsync(Func<int, Task> pass)
    {
        var worker = new Probe(pass, fixture.Context);
        await worker.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => worker.Passes == 1);
        return worker;
    }

    private async Task TickAsync(Probe worker, TimeSpan? after = null)
    {
        var passes = worker.Passes;
        // The pass is counted when it begins; its end arms the timer anew.
        await Eventually.TrueAsync(() =>
        {
            fixture.Time.Advance(after ?? Interval);
            return worker.Passes > passes;
        });
    }

    private sealed class Probe(Func<int, Task> pass, WorkerContext context) : PeriodicWorker("test", Interval, context)
    {
        private int passes;

        public int Passes => Volatile.Read(ref passes);

        public bool Finished { get; private set; }

        protected override Task RunOnceAsync(CancellationToken stoppingToken) => pass(Interlocked.Increment(ref passes));

        protected override Task FinishAsync()
        {
            Finished = true;
            return Task.CompletedTask;
        }
    }
}
