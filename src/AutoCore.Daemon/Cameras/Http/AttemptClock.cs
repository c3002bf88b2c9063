using AutoCore.Core.Cameras;
using AutoCore.Policies.Configuration;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>The time limits of one try: for the connection, for the first byte after it, and for the whole picture.</summary>
internal sealed class AttemptClock : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeSpan _firstByteTimeout;
    private readonly TimeSpan _imageTimeout;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly CancellationTokenSource _expiry;
    private readonly CancellationTokenSource _linked;
    private string _phase = "";
    private bool _isReceiving;
    private bool _disposed;

    public AttemptClock(CamerasOptions limits, CameraOverrides? own, TimeProvider time, CancellationToken cancellationToken)
    {
        (_time, _started, Stopping) = (time, time.GetTimestamp(), cancellationToken);
        ConnectTimeout = own?.ConnectTimeout ?? limits.ConnectTimeout;
        _firstByteTimeout = own?.FirstByteTimeout ?? limits.FirstByteTimeout;
        _imageTimeout = own?.ImageTimeout ?? limits.ImageTimeout;
        _expiry = new CancellationTokenSource(_imageTimeout, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_expiry.Token, cancellationToken);
        Wait();
    }

    /// <summary>What it counts with.</summary>
    public TimeProvider Time => _time;

    public CancellationToken Token => _linked.Token;

    /// <summary>Whether the host stops: what is done without the camera goes by this alone.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Time for the picture.</summary>
    public TimeSpan ImageTimeout => _imageTimeout;

    /// <summary>Time for the connection, TLS included.</summary>
    public TimeSpan ConnectTimeout { get; }

    /// <summary>Whether a limit has passed.</summary>
    public bool IsExpired => _expiry.IsCancellationRequested;

    /// <summary>Whether a connection is being made.</summary>
    public bool IsConnecting { get; private set; }

    /// <summary>Whether the host has answered anything at all in this try.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>Whether the host asked for a digest in this try, and took ours.</summary>
    public bool HasTakenDigest { get; private set; }

    /// <summary>Whether the picture itself is under way.</summary>
    public bool IsReceiving => _isReceiving;

    /// <summary>The address that was asked last, or null.</summary>
    public Uri? Asked { get; set; }

    /// <summary>Since the try began.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_started);

    /// <summary>Which limit is running, in words.</summary>
    public string Describe() => _phase;

    /// <summary>A connection is being made.</summary>
    public void Connect()
    {
        if (_isReceiving)
            return;
        IsConnecting = true;
        Limit(ConnectTimeout, "no connection within {0}");
    }

    /// <summary>A request is under way, over a connection that stands.</summary>
    public void Wait()
    {
        // A connection that was asked for may come when the request has long been answered over another one.
        if (_isReceiving)
            return;
        IsConnecting = false;
        Limit(_firstByteTimeout, "no first byte within {0}");
    }

    /// <summary>The host answered, whatever it was.</summary>
    public void Answer() => HasAnswered = true;

    /// <summary>The host took a digest.</summary>
    public void TakeDigest() => HasTakenDigest = true;

    /// <summary>The answer that is to be the picture has begun.</summary>
    public void Receive()
    {
        (HasAnswered, _isReceiving, IsConnecting) = (true, true, false);
        Limit(_imageTimeout, "not whole within {0}");
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
            var rest = _imageTimeout - Elapsed;
            (limit, phase) = limit < rest ? (limit, phase) : (rest, "not whole within {0}");
            _phase = string.Format(phase, DurationFormat.Format(limit == rest ? _imageTimeout : limit));
            _expiry.CancelAfter(limit > TimeSpan.Zero ? limit : TimeSpan.Zero);
        }
    }
}
