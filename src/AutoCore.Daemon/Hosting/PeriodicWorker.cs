using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Core.Logging;
using AutoCore.Policies.Alerts;
using AutoCore.Policies.Health;
using AutoCore.Policies.Hosting;

namespace AutoCore.Daemon.Hosting;

/// <summary>What every worker needs.</summary>
internal sealed record WorkerContext(TimeProvider Time, HealthBoard Board, Heartbeats Heartbeats, ILoggerFactory Logging);

/// <summary>
/// The loop of every service: the first pass at once, the others on the tick, missed ticks coalesced. A pass that throws is reported and tried
/// again with back-off; after <see cref="BackoffPolicy.CriticalAfter"/> failures in a row its group is critical. It never gives up and never takes another
/// worker with it.
/// </summary>
/// <param name="group">The health group that fails with this worker; also its name in the log.</param>
/// <param name="interval">Time from pass to pass.</param>
/// <param name="context">What every worker needs.</param>
internal abstract class PeriodicWorker(string group, TimeSpan interval, WorkerContext context) : BackgroundService
{
    /// <summary>Longest silence within a pass; a long pass calls <see cref="Beat()"/> at each batch.</summary>
    protected static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan BetweenBeats = TimeSpan.FromSeconds(20);

    private readonly Heartbeat _heartbeat = context.Heartbeats.Add(group);
    private PeriodicTimer? _timer;
    private HealthReading? _failureReading;
    private int _failures;
    private bool _hasWorked;

    /// <summary>The health group of this worker.</summary>
    protected string Group => group;

    /// <summary>The clock.</summary>
    protected TimeProvider Time => context.Time;

    /// <summary>Where readings go.</summary>
    protected HealthBoard Board => context.Board;

    /// <summary>Makes the timer here and not in the loop: a fake clock advanced right after the start would lose the first ticks.</summary>
    public sealed override Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = new PeriodicTimer(interval, Time);
        _heartbeat.Expect(LongestSilence);
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _timer?.Dispose();
        base.Dispose();
    }

    /// <summary>One pass: read, decide, act, report.</summary>
    protected abstract Task RunOnceAsync(CancellationToken stoppingToken);

    /// <summary>What is left to do at a clean stop.</summary>
    protected virtual Task FinishAsync() => Task.CompletedTask;

    /// <summary>A sign of life within a long pass.</summary>
    protected void Beat() => _heartbeat.Expect(LongestSilence);

    /// <summary>A sign of life before something that may rightly be silent for longer than that: the longest silence comes on top of it.</summary>
    /// <param name="quiet">How long it may be silent.</param>
    protected void Beat(TimeSpan quiet) => _heartbeat.Expect(quiet + LongestSilence);

    /// <summary>Waits for long work that gives no signs of life of its own, and gives them meanwhile.</summary>
    protected async Task<T> BeatWhileAsync<T>(Task<T> work, CancellationToken stoppingToken)
    {
        while (!work.IsCompleted)
        {
            Beat();
            await Task.WhenAny(work, Task.Delay(BetweenBeats, Time, stoppingToken));
            stoppingToken.ThrowIfCancellationRequested();
        }
        return await work;
    }

    /// <summary>Changes the time to the next passes, as when free space falls fast.</summary>
    protected void SetPace(TimeSpan interval)
    {
        if (_timer is { } timer && timer.Period != interval)
            timer.Period = interval;
    }

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var timer = _timer!;
        try
        {
            do
            {
                Beat();
                await RunGuardedAsync(stoppingToken);
                _heartbeat.Expect(timer.Period + LongestSilence);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
        Beat();
        if (await GuardAsync(FinishAsync, CancellationToken.None) is { } failed)
            Log.WriteFailure(HostingEvents.FinishFailed, failed, new("worker", Group), new("reason", failed.Message));
        _heartbeat.Retire();
    }

    private ILogger Log => context.Logging.CreateLogger(GetType());

    private async Task RunGuardedAsync(CancellationToken stoppingToken)
    {
        var failed = await GuardAsync(() => RunOnceAsync(stoppingToken), stoppingToken);
        if (failed is null && _failures > 0)
        {
            Log.Write(HostingEvents.PassRecovered, new("worker", Group), new("failures", _failures));
            SetPace(interval);
            if (ReferenceEquals(Board.Find(Group), _failureReading))
            {
                Board.Post(new(Group, Rating.Ok, Time.GetUtcNow()));
                Board.Remove(Group);
            }
            else if (Board.Find(Group) is { HasOwnEvents: true })
            {
                // What it is like is told by events of its own; that its worker failed is over.
                Board.Settle(AlertState.Well(HealthEvents.Group, Group));
            }
        }
        // An earlier run may have told that it failed.
        if (failed is null && !_hasWorked)
        {
            _hasWorked = true;
            if (Board.Find(Group) is null)
                Board.Settle(AlertState.Well(HealthEvents.Group, Group));
        }
        _failures = failed is null ? 0 : _failures + 1;
        if (failed is not null)
            Fail(failed);
    }

    /// <summary>The broad catch of all workers: whatever a pass throws is this worker's failure and nobody else's.</summary>
#pragma warning disable CA1031 // This is the fence that keeps one feature's errors from the others.
    private static async Task<Exception?> GuardAsync(Func<Task> work, CancellationToken stoppingToken)
    {
        try
        {
            await work();
            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            return e;
        }
    }
#pragma warning restore CA1031

    private void Fail(Exception failure)
    {
        SetPace(BackoffPolicy.NextPass(interval, _failures));
        if (BackoffPolicy.ShouldReport(_failures))
        {
            Log.WriteFailure(HostingEvents.PassFailed,
                failure, new("worker", Group), new("reason", failure.Message), new("failures", _failures), new("pause", _timer!.Period));
        }
        var rating = _failures >= BackoffPolicy.CriticalAfter ? Rating.Critical : Rating.Warning;
        _failureReading = new(Group, rating, Time.GetUtcNow(), new("failures", _failures), new("failure", failure.Message));
        Board.Post(_failureReading);
    }
}
