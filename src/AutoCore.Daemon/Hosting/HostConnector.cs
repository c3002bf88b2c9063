using System.Net;
using System.Net.Sockets;

namespace AutoCore.Daemon.Hosting;

/// <summary>
/// Connects to a host by name. Of several addresses each gets a quarter of a second before the next one is tried beside it, families in turn (RFC 8305), so
/// that an address which swallows everything, mostly a dead IPv6, does not eat the time that the good one needs.
/// </summary>
internal static class HostConnector
{
    /// <summary>The start that an address has before the next one.</summary>
    public static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(250);

    /// <summary>Addresses of one name that are tried.</summary>
    private const int MostAddresses = 8;

    /// <summary>Connects to a host's name or address.</summary>
    /// <param name="host">The name or address.</param>
    /// <param name="time">Gives each address its head start.</param>
    /// <param name="mayReach">Which addresses may be asked; null: all.</param>
    /// <exception cref="SocketException">The name is not known, or no address answers.</exception>
    /// <exception cref="AddressRefused">None of its addresses may be asked.</exception>
    /// <exception cref="OperationCanceledException">The token ended it.</exception>
    public static async ValueTask<Stream> ConnectAsync(string host, int port, TimeProvider time, CancellationToken cancellationToken,
        Func<IPAddress, bool>? mayReach = null)
    {
        IPAddress[] addresses = IPAddress.TryParse(host, out var address) ? [address] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        if (mayReach is not null && addresses.Length > 0)
        {
            addresses = [.. addresses.Where(mayReach)];
            if (addresses.Length == 0)
                throw new AddressRefused($"{host} is this machine, or is reached without a network");
        }
        return new NetworkStream(await ConnectAsync(addresses, port, time, cancellationToken), ownsSocket: true);
    }

    /// <summary>Connects to the first of a name's addresses that answers.</summary>
    /// <exception cref="SocketException">None does; the first one's failure.</exception>
    public static async Task<Socket> ConnectAsync(IReadOnlyList<IPAddress> addresses, int port, TimeProvider time, CancellationToken cancellationToken)
    {
        var order = Interleave(addresses);
        if (order.Count == 0)
            throw new SocketException((int)SocketError.HostNotFound);
        if (order.Count == 1)
            return await ConnectAsync(order[0], port, cancellationToken);
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new List<Task<Socket>>();
        var first = (Exception?)null;
        for (var next = 0; next < order.Count || running.Count > 0;)
        {
            if (next < order.Count)
                running.Add(ConnectAsync(order[next++], port, rest.Token));
            var any = Task.WhenAny(running);
            // The last one that is tried has all the time that is left.
            if (next < order.Count && await Task.WhenAny(any, Task.Delay(HeadStart, time, rest.Token)) != any)
                continue;
            var done = await any;
            running.Remove(done);
            if (done.IsCompletedSuccessfully)
            {
                await rest.CancelAsync();
                foreach (var late in running)
                    _ = DropAsync(late);
                return await done;
            }
            first ??= done.Exception?.InnerException;
        }
        cancellationToken.ThrowIfCancellationRequested();
        throw first as SocketException ?? new SocketException((int)SocketError.NotConnected);
    }

    /// <summary>The resolver's order, families in turn.</summary>
    private static List<IPAddress> Interleave(IReadOnlyList<IPAddress> addresses)
    {
        var byFamily = addresses.Distinct().GroupBy(a => a.AddressFamily).Select(g => g.ToList()).ToList();
        return [.. Enumerable.Range(0, addresses.Count).SelectMany(i => byFamily.Where(f => i < f.Count).Select(f => f[i])).Take(MostAddresses)];
    }

    private static async Task<Socket> ConnectAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task DropAsync(Task<Socket> late)
    {
        try
        {
            (await late).Dispose();
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // As it should: another address has answered.
        }
    }
}

/// <summary>A host that must not be asked.</summary>
internal sealed class AddressRefused(string message) : Exception(message);
