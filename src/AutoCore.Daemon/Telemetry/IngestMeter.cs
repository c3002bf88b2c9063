using AutoCore.Core.Telemetry;
using AutoCore.Policies.Telemetry;

namespace AutoCore.Daemon.Telemetry;

/// <summary>What came in faster than it is stored.</summary>
/// <param name="Values">Values since the start that replaced a waiting one or were left out.</param>
/// <param name="Topic">The topic that most of them came from, as far as one stands out.</param>
/// <param name="At">When the last of them came (<see cref="TimeProvider.GetTimestamp"/>).</param>
internal readonly record struct IngestSurplus(long Values, string Topic, long At);

/// <summary>Counts messages against their rate, and bytes against the budget of a day. Not safe for several threads at once.</summary>
internal sealed class IngestMeter(TelemetryOptions options, TimeProvider time)
{
    private double _allowed = IngestPolicy.Refill(double.MaxValue, options.MaxMessagesPerSecond, TimeSpan.Zero);
    private long _countedAt = time.GetTimestamp();
    private long _windowFrom = time.GetTimestamp();
    private long _bytes;
    private long _votes;

    /// <summary>What came in too fast.</summary>
    public IngestSurplus Surplus { get; private set; } = new(0, "", 0);

    /// <summary>Whether one more message may be stored now; if so, it is counted.</summary>
    public bool TryTake()
    {
        _allowed = IngestPolicy.Refill(_allowed, options.MaxMessagesPerSecond, time.GetElapsedTime(_countedAt));
        _countedAt = time.GetTimestamp();
        if (time.GetElapsedTime(_windowFrom) >= IngestPolicy.BudgetWindow)
            (_windowFrom, _bytes) = (_countedAt, 0);
        if (_allowed < 1 || _bytes >= options.MaxMbPerDay * 1_000_000L)
            return false;
        _allowed--;
        return true;
    }

    /// <summary>A value is stored.</summary>
    public void Count(object value) => _bytes += IngestPolicy.CostOf(value);

    /// <summary>A value came in too fast. The topic that stands out is the one that more than half of all votes are for, if there is one.</summary>
    public void CountSurplus(string topic)
    {
        if (_votes == 0)
            Surplus = Surplus with { Topic = topic };
        _votes += Surplus.Topic == topic ? 1 : -1;
        Surplus = Surplus with { Values = Surplus.Values + 1, At = time.GetTimestamp() };
    }
}
