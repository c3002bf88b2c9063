using AutoCore.Daemon.Health;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Clock;
using AutoCore.Policies.Configuration;
using AutoCore.Policies.Health;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.Clock;

/// <summary>Watches the wall clock, tells of jumps and doubts, keeps the newest believed time, and answers everyone who is about to delete by age.</summary>
internal sealed partial class ClockService : PeriodicWorker
{
    /// <summary>Rare, because each one is a synced write to the card; a clock that falls back by less deletes nothing.</summary>
    private static readonly TimeSpan StoreInterval = TimeSpan.FromHours(6);

    /// <summary>Oftener, since a Pi in a car runs for half an hour and is then cut off: its runs must add up.</summary>
    private static readonly TimeSpan StoreIntervalInDoubt = TimeSpan.FromMinutes(10);

    private readonly ClockJudge _judge;
    private readonly ClockSyncProbe _probe;
    private readonly ClockFile _file;
    private readonly ILogger<ClockService> _log;
    private ClockVerdict _verdict = ClockVerdict.Believed;
    private ClockJump? _toldJump;
    private long? _storedAt;
    private (bool IsBelieved, bool IsSynchronized) _stored;

    public ClockService(ClockJudge judge, ClockSyncProbe probe, ClockFile file, WorkerContext context, ILogger<ClockService> log)
        : base("clock", TimeSpan.FromMinutes(1), context)
    {
        _judge = judge;
        _probe = probe;
        _file = file;
        _log = log;
        Board.OfferFact(judge.Judge);
    }

    protected override Task RunOnceAsync(CancellationToken stoppingToken)
    {
        var verdict = _judge.Judge();
        TellJump();
        TellChange(verdict);
        var now = Time.GetUtcNow();
        var synchronized = _probe.Read(now, _judge.LastJump?.To);
        if (IsStoreDue(verdict.IsBelieved, synchronized == true))
            Store(verdict.IsBelieved, synchronized == true);
        Board.Post(new(Group, verdict.IsBelieved ? Rating.Ok : Rating.Warning, now,
            new("synchronized", synchronized is { } known ? (known ? 1 : 0) : (double?)null),
            new("believed", verdict.IsBelieved),
            new("reason", verdict.IsBelieved ? null : verdict.Reason)));
        return Task.CompletedTask;
    }

    protected override Task FinishAsync()
    {
        Store(_judge.Judge().IsBelieved, isSynchronized: false);
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
            _file.TryWrite(_judge.Remember(), null);
        }
        else
        {
            var (believed, doubted) = _judge.InDoubt();
            _file.TryWrite(believed, doubted);
        }
        _stored = (isBelieved, isSynchronized);
        _storedAt = Time.GetTimestamp();
    }

    private void TellJump()
    {
        if (_judge.LastJump is not { } jump || jump == _toldJump)
            return;
        _toldJump = jump;
        var seconds = Math.Round(jump.By.TotalSeconds);
        var way = $"{(seconds < 0 ? "back" : "forward")} by {DurationFormat.Format(TimeSpan.FromSeconds(Math.Abs(seconds)))}, to {jump.To.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}";
        Log.Jumped(_log, way, seconds);
        Board.Raise(new("clock-jumped", Time.GetUtcNow(), Rating.Warning, $"the clock jumped {way}", new Measure("jump_seconds", seconds)));
    }

    private void TellChange(ClockVerdict verdict)
    {
        if (verdict == _verdict)
            return;
        if (!verdict.IsBelieved)
        {
            Log.Doubted(_log, verdict.Reason);
            Board.Raise(new("clock-doubted", Time.GetUtcNow(), Rating.Warning, $"nothing is deleted by age, the clock is in doubt: {verdict.Reason}", new Measure("reason", verdict.Reason)));
        }
        else
        {
            Log.Believed(_log);
            Board.Raise(new("clock-believed", Time.GetUtcNow(), Rating.Ok, "the clock is believed again: retention works"));
        }
        _verdict = verdict;
    }

    private static partial class Log
    {
        [LoggerMessage(LogEvents.ClockJumped, LogLevel.Warning, "The clock jumped {Way} ({JumpSeconds} s)", EventName = "clock-jumped")]
        public static partial void Jumped(ILogger log, string way, double jumpSeconds);

        [LoggerMessage(LogEvents.ClockDoubted, LogLevel.Warning, "Nothing is deleted by age, the clock is in doubt: {Reason}", EventName = "clock-doubted")]
        public static partial void Doubted(ILogger log, string reason);

        [LoggerMessage(LogEvents.ClockBelieved, LogLevel.Information, "The clock is believed again: retention works", EventName = "clock-believed")]
        public static partial void Believed(ILogger log);
    }
}
