using AutoCore.Core.Health;
using AutoCore.Policies.Mqtt;

namespace AutoCore.Daemon.Mqtt;

/// <summary>Posts how it stands with the broker's connection.</summary>
internal sealed class BrokerHealth(HealthBoard board, TimeProvider time)
{
    private readonly Lock _gate = new();
    private bool? _isConnected;
    private DateTimeOffset _since;
    private long _sinceStamp;
    private string? _lastError;

    /// <summary>The broker accepted the connection.</summary>
    public void NoteConnected() => Change(true, null);

    /// <summary>The connection failed or ended.</summary>
    public void NoteLost(string reason) => Change(false, reason);

    /// <summary>Posts it, if anything is known.</summary>
    public void Post()
    {
        lock (_gate)
        {
            if (_isConnected is { } connected)
            {
                board.Post(new("mqtt", ReconnectPolicy.Rate(connected, time.GetElapsedTime(_sinceStamp)), time.GetUtcNow(),
                    new("connected", connected), new("since_ts", _since.ToUnixTimeSeconds()), new("last_error", _lastError)));
            }
        }
    }

    private void Change(bool isConnected, string? error)
    {
        lock (_gate)
        {
            if (isConnected != _isConnected)
                (_isConnected, _since, _sinceStamp) = (isConnected, time.GetUtcNow(), time.GetTimestamp());
            _lastError = error ?? _lastError;
        }
        Post();
    }
}
