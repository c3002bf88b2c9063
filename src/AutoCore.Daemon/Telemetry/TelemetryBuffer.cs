using AutoCore.Core.Telemetry;
using AutoCore.Daemon.Storage;
using AutoCore.Policies.Telemetry;

namespace AutoCore.Daemon.Telemetry;

/// <summary>The daemon's own health at one moment; values in the order of <see cref="SampleColumns"/>, null where one could not be read.</summary>
/// <param name="At">Milliseconds since 1970, UTC.</param>
/// <param name="IsDoubted">Whether the clock was in doubt then.</param>
/// <param name="Values">The values.</param>
internal sealed record Sample(long At, bool IsDoubted, double?[] Values);

/// <summary>A device's value by name: the topic and the key within its messages.</summary>
internal sealed record Series(string Topic, string Key);

/// <summary>One value of a device at one moment, in milliseconds since 1970, UTC.</summary>
internal readonly record struct Reading(long At, Series Series, object Value);

/// <summary>What waits to be written.</summary>
internal sealed record TelemetryBatch(IReadOnlyList<Sample> Samples, IReadOnlyList<Reading> Readings)
{
    /// <summary>Rows in it.</summary>
    public int Count => Samples.Count + Readings.Count;
}

/// <summary>What came in and could not be kept, since the start.</summary>
/// <param name="Malformed">Messages that are neither JSON object, number nor short text.</param>
/// <param name="Refused">Values of series beyond the number that is kept apart.</param>
/// <param name="Lost">Rows pushed out of the full buffer.</param>
internal readonly record struct IngestLosses(long Malformed, long Refused, long Lost);

/// <summary>Collects rows in memory until they are written together: bounded in rows and in series, the oldest go first and are counted.</summary>
internal sealed class TelemetryBuffer(TelemetryOptions options, TimeProvider time) : ITelemetrySubscriber
{
    private const int MostSeries = 5_000;

    /// <summary>In characters; a longer topic's values are refused as those of too many series are.</summary>
    private const int LongestTopic = 1_024;

    /// <summary>A newest value further ahead than this, in milliseconds, means that the clock was set back.</summary>
    private const long LongestDrift = 60_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Topic, string Key), LastSeen> _series = [];
    private readonly LinkedList<Sample> _samples = [];
    private readonly LinkedList<Reading> _readings = [];
    private readonly IngestMeter _meter = new(options, time);
    private IngestLosses _losses;

    /// <summary>Raised on the sender's thread when enough waits to be written.</summary>
    public event Action? Filled;

    public IReadOnlyList<string> TopicFilters => options.Topics;

    /// <summary>Rows that wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _samples.Count + _readings.Count;
        }
    }

    /// <summary>What could not be kept.</summary>
    public IngestLosses Losses
    {
        get
        {
            lock (_gate)
                return _losses;
        }
    }

    /// <summary>What came in faster than it is stored.</summary>
    public IngestSurplus Surplus
    {
        get
        {
            lock (_gate)
                return _meter.Surplus;
        }
    }

    /// <summary>Adds a sample.</summary>
    public void Add(Sample sample)
    {
        lock (_gate)
        {
            _samples.AddLast(sample);
            Trim();
        }
    }

    public void Accept(string topic, ReadOnlySpan<byte> payload)
    {
        var values = DevicePayload.TryRead(payload);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        bool filled;
        lock (_gate)
        {
            if (values is null)
                _losses = _losses with { Malformed = _losses.Malformed + 1 };
            bool? isAllowed = null;
            foreach (var value in values ?? [])
                Add(topic, value, now, ref isAllowed);
            Trim();
            filled = _readings.Count >= FlushPolicy.FlushAt;
        }
        if (filled)
            Filled?.Invoke();
    }

    /// <summary>Takes everything that waits.</summary>
    public TelemetryBatch TakeAll()
    {
        lock (_gate)
        {
            var batch = new TelemetryBatch([.. _samples], [.. _readings]);
            _samples.Clear();
            _readings.Clear();
            return batch;
        }
    }

    /// <summary>Gives back what could not be written, in front of what came since.</summary>
    public void PutBack(TelemetryBatch batch)
    {
        lock (_gate)
        {
            foreach (var sample in batch.Samples.Reverse())
                _samples.AddFirst(sample);
            foreach (var reading in batch.Readings.Reverse())
                _readings.AddFirst(reading);
            Trim();
        }
    }

    /// <summary>Stores a value, or lets it replace the one of its series that still waits: under a flood the newest value wins, and costs no row.</summary>
    private void Add(string topic, DeviceValue value, long now, ref bool? isAllowed)
    {
        var isKnown = _series.TryGetValue((topic, value.Key), out var seen);
        if ((isKnown && time.GetElapsedTime(seen!.StoredAt) < IngestPolicy.SeriesInterval) || !(isAllowed ??= _meter.TryTake()))
        {
            _meter.CountSurplus(topic);
            if (seen?.Waiting is { List: not null } waiting)
                waiting.ValueRef = waiting.ValueRef with { Value = value.Value };
            return;
        }
        if (seen is null)
        {
            if (_series.Count == MostSeries || topic.Length > LongestTopic)
            {
                _losses = _losses with { Refused = _losses.Refused + 1 };
                return;
            }
            _series[(topic, value.Key)] = seen = new(new(topic, value.Key));
        }
        // A series has one value a millisecond, also after the clock was set back a little.
        seen.At = now <= seen.At && seen.At - now < LongestDrift ? seen.At + 1 : now;
        seen.StoredAt = time.GetTimestamp();
        seen.Waiting = _readings.AddLast(new Reading(seen.At, seen.Series, value.Value));
        _meter.Count(value.Value);
    }

    private void Trim()
    {
        for (; _readings.Count > FlushPolicy.Capacity; _losses = _losses with { Lost = _losses.Lost + 1 })
            _readings.RemoveFirst();
        for (; _samples.Count > FlushPolicy.Capacity; _losses = _losses with { Lost = _losses.Lost + 1 })
            _samples.RemoveFirst();
    }

    /// <summary>A known series, and its newest value.</summary>
    private sealed class LastSeen(Series series)
    {
        public Series Series => series;

        /// <summary>The newest value's time, in milliseconds since 1970, UTC.</summary>
        public long At { get; set; }

        /// <summary>When it came (<see cref="TimeProvider.GetTimestamp"/>).</summary>
        public long StoredAt { get; set; }

        /// <summary>Where it waits to be written; in no list once it was taken.</summary>
        public LinkedListNode<Reading>? Waiting { get; set; }
    }
}
