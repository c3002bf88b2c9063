using AutoCore.Core.Cameras;
using AutoCore.Core.Configuration;
using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Daemon.Cameras.Onvif;
using AutoCore.Daemon.Cameras.Rounds;
using AutoCore.Daemon.Cameras.Sharing;
using AutoCore.Daemon.Cameras.Storing;
using AutoCore.Daemon.Hosting;
using AutoCore.Policies.Cameras.Capture;
using AutoCore.Policies.DiskWatchdog;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Cameras;

/// <summary>Starts rounds when they are due, goes on with interrupted ones, and posts how the last one went.</summary>
internal sealed class CameraService : PeriodicWorker
{
    /// <summary>A round by hand, a clock that was set, room that came back: nothing is noticed later than this.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>Turns of so few cameras, perhaps every minute, leave no memory worth a search for it.</summary>
    private const int FewCameras = 16;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(20);

    /// <summary>From a line that somebody else writes of a round to the look at it: mostly another one follows.</summary>
    private static readonly TimeSpan AfterOthers = TimeSpan.FromSeconds(1);

    private readonly CamerasOptions _options;
    private readonly RoundRunner _runner;
    private readonly RoundFile _file;
    private readonly CaptureLock _lock;
    private readonly SharedCameras _cameras;
    private readonly CameraSchedule _schedule;
    private readonly Repeats _repeats;
    private readonly LinkWatch _links;
    private readonly RoundWatch _rounds;
    private readonly SettingsOrigin _settings;
    private readonly HostingOptions _hosting;
    private readonly PictureWriter _writer;
    private readonly RoundLog _log;
    private readonly CameraReadings _readings;
    private readonly PictureRelay _pictures;
    private long _averageBytes = 100_000;
    private bool _isFirst = true;
    private string? _paused;
    private volatile bool _isAnyMissing;
    private volatile bool _isRunning;

    public CameraService(
        CamerasOptions options, RoundRunner runner, RoundFile file, CaptureLock captureLock, SharedCameras cameras, CameraSchedule schedule,
        PictureWriter writer, RoundLog log, CameraReadings readings, Repeats repeats, LinkWatch links, RoundWatch rounds, PictureRelay pictures,
        SettingsOrigin settings, HostingOptions hosting, WorkerContext context)
        : base("cameras", options.Interval < LongestPause ? options.Interval : LongestPause, context)
    {
        (_options, _runner, _file, _lock, _cameras, _writer, _log, _readings) = (options, runner, file, captureLock, cameras, writer, log, readings);
        (_schedule, _repeats, _links, _rounds, _pictures) = (schedule, repeats, links, rounds, pictures);
        (_settings, _hosting) = (settings, hosting);
        Board.Posted += LookAtShare;
        _links.Came += Hasten;
        _rounds.Written += LookAtRound;
    }

    public override void Dispose()
    {
        _links.Came -= Hasten;
        _rounds.Written -= LookAtRound;
        base.Dispose();
    }

    protected override async Task RunOnceAsync(CancellationToken stoppingToken)
    {
        if (!_options.Enabled || _cameras.Current(Time.GetUtcNow()).Count == 0)
        {
            _readings.PostIdle();
            _readings.Settle([]);
            return;
        }
        PostExpected();
        if (IsPaused())
        {
            SetPace(Clamp(_options.Interval));
            return;
        }
        if (_isFirst)
            await StartAsync(_file.Read(), stoppingToken);
        if (Plan().Action != RoundAction.Wait)
        {
            using var taken = await _lock.TakeAsync(Beat, stoppingToken);
            // Whoever held the lock may have run the round.
            var plan = Plan();
            if (plan.Action != RoundAction.Wait)
            {
                await RunRoundAsync(plan, stoppingToken);
                if (plan.Request.Asked!.Count > FewCameras)
                    await GiveBackAsync();
            }
        }
        SetPace(Clamp(Plan().DueIn));
    }

    /// <summary>What the last round left: its result, and temporary files if it was killed.</summary>
    private async Task StartAsync(RoundState state, CancellationToken stoppingToken)
    {
        _readings.PostRecalled(state, state.CountMissing(_cameras.Current(Time.GetUtcNow())));
        _pictures.Recall(state);
        // What was wrong may have been mended: nobody waits six hours to see that.
        _schedule.AsksAfterChange = state.Summary is { } last && _settings.WasWrittenAfter(last.Finished, [_options.InventoryFile, _hosting.SecretsFile]);
        using var taken = await _lock.TakeAsync(Beat, stoppingToken);
        _writer.EmptyIncoming();
        _isFirst = false;
    }

    private RoundPlan Plan()
    {
        var state = _file.Read();
        var plan = _schedule.Plan(state);
        _isAnyMissing = plan.Missing > 0;
        if (_repeats.Notice(state))
        {
            _readings.PostFound(state, plan.All);
            _pictures.Recall(state);
            _readings.PostRecalled(state, plan.Missing);
        }
        _readings.PostResting(state, plan);
        return plan;
    }

    /// <summary>A link came up: whoever was out of reach may be there now.</summary>
    private void Hasten()
    {
        if (!_isAnyMissing)
            return;
        _repeats.Hasten();
        TrySetPace(Clamp(_repeats.DueIn));
    }

    /// <summary>A round by hand goes on, or has ended: its result is not to wait for the next pass.</summary>
    private void LookAtRound()
    {
        if (!_isRunning)
            TrySetPace(AfterOthers);
    }

    private void TrySetPace(TimeSpan pause)
    {
        try
        {
            SetPace(pause);
        }
        catch (ObjectDisposedException)
        {
            // The host stops.
        }
    }

    /// <summary>A share that changed may hold cameras whose picture nobody has: they are not to wait for the next pass.</summary>
    private void LookAtShare(HealthReading reading)
    {
        if (reading.Group == "fleet" && _options.Enabled)
            SetPace(ShortestPause);
    }

    private bool IsPaused()
    {
        var reason = _writer.FindProblem()
            ?? (CaptureModePolicy.Decide(_options.StorageMode, Board.FindFact<CapturePressure>()) is null ? "no room for another round" : null);
        if (reason is not null && _paused is null)
        {
            Board.Raise(CamerasEvents.Paused, new Measure("reason", reason));
        }
        else if (reason is null && _paused is not null)
        {
            Board.Raise(CamerasEvents.Resumed, new Measure("reason", _paused));
        }
        Board.Settle(CamerasEvents.Capture, isWrong: reason is not null);
        if (reason != _paused)
            _readings.PostPause(reason);
        _paused = reason;
        return reason is not null;
    }

    private async Task RunRoundAsync(RoundPlan plan, CancellationToken stoppingToken)
    {
        if (_cameras.IsShared)
            _cameras.Resume(plan.Request.Resumed?.Stored ?? new HashSet<string>());
        var quiet = RoundPolicy.LongestSilence(plan.Request.Cameras.Select(LongestTry).DefaultIfEmpty().Max(), plan.Request.IntervalOf(_options));
        var request = plan.Request with { IsStillOurs = _cameras.IsOurs, Trying = () => Beat(quiet) };
        Beat(quiet);
        var outcome = await RunAsync(request, quiet, stoppingToken);
        Beat();
        _readings.PostRound(outcome, request);
        _readings.Settle(plan.All);
        // Of few cameras little is learned of all.
        if (outcome.Results.Select(r => r.Stored?.Picture.Bytes).OfType<long>().ToList() is { Count: > 0 } sizes)
            _averageBytes += (long)((sizes.Average() - _averageBytes) * sizes.Count / Math.Max(sizes.Count, request.Cameras.Count));
        PostExpected();
        if (outcome.Results.Any(r => r.Stored is null && r.Reason.IsPassing))
            _log.WillRepeat(outcome.Missing, Plan().DueIn);
    }

    private async Task<RoundOutcome> RunAsync(RoundRequest request, TimeSpan quiet, CancellationToken stoppingToken)
    {
        _isRunning = true;
        try
        {
            return await _runner.RunAsync(request, result => Note(result, quiet), stoppingToken);
        }
        finally
        {
            _isRunning = false;
            _schedule.AsksAfterChange = false;
        }
    }

    /// <summary>What a round used is not needed for hours: the neighbours get it back.</summary>
    private static async Task GiveBackAsync()
    {
        // On a stack of its own: the one that ended the round still holds all of it.
        await Task.Yield();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    /// <summary>A stream's frame may take as long again to be decoded.</summary>
    private TimeSpan LongestTry(CameraOptions camera) =>
        (camera.Own?.ImageTimeout ?? _options.ImageTimeout) * (camera.IsOnvif ? OnvifCapture.MostSteps : camera.IsStream ? 2 : 1);

    private void Note(CameraResult result, TimeSpan quiet)
    {
        Beat(quiet);
        if (_cameras.IsShared)
            _cameras.Note(result);
    }

    /// <summary>What the disk watchdog is to keep room for.</summary>
    private void PostExpected()
    {
        var count = _cameras.Current(Time.GetUtcNow()).Count;
        Board.PostFact(new ExpectedRound(_options.Root, count * _averageBytes, count));
    }

    private static TimeSpan Clamp(TimeSpan pause) => pause < ShortestPause ? ShortestPause : pause > LongestPause ? LongestPause : pause;
}
