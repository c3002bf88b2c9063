using System.Net;
using AutoCore.Core.Web;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace AutoCore.Web.Hosting;

/// <summary>
/// Keeps those who connect and say nothing from taking the places of all others: such a connection lasts some seconds, there are but so many at a time, of
/// which the oldest goes, and an address that is no trusted proxy has a share of all connections.
/// </summary>
internal sealed class ConnectionShare(WebOptions web, TimeProvider time)
{
    /// <summary>Connections at a time, whoever has them.</summary>
    public const int Most = 128;

    /// <summary>Connections at a time that have not sent anything yet.</summary>
    public const int MostSilent = 64;

    /// <summary>Connections at a time of one address.</summary>
    public const int MostOfAnAddress = 96;

    /// <summary>How long a connection may be silent at its beginning.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly LinkedList<CancellationTokenSource> _silent = [];
    private readonly Dictionary<IPAddress, int> _open = [];

    /// <summary>Serves a connection once its first byte has come, or ends it.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        // A proxy brings everybody; whoever comes by a Unix socket has none.
        var counted = address is null || web.Trusts(address) ? null : address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (counted is not null && !Enter(counted))
        {
            connection.Abort(new ConnectionAbortedException("too many connections of one address"));
            return;
        }
        try
        {
            if (await BeginsAsync(connection))
                await next(connection);
            else
                connection.Abort(new ConnectionAbortedException("nothing was sent"));
        }
        finally
        {
            if (counted is not null)
                Leave(counted);
        }
    }

    private async Task<bool> BeginsAsync(ConnectionContext connection)
    {
        var stopping = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? default;
        using var limit = new CancellationTokenSource(LongestSilence, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, connection.ConnectionClosed, stopping);
        // Not the linked one: it is disposed of by whoever waits, this one is ended by others.
        using var pushed = new CancellationTokenSource();
        using var registration = pushed.Token.UnsafeRegister(static (state, _) => ((CancellationTokenSource)state!).Cancel(), ending);
        var place = Wait(pushed);
        try
        {
            var input = connection.Transport.Input;
            var read = await input.ReadAsync(ending.Token);
            // It stays where it is, for whoever reads next.
            input.AdvanceTo(read.Buffer.Start, read.Buffer.Start);
            return !read.Buffer.IsEmpty;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return false;
        }
        finally
        {
            lock (_gate)
            {
                if (place.List is not null)
                    _silent.Remove(place);
            }
        }
    }

    private LinkedListNode<CancellationTokenSource> Wait(CancellationTokenSource pushed)
    {
        lock (_gate)
        {
            if (_silent.Count == MostSilent && _silent.First is { } oldest)
            {
                _silent.RemoveFirst();
                // Under the lock, where its owner has not let go of it; what follows from it runs elsewhere.
                _ = oldest.Value.CancelAsync();
            }
            return _silent.AddLast(pushed);
        }
    }

    private bool Enter(IPAddress address)
    {
        lock (_gate)
        {
            var open = _open.GetValueOrDefault(address);
            if (open == MostOfAnAddress)
                return false;
            _open[address] = open + 1;
            return true;
        }
    }

    private void Leave(IPAddress address)
    {
        lock (_gate)
        {
            if (_open[address] == 1)
                _open.Remove(address);
            else
                _open[address]--;
        }
    }
}
