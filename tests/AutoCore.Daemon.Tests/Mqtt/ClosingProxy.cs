using System.Net.Sockets;
using System.Text;

namespace AutoCore.Daemon.Tests.Mqtt;

/// <summary>A way to the broker that ends the connection at a PUBLISH to a refused topic, without a word: as brokers in the cloud do.</summary>
internal sealed class ClosingProxy(int target, string refused) : BrokerProxy(target)
{
    private const int Publish = 3;

    private int _closed;

    /// <summary>How often a connection was ended because of a topic.</summary>
    public int Closed => Volatile.Read(ref _closed);

    protected override async Task UpAsync(NetworkStream client, NetworkStream broker, CancellationToken cancellationToken)
    {
        while (true)
        {
            var header = new List<byte>();
            int length = 0, shift = -7;
            do
            {
                var one = new byte[1];
                await client.ReadExactlyAsync(one, cancellationToken);
                header.Add(one[0]);
                if (shift >= 0)
                    length |= (one[0] & 0x7F) << shift;
                shift += 7;
            }
            while (header.Count == 1 || (header[^1] & 0x80) != 0);
            var body = new byte[length];
            await client.ReadExactlyAsync(body, cancellationToken);
            if (header[0] >> 4 == Publish && Encoding.UTF8.GetString(body, 2, (body[0] << 8) | body[1]).StartsWith(refused, StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _closed);
                return;
            }
            await broker.WriteAsync((byte[])[.. header, .. body], cancellationToken);
        }
    }
}
