using AutoCore.Core.Logging;
using AutoCore.Core.Telemetry;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Clock;
using AutoCore.Policies.Health;
using AutoCore.Policies.Hosting;
using AutoCore.Policies.Telemetry;
using Microsoft.Data.Sqlite;

namespace AutoCore.Daemon.Telemetry;

/// <summary>Samples the board into memory, writes what waits in rare batches, and measures how fast the database answers.</summary>
internal sealed class TelemetryService : PeriodicWorker
{
    private static readonly TimeSpan LongestUnmeasured = TimeSpan.FromHours(1);

    /// <summary>Flushed every second, all remembered round trips would be those of a few minutes, and what is rated one moment.</summary>
    private static readonly TimeSpan ShortestUnmeasured = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(1);

    private readonly TelemetryOptions _options;
    private readonly TelemetryBuffer _buffer;
    private readonly EventHistory _events;
    private readonly TelemetryWriter _writer;
    private readonly OwnRetention _retention;
    private readonly LatencyProbe _probe;
    private readonly SqliteHealth _health;
    private readonly ILogger<TelemetryService> _log;
    private readonly long _startedAt;
    private IngestLosses _told;
    private IngestSurplus _surplus;
    private bool _isFlooded;
    private Rating _memory = Rating.Ok;
    private int _woken;
    private int _failures;
    private long _flushedAt;
    private long? _probedAt;
    private bool _hasRecalled;

    public TelemetryService(TelemetryOptions options, TelemetryBuffer buffer, EventHistory events, TelemetryWriter writer, OwnRetention retention,
        LatencyProbe probe, SqliteHealth health, WorkerContext context, ILogger<TelemetryService> log)
        : base("telemetry", options.SampleInterval, context)
    {
        _options = options;
        _buffer = buffer;
        _events = events;
        _writer = writer;
        _retention = retention;
        _probe = probe;
        _health = health;
        _log = log;
        _startedAt = _flushedAt = context.Time.GetTimestamp();
        _buffer.Filled += Wake;
    }

    protected override async Task RunOnceAsync(CancellationToken stoppingToken)
    {
        SetPace(_options.SampleInterval);
        if (!_hasRecalled)
            _events.Recall();
        _hasRecalled = true;
        if (Interlocked.Exchange(ref _woken, 0) == 0 && _probedAt is not null)
            _buffer.Add(TakeSample());
        var isDue = IsFlushDue();
        // Before the flush, whose one sync puts both onto the card: behind it, the probe's row would cost a commit of the file system's journal of its own.
        if (_probedAt is not { } at || Time.GetElapsedTime(at) >= (isDue ? ShortestUnmeasured : LongestUnmeasured))
            Probe();
        var flushed = isDue && TryFlush();
        TellLosses();
        TellSurplus();
        // A flood of messages must not have to wait for the next retention.
        if (flushed)
            await _retention.RunBySizeAsync(Beat, stoppingToken);
    }

    protected override Task FinishAsync()
    {
        _buffer.Filled -= Wake;
        if (_buffer.Count > 0 || _events.Waiting.Count > 0)
            TryFlush();
        return Task.CompletedTask;
    }

    /// <summary>Runs the next pass now; it is not one for a sample.</summary>
    private void Wake()
    {
        if (Interlocked.Exchange(ref _woken, 1) == 0)
            SetPace(AtOnce);
    }

    private Sample TakeSample() => new(
        Time.GetUtcNow().ToUnixTimeMilliseconds(),
        !Board.FindFact<ClockVerdict>().IsBelieved,
        [.. SampleColumns.All.Select(c => Board.Find(c.Group)?.Measures.FirstOrDefault(m => m.Key == c.Key).Number)]);

    private bool IsFlushDue()
    {
        var memory = Board.Find("memory")?.Rating ?? Rating.Unknown;
        var turnedCritical = memory == Rating.Critical && _memory != Rating.Critical;
        _memory = memory;
        // After a failure the next sample's pass tries again.
        return FlushPolicy.IsDue(_buffer.Count, Time.GetElapsedTime(_flushedAt), _options.FlushInterval, turnedCritical)
            || (_failures > 0 && _buffer.Count > 0);
    }

    private bool TryFlush()
    {
        var batch = _buffer.TakeAll();
        var events = _events.Waiting;
        try
        {
            _writer.Write(batch, events);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            _buffer.PutBack(batch);
            if (BackoffPolicy.ShouldReport(++_failures))
                _log.Write(TelemetryEvents.FlushFailed, new("rows", batch.Count), new("reason", e.Message), new("failures", _failures));
            _health.ReportFailure();
            return false;
        }
        _events.Forget(events);
        _log.Write(TelemetryEvents.Flushed, new Measure("rows", batch.Count));
        _failures = 0;
        _flushedAt = Time.GetTimestamp();
        return true;
    }

    private void Probe()
    {
        _probedAt = Time.GetTimestamp();
        try
        {
            _health.Report(_probe.Measure());
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            _log.Write(TelemetryEvents.ProbeFailed, new Measure("reason", e.Message));
            _health.ReportFailure();
        }
    }

    private void TellLosses()
    {
        var losses = _buffer.Losses;
        if (losses == _told)
            return;
        _log.Write(TelemetryEvents.Losses,
            new("malformed", losses.Malformed - _told.Malformed), new("refused", losses.Refused - _told.Refused), new("lost", losses.Lost - _told.Lost));
        _told = losses;
    }

    /// <summary>Tells a flood once, and its end once with the sum.</summary>
    private void TellSurplus()
    {
        Board.Settle(TelemetryEvents.Intake, isWrong: _isFlooded || Time.GetElapsedTime(_startedAt) < IngestPolicy.CalmAfter);
        var surplus = _buffer.Surplus;
        if (!_isFlooded && surplus.Values > _surplus.Values)
        {
            (_isFlooded, _surplus) = (true, surplus);
            Board.Raise(TelemetryEvents.Flood,
                new("topic", surplus.Topic), new("messages_per_second", _options.MaxMessagesPerSecond), new("mb_per_day", _options.MaxMbPerDay));
        }
        else if (_isFlooded && Time.GetElapsedTime(surplus.At) >= IngestPolicy.CalmAfter)
        {
            Board.Raise(TelemetryEvents.FloodOver, new Measure("values", surplus.Values - _surplus.Values));
            (_isFlooded, _surplus) = (false, surplus);
        }
    }
}
