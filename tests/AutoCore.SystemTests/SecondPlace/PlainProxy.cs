using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using AutoCore.SystemTests.Backups;

namespace AutoCore.SystemTests.SecondPlace;

/// <summary>A proxy for http:// addresses that brings every request to one server, whatever host it asks for.</summary>
internal sealed class PlainProxy : IAsyncDisposable
{
    private readonly int _target;
    private readonly TcpListener _listener;
    private readonly Task _accepting;

    public PlainProxy(int target)
    {
        _target = target;
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port { get; } = Programs.FreePort();

    /// <summary>The heads of all requests.</summary>
    public ConcurrentQueue<string> Heads { get; } = [];

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = PassAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The end.
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        try
        {
            using (client)
            using (var server = new TcpClient())
            {
                var near = client.GetStream();
                var head = new StringBuilder();
                var one = new byte[1];
                while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await near.ReadAsync(one) == 1)
                    head.Append((char)one[0]);
                Heads.Enqueue(head.ToString());
                await server.ConnectAsync(IPAddress.Loopback, _target);
                var far = server.GetStream();
                await far.WriteAsync(Encoding.Latin1.GetBytes(Rewrite(head.ToString())));
                // One request a connection: the next one comes with a head of its own.
                await Task.WhenAny(near.CopyToAsync(far), far.CopyToAsync(near));
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // Whoever broke it sees it as well.
        }
    }

    private string Rewrite(string head)
    {
        var lines = head.TrimEnd().Split("\r\n");
        var words = lines[0].Split(' ');
        string[] own = ["Proxy-", "Host:", "Connection:"];
        var kept = lines.Skip(1).Where(l => !Array.Exists(own, o => l.StartsWith(o, StringComparison.OrdinalIgnoreCase)));
        string[] rewritten = [$"{words[0]} {new Uri(words[1]).PathAndQuery} {words[2]}", $"Host: 127.0.0.1:{_target}", "Connection: close", .. kept];
        return string.Join("\r\n", rewritten) + "\r\n\r\n";
    }
}
