using AutoCore.Core.Clock;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Clock;
using AutoCore.Policies.Configuration;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Clock;

/// <summary>Watches the wall clock, tells of jumps and doubts, keeps the newest believed time, and answers everyone who is about to delete by age.</summary>
internal sealed class ClockService : PeriodicWorker
{
    /// <summary>Rare, because each one is a synced write to the card; a clock that falls back by less deletes nothing.</summary>
    private static readonly TimeSpan StoreInterval = TimeSpan.FromHours(6);

    /// <summary>Oftener, since a Pi in a car runs for half an hour and is then cut off: its runs must add up.</summary>
    private static readonly TimeSpan StoreIntervalInDoubt = TimeSpan.FromMinutes(10);

    private readonly ClockEvaluator _evaluator;
    private readonly ClockSyncProbe _probe;
    private readonly ClockFile _file;
    private ClockVerdict _verdict = ClockVerdict.Believed;
    private ClockJump? _toldJump;
    private long? _storedAt;
    private (bool IsBelieved, bool IsSynchronized) _stored;

    public ClockService(ClockEvaluator evaluator, ClockSyncProbe probe, ClockFile file, WorkerContext context)
        : base("clock", TimeSpan.FromMinutes(1), context)
    {
        _evaluator = evaluator;
        _probe = probe;
        _file = file;
        Board.OfferFact(evaluator.Evaluate);
    }

    protected override Task RunOnceAsync(CancellationToken stoppingToken)
    {
        var verdict = _evaluator.Evaluate();
        TellJump();
        TellChange(verdict);
        var now = Time.GetUtcNow();
        var synchronized = _probe.Read(now, _evaluator.LastJump?.To);
        if (IsStoreDue(verdict.IsBelieved, synchronized == true))
            Store(verdict.IsBelieved, synchronized == true);
        Board.Post(new(Group, verdict.IsBelieved ? Rating.Ok : Rating.Warning, now,
            Measure.OfFlag("synchronized", synchronized),
            new("believed", verdict.IsBelieved),
            new("reason", verdict.IsBelieved ? null : verdict.Reason))
        { HasOwnEvents = true });
        Board.Settle(ClockEvents.Time, isWrong: !verdict.IsBelieved);
        return Task.CompletedTask;
    }

    protected override Task FinishAsync()
    {
        Store(_evaluator.Evaluate().IsBelieved, isSynchronized: false);
        return Task.CompletedTask;
    }

    /// <summary>What is known better than before is stored at once; a doubt only when its run has lasted, since before there is nothing to add.</summary>
    private bool IsStoreDue(bool isBelieved, bool isSynchronized)
    {
        var isBetter = isBelieved && (isBelieved, isSynchronized) != _stored;
        return isBetter || Time.GetElapsedTime(_storedAt ??= Time.GetTimestamp()) >= (isBelieved ? StoreInterval : StoreIntervalInDoubt);
    }

    /// <summary>What the card did not take still counts while the daemon runs.</summary>
    private void Store(bool isBelieved, bool isSynchronized)
    {
        if (isBelieved)
        {
            _file.TryWrite(_evaluator.Remember(), null);
        }
        else
        {
            var (believed, doubted) = _evaluator.InDoubt();
            _file.TryWrite(believed, doubted);
        }
        _stored = (isBelieved, isSynchronized);
        _storedAt = Time.GetTimestamp();
    }

    private void TellJump()
    {
        if (_evaluator.LastJump is not { } jump || jump == _toldJump)
            return;
        _toldJump = jump;
        var seconds = Math.Round(jump.By.TotalSeconds);
        var way =
            $"{(seconds < 0 ? "back" : "forward")} by {DurationFormat.Format(TimeSpan.FromSeconds(Math.Abs(seconds)))}, to {jump.To.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}";
        Board.Raise(ClockEvents.Jumped, new("way", way), new("jump_seconds", seconds));
    }

    private void TellChange(ClockVerdict verdict)
    {
        if (verdict == _verdict)
            return;
        if (verdict.IsBelieved)
            Board.Raise(ClockEvents.Believed);
        else
            Board.Raise(ClockEvents.Doubted, new Measure("reason", verdict.Reason));
        _verdict = verdict;
    }
}
