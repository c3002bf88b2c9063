using AutoCore.Core.Cameras;
using AutoCore.Core.Hosting;
using AutoCore.Core.Logging;
using AutoCore.Daemon.Cameras.Keeping;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Cameras;
using AutoCore.Policies.Cameras.Shrinking;
using AutoCore.Policies.DiskWatchdog;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Cameras.Shrinking;

/// <summary>Makes the pictures of old days smaller (C14), day by day, the oldest first, as long as nothing more important needs the machine. The last picture
/// of a camera stays as it is.</summary>
internal sealed class ShrinkService(
    CamerasOptions options, HostingOptions hosting, PictureKeeper keeper, IPictureCodec codec, AuditLog audit, WorkerContext context,
    ILogger<ShrinkService> log)
    : PeriodicWorker("shrinking", TimeSpan.FromHours(1), context)
{
    private const string By = "shrinking";

    /// <summary>Pictures that share a flush: one for each would write more to the card than is saved.</summary>
    private const int BatchSize = 32;
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);

    private readonly PictureShrinker _shrinker = new(keeper.Tree, codec);
    private readonly ShrinkMarkFile _mark = new(hosting);
    private string? _pause;
    private int _failuresInRow;
    private (int Pictures, long Bytes, int Failed) _done;

    protected override async Task RunOnceAsync(CancellationToken stoppingToken)
    {
        if (keeper.FindProblem() is not null || keeper.DoubtOfClock() is not null)
            return;
        var method = options.Shrinking.Method;
        var rule = keeper.RuleOfToday(options.Shrinking.AfterDays) with { OnePerDayBefore = null, OnePerHourBefore = null, NotBefore = _mark.Read(method) };
        if (rule.NotBefore == rule.KeepFrom)
            return;
        _done = default;
        _shrinker.EmptyFolder();
        try
        {
            foreach (var day in keeper.Surplus(rule))
                await ShrinkAsync(day, stoppingToken);
        }
        finally
        {
            audit.Flush();
        }
        _mark.Write(method, rule.KeepFrom);
        Tell();
    }

    private async Task ShrinkAsync(SurplusDay day, CancellationToken stoppingToken)
    {
        foreach (var picture in day.Pictures)
        {
            await WaitAsync(stoppingToken);
            Beat();
            var started = Time.GetTimestamp();
            Note(picture, await _shrinker.ShrinkAsync(picture, stoppingToken));
            if (_shrinker.Waiting >= BatchSize)
                _shrinker.Replace(NoteReplaced);
            await Task.Delay(ShrinkPolicy.Rest(Time.GetElapsedTime(started), options.Shrinking.CpuPercent), Time, stoppingToken);
        }
        _shrinker.Replace(NoteReplaced);
    }

    /// <summary>Waits until the Pi is cool and the disk has room; what is ready gets its name before.</summary>
    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        while (FindPause() is { } reason)
        {
            if (_pause is null)
            {
                log.Write(PicturesEvents.ShrinkingPaused, new Measure("reason", reason));
                _shrinker.Replace(NoteReplaced);
            }
            _pause = reason;
            Beat();
            await Task.Delay(LookAgain, Time, stoppingToken);
        }
        _pause = null;
    }

    private string? FindPause()
    {
        var cpu = Board.Find("cpu")?.Measures;
        var (celsius, throttled) = (cpu?.FirstOrDefault(m => m.Key == "temperature_celsius").Number, cpu?.FirstOrDefault(m => m.Key == "throttled").Number > 0);
        return keeper.FindProblem()
            ?? ShrinkPolicy.FindPause(celsius, options.Shrinking.MaxCelsius, throttled, Board.FindFact<CapturePressure>(), _pause is not null);
    }

    private void Note(PictureName picture, ShrinkOutcome outcome)
    {
        if (outcome != ShrinkOutcome.Failed)
        {
            _failuresInRow = 0;
            return;
        }
        _done.Failed++;
        log.Write(PicturesEvents.NotShrunk, new Measure("path", picture.Path));
        if (++_failuresInRow >= ShrinkPolicy.MostFailures)
        {
            throw new IOException(
                $"{_failuresInRow} pictures in a row could not be made smaller: try {codec.Needs.Programs[0]} by hand; the pictures are as they were");
        }
    }

    private void NoteReplaced(PictureName picture, long saved)
    {
        Beat();
        audit.Add("shrink", By, new(keeper.Tree[picture.Path], saved));
        _done = (_done.Pictures + 1, _done.Bytes + saved, _done.Failed);
    }

    private void Report() =>
        Board.Post(new(Group, Rating.Ok, Time.GetUtcNow(), new("pictures", _done.Pictures), new("saved_mb", _done.Bytes / 1e6), new("left", _done.Failed)));

    private void Tell()
    {
        Report();
        if (_done.Pictures == 0)
            return;
        Board.Raise(PicturesEvents.Shrunk, new("pictures", _done.Pictures), new("saved_bytes", _done.Bytes));
    }
}
