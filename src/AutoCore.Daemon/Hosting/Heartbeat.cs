namespace AutoCore.Daemon.Hosting;

/// <summary>
/// A worker's promise: by when it will be heard of again. A worker that breaks it hangs, and only then the watchdog starves; a worker that
/// fails keeps its promise and is reported instead.
/// </summary>
internal sealed class Heartbeat(string worker, TimeProvider time)
{
    private long _due = long.MaxValue;

    /// <summary>The worker's name.</summary>
    public string Worker => worker;

    /// <summary>Promises the next sign of life.</summary>
    /// <param name="within">From now on, on the monotonic clock.</param>
    public void Expect(TimeSpan within) => Volatile.Write(ref _due, time.GetTimestamp() + (long)(within.TotalSeconds * time.TimestampFrequency));

    /// <summary>The worker ended in good order: nothing more is expected.</summary>
    public void Retire() => Volatile.Write(ref _due, long.MaxValue);

    /// <summary>Whether the promise is broken.</summary>
    public bool IsOverdue => time.GetTimestamp() > Volatile.Read(ref _due);
}

/// <summary>All workers' heartbeats, for the watchdog.</summary>
internal sealed class Heartbeats(TimeProvider time)
{
    private readonly List<Heartbeat> _all = [];

    /// <summary>Registers a worker.</summary>
    public Heartbeat Add(string worker)
    {
        var heartbeat = new Heartbeat(worker, time);
        lock (_all)
            _all.Add(heartbeat);
        return heartbeat;
    }

    /// <summary>The first worker that hangs, or null.</summary>
    public string? FindHung()
    {
        lock (_all)
            return _all.Find(h => h.IsOverdue)?.Worker;
    }
}
