using AutoCore.Core.Health;
using AutoCore.Core.Hosting;
using AutoCore.Core.Logging;
using AutoCore.Core.Storage;
using AutoCore.Core.Telemetry;
using AutoCore.Policies.Health;

namespace AutoCore.Daemon.Telemetry;

/// <summary>Something that happened, as it is kept.</summary>
/// <param name="At">Milliseconds since 1970, UTC; no two have the same.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Payload">Its flat JSON object, as over MQTT.</param>
internal sealed record HappenedEvent(long At, Rating Severity, string Payload);

/// <summary>
/// What happened and is not in the database yet: bounded, in a file of the runtime directory for readers of the present. The next flush of telemetry
/// takes it along, so that events alone never write to the card; what a killed daemon left in the file is taken up again.
/// </summary>
internal sealed class EventHistory : IDisposable
{
    /// <summary>Events that wait at most; what comes then pushes out the oldest.</summary>
    public const int Capacity = 500;

    /// <summary>A newest event further ahead than this, in milliseconds, means that the clock was set back.</summary>
    private const long LongestDrift = 60_000;

    /// <summary>What happens in a burst is written together.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly LinkedList<HappenedEvent> _waiting = [];
    private readonly HealthBoard _board;
    private readonly HostingOptions _hosting;
    private readonly ILogger<EventHistory> _log;
    private readonly ITimer _timer;
    private long _newest;
    private bool _isScheduled;
    private bool _failed;

    public EventHistory(HealthBoard board, RuntimeDirectory runtime, HostingOptions hosting, TimeProvider time, ILogger<EventHistory> log)
    {
        (_board, _hosting, _log) = (board, hosting, log);
        Path = System.IO.Path.Combine(runtime.Path, "events.json");
        _timer = time.CreateTimer(_ => TryWriteFile(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _board.Raised += Add;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What waits, oldest first.</summary>
    public IReadOnlyList<HappenedEvent> Waiting
    {
        get
        {
            lock (_gate)
                return [.. _waiting];
        }
    }

    /// <summary>Takes up what a daemon that did not end cleanly has left.</summary>
    public void Recall()
    {
        var left = ReadFile();
        lock (_gate)
        {
            foreach (var happened in left.OrderByDescending(e => e.At))
                _waiting.AddFirst(happened);
            Trim();
        }
    }

    /// <summary>Forgets what is in the database now.</summary>
    public void Forget(IReadOnlyList<HappenedEvent> stored)
    {
        if (stored.Count == 0)
            return;
        lock (_gate)
        {
            foreach (var happened in stored)
                _waiting.Remove(happened);
        }
        TryWriteFile();
    }

    public void Dispose()
    {
        _board.Raised -= Add;
        _timer.Dispose();
    }

    private void Add(BoardEvent happened)
    {
        var at = happened.At.ToUnixTimeMilliseconds();
        var payload = System.Text.Encoding.UTF8.GetString(HealthJson.Of(happened));
        lock (_gate)
        {
            _newest = at <= _newest && _newest - at < LongestDrift ? _newest + 1 : at;
            _waiting.AddLast(new HappenedEvent(_newest, happened.Severity, payload));
            Trim();
            if (!_isScheduled)
                _timer.Change(Linger, Timeout.InfiniteTimeSpan);
            _isScheduled = true;
        }
    }

    private void Trim()
    {
        while (_waiting.Count > Capacity)
            _waiting.RemoveFirst();
    }

    private void TryWriteFile()
    {
        lock (_gate)
        {
            _isScheduled = false;
            try
            {
                AtomicFile.Write(Path, Compose(), durable: false);
                _failed = false;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                if (!_failed)
                    _log.Write(TelemetryEvents.EventsNotWritten, new("file", Path), new("reason", e.Message));
                _failed = true;
            }
        }
    }

    private byte[] Compose() => JsonBytes.WriteObject(json =>
    {
        json.WriteString("data_directory", _hosting.DataDirectory);
        json.WriteStartArray("events");
        foreach (var (at, severity, payload) in _waiting)
        {
            json.WriteStartObject();
            json.WriteNumber("at", at);
            json.WriteString("severity", severity.ToWord());
            json.WritePropertyName("event");
            json.WriteRawValue(payload);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    /// <summary>Half of a file, or not one of ours: what it told is lost, as after a power cut.</summary>
    private IReadOnlyList<HappenedEvent> ReadFile() => FileAttempt.OrElse<IReadOnlyList<HappenedEvent>>([], () =>
        JsonBytes.Read<IReadOnlyList<HappenedEvent>>(File.ReadAllBytes(Path), [], json =>
            [.. json.GetProperty("events").EnumerateArray().Select(e => new HappenedEvent(
                e.GetProperty("at").GetInt64(), RatingNames.FromWord(e.GetProperty("severity").GetString()), e.GetProperty("event").GetRawText()))]));
}
