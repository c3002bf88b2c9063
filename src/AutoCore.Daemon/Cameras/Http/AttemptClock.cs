using AutoCore.Policies.Configuration;

namespace AutoCore.Daemon.Cameras;

/// <summary>The time limits of one try: for the connection, for the first byte after it, and for the whole picture.</summary>
internal sealed class AttemptClock : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CamerasOptions _limits;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly CancellationTokenSource _expiry;
    private readonly CancellationTokenSource _linked;
    private string _phase = "";
    private bool _disposed;

    public AttemptClock(CamerasOptions limits, TimeProvider time, CancellationToken cancellationToken)
    {
        (_limits, _time, _started) = (limits, time, time.GetTimestamp());
        _expiry = new CancellationTokenSource(limits.ImageTimeout, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_expiry.Token, cancellationToken);
        Wait();
    }

    public CancellationToken Token => _linked.Token;

    /// <summary>Whether a limit has passed.</summary>
    public bool IsExpired => _expiry.IsCancellationRequested;

    /// <summary>Whether the camera has begun to answer.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>Since the try began.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_started);

    /// <summary>Which limit is running, in words.</summary>
    public string Describe() => _phase;

    /// <summary>A connection is being made.</summary>
    public void Connect() => Limit(_limits.ConnectTimeout, "no connection within {0}");

    /// <summary>The request is under way.</summary>
    public void Wait() => Limit(_limits.FirstByteTimeout, "no first byte within {0}");

    /// <summary>The head of the answer is there.</summary>
    public void Receive()
    {
        HasAnswered = true;
        Limit(_limits.ImageTimeout, "not whole within {0}");
    }

    public void Dispose()
    {
        lock (_gate)
            _disposed = true;
        _linked.Dispose();
        _expiry.Dispose();
    }

    /// <summary>A connection may outlive the request that asked for it: what comes after <see cref="Dispose"/> is ignored.</summary>
    private void Limit(TimeSpan limit, string phase)
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            var rest = _limits.ImageTimeout - Elapsed;
            (limit, phase) = limit < rest ? (limit, phase) : (rest, "not whole within {0}");
            _phase = string.Format(phase, DurationFormat.Format(limit == rest ? _limits.ImageTimeout : limit));
            _expiry.CancelAfter(limit > TimeSpan.Zero ? limit : TimeSpan.Zero);
        }
    }
}
