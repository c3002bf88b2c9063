using System.Net.Sockets;

namespace AutoCore.Daemon.Tests.Mqtt;

/// <summary>A way to the broker that can be frozen: connections stay open and nothing passes, as when packets are dropped.</summary>
internal sealed class FrozenProxy(int target) : BrokerProxy(target)
{
    private volatile bool _frozen;

    public void Freeze() => _frozen = true;

    public void Thaw() => _frozen = false;

    protected override Task UpAsync(NetworkStream client, NetworkStream broker, CancellationToken cancellationToken) =>
        PumpAsync(client, broker, cancellationToken);

    protected override Task DownAsync(NetworkStream broker, NetworkStream client, CancellationToken cancellationToken) =>
        PumpAsync(broker, client, cancellationToken);

    private async Task PumpAsync(NetworkStream from, NetworkStream to, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        while (await from.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (!_frozen)
                await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }
}
