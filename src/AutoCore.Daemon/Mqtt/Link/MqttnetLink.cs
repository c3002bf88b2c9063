namespace AutoCore.Daemon.Mqtt.Link;

/// <summary>The link by MQTTnet, a client made new for each connection so that nothing of a broken one is left.</summary>
internal sealed class MqttnetLink(TimeProvider time) : IMqttLink, IDisposable
{
    private readonly WakeSignal _wake = new();

    public async Task<LinkEnd> RunAsync(LinkSettings settings, IMqttTraffic traffic, CancellationToken finish)
    {
        // Nothing of a connection runs on the caller's thread, and nothing before its first wait either.
        await Task.Yield();
        using var session = new MqttnetSession(settings, traffic, _wake, time);
        return await session.RunAsync(finish);
    }

    public void Wake() => _wake.Set();

    public void Dispose() => _wake.Dispose();
}

/// <summary>Wakes the loop of a session; set twice before it looks, it wakes once.</summary>
internal sealed class WakeSignal : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0);

    /// <summary>From any thread.</summary>
    public void Set()
    {
        if (_signal.CurrentCount == 0)
            _signal.Release();
    }

    /// <summary>Returns at the signal, or after this time.</summary>
    public Task WaitAsync(TimeSpan within) => _signal.WaitAsync(within > TimeSpan.Zero ? within + TimeSpan.FromMilliseconds(1) : TimeSpan.Zero);

    public void Dispose() => _signal.Dispose();
}
