using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using AutoCore.SystemTests.Backups;

namespace AutoCore.SystemTests.SecondPlace;

/// <summary>A line to a server that a test cuts and mends: connections are passed on, ended, and refused.</summary>
internal sealed class CuttableLine : IAsyncDisposable
{
    private readonly int _target;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<TcpClient> _open = [];
    private readonly TcpListener _listener;
    private readonly Task _accepting;
    private volatile bool _isCut;
    private long _passed;

    public CuttableLine(int target)
    {
        _target = target;
        Port = Programs.FreePort();
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Bytes that went to the server so far.</summary>
    public long Passed => Interlocked.Read(ref _passed);

    public void Cut()
    {
        _isCut = true;
        while (_open.TryTake(out var client))
            client.Close();
    }

    public void Mend() => _isCut = false;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Cut();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                if (_isCut)
                    client.Close();
                else
                    _ = PassAsync(client);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var server = new TcpClient();
        _open.Add(client);
        _open.Add(server);
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target);
            await Task.WhenAny(CopyAsync(client.GetStream(), server.GetStream(), counted: true),
                CopyAsync(server.GetStream(), client.GetStream(), counted: false));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The line was cut.
        }
        client.Close();
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, bool counted)
    {
        var buffer = new byte[32 * 1024];
        try
        {
            while (await from.ReadAsync(buffer) is > 0 and var count)
            {
                await to.WriteAsync(buffer.AsMemory(0, count));
                if (counted)
                    Interlocked.Add(ref _passed, count);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // The line was cut.
        }
    }
}
