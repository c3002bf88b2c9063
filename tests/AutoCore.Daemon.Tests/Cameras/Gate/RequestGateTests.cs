using System.Collections;
using AutoCore.Core;
using AutoCore.Core.Cameras;
using AutoCore.Daemon.Cameras.Gate;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Cameras.Gate;

/// <summary>Who is let in when: driven by a clock of our own, so that seconds cost nothing and nothing depends on the machine.</summary>
public sealed class RequestGateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Round_WithRememberedLatencies_EndsWithinFivePercentOfTheBound()
    {
        // As many short ones as hide behind the long ones: first come, first served would end with the last 10 s camera.
        var latencies = Enumerable.Range(0, 90).Select(i => i % 30 == 29 ? 10_000 : 200 + (i % 7 * 150)).Select(ms => TimeSpan.FromMilliseconds(ms)).ToList();
        var bound = Math.Max(latencies.Sum(l => l.TotalSeconds) / 10, latencies.Max(l => l.TotalSeconds));

        var took = await RunAsync(Options("""{ "DelayBetweenCameras": "00:00:00" }"""), latencies, workers: 10);

        Assert.InRange(took.TotalSeconds, bound, bound * 1.05);
    }

    [Fact]
    public async Task Worker_RestsBeforeItAsksTheSameHostAgain()
    {
        // 4 cameras of 1 s at 2 workers: each worker asks, rests half a second, asks.
        var took = await RunAsync(Options("""{ "MaxWorkers": 2, "DelayBetweenCameras": "00:00:00.500" }"""), [.. Enumerable.Repeat(TimeSpan.FromSeconds(1), 4)],
            workers: 2);

        Assert.Equal(2.5, took.TotalSeconds, 2);
    }

    [Fact]
    public async Task MaxPerHost_HoldsBack_AndOtherHostsGoOn()
    {
        using var gate = new RequestGate(Options("""{ "MaxPerHost": 1 }"""), new HostStates(), _clock);

        var first = await gate.EnterAsync("a", TimeSpan.FromSeconds(2), default);
        var second = gate.EnterAsync("a", TimeSpan.FromSeconds(1), default);
        var other = await gate.EnterAsync("b", TimeSpan.Zero, default);

        Assert.NotNull(other);
        Assert.False(second.IsCompleted);
        Release(first!, hostFailed: false);
        Assert.NotNull(await second);
    }

    [Fact]
    public async Task Hastened_GoesAheadOfAllThatWait_AndNobodyDoesWhoHadAPlace()
    {
        using var gate = new RequestGate(Options("""{ "MaxWorkers": 1, "DelayBetweenCameras": "00:00:00" }"""), new HostStates(), _clock);
        var camera = new CameraOptions("S", "P", new("http://a/"), CameraAuth.None, null, null);
        var place = await EnterAsync("first", 9);
        var (slow, fast, late) = (EnterAsync("slow", 5), EnterAsync("fast", 1), "late");

        Assert.False(gate.TryHasten("first"));
        Assert.True(gate.TryHasten("fast"));
        // Whoever is not there yet goes ahead when it comes.
        Assert.True(gate.TryHasten(late));
        Release(place!, hostFailed: false);
        place = await fast;
        Assert.False(slow.IsCompleted);
        var came = EnterAsync(late, 1);
        Release(place!, hostFailed: false);

        Assert.NotNull(await came);
        Assert.False(slow.IsCompleted);

        Task<GateLease?> EnterAsync(string key, int seconds) => gate.EnterAsync(camera, TimeSpan.FromSeconds(seconds), false, default, key);
    }

    [Fact]
    public async Task PausedHost_IsTriedWithItsFastestCamera_UntilPatienceEnds()
    {
        var hosts = new HostStates();
        using var gate = new RequestGate(Options("{}"), hosts, _clock);
        var now = _clock.GetElapsedTime(0);
        hosts["a"] = new(Failures: 5, IsTripped: true, PausedUntil: now + HostBreaker.Pause, WaitsUntil: now + (2 * HostBreaker.Pause));

        var slow = gate.EnterAsync("a", TimeSpan.FromSeconds(9), default);
        for (var trial = 0; trial < 2; trial++)
        {
            var fast = gate.EnterAsync("a", TimeSpan.FromSeconds(1), default);
            Assert.False(slow.IsCompleted || fast.IsCompleted);
            _clock.Advance(HostBreaker.Pause);
            var place = await fast;
            Assert.False(slow.IsCompleted);
            Release(place!, hostFailed: true);
            Assert.Equal(trial == 0, gate.IsWaitedFor("a"));
        }

        Assert.Null(await slow);
    }

    [Fact]
    public async Task PausedHost_ThatAnswersItsTrial_LetsAllIn()
    {
        var hosts = new HostStates();
        using var gate = new RequestGate(Options("{}"), hosts, _clock);
        var now = _clock.GetElapsedTime(0);
        hosts["a"] = new(Failures: 5, IsTripped: true, PausedUntil: now + HostBreaker.Pause, WaitsUntil: now + HostBreaker.Pause);
        var waiting = Enumerable.Range(0, 3).Select(i => gate.EnterAsync("a", TimeSpan.FromSeconds(i), default)).ToList();

        _clock.Advance(HostBreaker.Pause);
        Release((await waiting[0])!, hostFailed: false);

        Assert.All(await Task.WhenAll(waiting), Assert.NotNull);
    }

    [Fact]
    public async Task PauseOfAnEarlierRound_DoesNotReachIntoThisOne_WhichAsksOnce()
    {
        var hosts = new HostStates();
        hosts["a"] = new(Failures: 9, IsTripped: true, PausedUntil: _clock.GetElapsedTime(0) + TimeSpan.FromHours(1));
        using var gate = new RequestGate(Options("{}"), hosts, _clock);

        var trial = await gate.EnterAsync("a", TimeSpan.FromSeconds(1), default);
        var other = gate.EnterAsync("a", TimeSpan.FromSeconds(9), default);
        Assert.False(other.IsCompleted);
        Release(trial!, hostFailed: true, "refused, nobody listens");

        Assert.Null(await other);
        Assert.Equal("refused, nobody listens", gate.LastFailure("a"));
    }

    [Fact]
    public async Task Cancelled_WhileWaiting_LeavesTheQueue()
    {
        using var gate = new RequestGate(Options("""{ "MaxWorkers": 1 }"""), new HostStates(), _clock);
        var place = await gate.EnterAsync("a", TimeSpan.Zero, default);
        using var stop = new CancellationTokenSource();
        var waiting = gate.EnterAsync("a", TimeSpan.Zero, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Release(place!, hostFailed: null);
    }

    private static void Release(GateLease lease, bool? hostFailed, string failure = "")
    {
        lease.Note(hostFailed, failure);
        lease.Dispose();
    }

    /// <summary>Runs all cameras of one host through the gate and returns what the clock says.</summary>
    private async Task<TimeSpan> RunAsync(CamerasOptions options, List<TimeSpan> latencies, int workers)
    {
        using var gate = new RequestGate(options, new HostStates(), _clock);
        var inside = 0;
        var left = latencies.Count;
        var tasks = latencies.Select(async latency =>
        {
            var place = await gate.EnterAsync("a", latency, default);
            Interlocked.Increment(ref inside);
            await Task.Delay(latency, _clock);
            Interlocked.Decrement(ref inside);
            Interlocked.Decrement(ref left);
            Release(place!, hostFailed: false);
        }).ToList();
        var from = _clock.GetTimestamp();
        var isResting = options.DelayBetweenCameras > TimeSpan.Zero;
        while (!tasks.TrueForAll(t => t.IsCompleted))
        {
            // Everybody who can be inside is, or the gate itself waits for a rest to end.
            await Eventually.TrueAsync(
                () => Volatile.Read(ref left) == 0
                || (Volatile.Read(ref inside) == Math.Min(workers, Volatile.Read(ref left)) && _clock.ActiveTimers >= Volatile.Read(ref inside))
                || (isResting && _clock.ActiveTimers > 0));
            if (Volatile.Read(ref left) == 0)
                break;
            _clock.Advance(TimeSpan.FromMilliseconds(50));
        }
        await Task.WhenAll(tasks);
        return _clock.GetElapsedTime(from);
    }

    private CamerasOptions Options(string cameras)
    {
        var file = _folder.Write("appsettings.json", $$"""{ "AutoCore": { "DataDirectory": "{{_folder.Path}}", "Cameras": {{cameras}} } }""");
        return LoadedSettings.Load(file, new Hashtable()).Options.Cameras;
    }
}
