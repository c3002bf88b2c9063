using AutoCore.Daemon.Health;
using AutoCore.Daemon.Hosting;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Alerts;
using AutoCore.Policies.Clock;
using AutoCore.Policies.Health;
using AutoCore.Policies.Hosting;
using AutoCore.Policies.Storage;
using AutoCore.Policies.Telemetry;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace AutoCore.Daemon.Telemetry;

/// <summary>Samples the board into memory, writes what waits in rare batches, and measures how fast the database answers.</summary>
internal sealed partial class TelemetryService : PeriodicWorker
{
    private static readonly TimeSpan LongestUnmeasured = TimeSpan.FromHours(1);
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
    private IntakeLosses _told;
    private IntakeSurplus _surplus;
    private bool _isFlooded;
    private Rating _memory = Rating.Ok;
    private int _woken;
    private int _failures;
    private long _flushedAt;
    private long? _probedAt;
    private bool _hasRecalled;

    public TelemetryService(TelemetryOptions options, TelemetryBuffer buffer, EventHistory events, TelemetryWriter writer, OwnRetention retention, LatencyProbe probe, SqliteHealth health, WorkerContext context, ILogger<TelemetryService> log)
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
        if (isDue || _probedAt is not { } at || Time.GetElapsedTime(at) >= LongestUnmeasured)
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
        return FlushPolicy.IsDue(_buffer.Count, Time.GetElapsedTime(_flushedAt), _options.FlushInterval, turnedCritical) || (_failures > 0 && _buffer.Count > 0);
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
                Log.FlushFailed(_log, batch.Count, e.Message, _failures);
            _health.Report(LatencyFigures.Unknown);
            return false;
        }
        _events.Forget(events);
        Log.Flushed(_log, batch.Count);
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
            Log.ProbeFailed(_log, e.Message);
            _health.Report(LatencyFigures.Unknown);
        }
    }

    private void TellLosses()
    {
        var losses = _buffer.Losses;
        if (losses == _told)
            return;
        Log.Losses(_log, losses.Malformed - _told.Malformed, losses.Refused - _told.Refused, losses.Lost - _told.Lost);
        _told = losses;
    }

    /// <summary>Tells a flood once, and its end once with the sum.</summary>
    private void TellSurplus()
    {
        Board.Settle(AlertFamily.Flood, isWrong: _isFlooded || Time.GetElapsedTime(_startedAt) < IntakePolicy.CalmAfter);
        var surplus = _buffer.Surplus;
        if (!_isFlooded && surplus.Values > _surplus.Values)
        {
            (_isFlooded, _surplus) = (true, surplus);
            Log.Flood(_log, surplus.Topic, _options.MaxMessagesPerSecond, _options.MaxMbPerDay);
            Board.Raise(new("telemetry-flood", Time.GetUtcNow(), Rating.Warning,
                $"Devices publish more than is stored (most on {surplus.Topic}): the newest value counts, the surplus is left out", new Measure("topic", surplus.Topic)));
        }
        else if (_isFlooded && Time.GetElapsedTime(surplus.At) >= IntakePolicy.CalmAfter)
        {
            Log.FloodOver(_log, surplus.Values - _surplus.Values);
            Board.Raise(new("telemetry-flood-over", Time.GetUtcNow(), Rating.Ok, $"Devices publish no more than is stored; {surplus.Values - _surplus.Values} values were left out"));
            (_isFlooded, _surplus) = (false, surplus);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogEvents.TelemetryFlushed, LogLevel.Debug, "{Rows} rows of telemetry written", EventName = "telemetry-flushed")]
        public static partial void Flushed(ILogger log, int rows);

        [LoggerMessage(LogEvents.FlushFailed, LogLevel.Warning, "{Rows} rows of telemetry could not be written and wait: {Reason} (failure {Failures} in a row)", EventName = "telemetry-flush-failed")]
        public static partial void FlushFailed(ILogger log, int rows, string reason, int failures);

        [LoggerMessage(LogEvents.ProbeFailed, LogLevel.Warning, "The database did not answer the latency probe: {Reason}", EventName = "latency-probe-failed")]
        public static partial void ProbeFailed(ILogger log, string reason);

        [LoggerMessage(LogEvents.TelemetryFlood, LogLevel.Warning,
            "Devices publish more than is stored (most on {Topic}): at most {MessagesPerSecond} messages a second, one a second of each value, {MbPerDay} MB a day; the newest value counts, the surplus is left out", EventName = "telemetry-flood")]
        public static partial void Flood(ILogger log, string topic, int messagesPerSecond, int mbPerDay);

        [LoggerMessage(LogEvents.TelemetryFloodOver, LogLevel.Information, "Devices publish no more than is stored; {Values} values were left out", EventName = "telemetry-flood-over")]
        public static partial void FloodOver(ILogger log, long values);

        [LoggerMessage(LogEvents.TelemetryLosses, LogLevel.Warning,
            "Telemetry that could not be kept since the last such line: {Malformed} messages not understood, {Refused} values of too many series, {Lost} rows pushed out of the full buffer", EventName = "telemetry-losses")]
        public static partial void Losses(ILogger log, long malformed, long refused, long lost);
    }
}
