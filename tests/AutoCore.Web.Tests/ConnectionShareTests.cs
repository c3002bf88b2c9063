using System.Net;
using System.Net.Sockets;
using AutoCore.Web.Hosting;

namespace AutoCore.Web.Tests;

/// <summary>Who connects and says nothing, over sockets.</summary>
public sealed class ConnectionShareTests : IDisposable
{
    private readonly WebFixture _fixture = new WebFixture().WithCamera("Site", "P1");
    private readonly List<Socket> _silent = [];

    public ConnectionShareTests() => _fixture.WriteStatus();

    public void Dispose()
    {
        _silent.ForEach(static s => s.Dispose());
        _fixture.Dispose();
    }

    [Fact]
    public async Task MoreSilentConnectionsThanThereArePlaces_KeepNobodyOut()
    {
        await using var server = await WebServer.StartAsync(_fixture);
        // One after the other, each on a connection of its own; the oldest silent ones go.
        for (var i = 0; i < 3 * ConnectionShare.Most; i++)
        {
            await ConnectAsync(server, IPAddress.Loopback);
            if (i % ConnectionShare.MostSilent == ConnectionShare.MostSilent - 1)
                Assert.Equal("HTTP/1.1 200", await AskAsync(server, IPAddress.Loopback));
        }
        Assert.Equal("HTTP/1.1 200", await AskAsync(server, IPAddress.Loopback));
    }

    [Fact]
    public async Task SilentConnection_IsClosedByTheServer()
    {
        await using var server = await WebServer.StartAsync(_fixture);
        var silent = await ConnectAsync(server, IPAddress.Loopback);

        Assert.True(await IsClosedAsync(silent));
    }

    [Fact]
    public async Task ConnectionsOfOneAddress_HaveAShare()
    {
        await using var server = await WebServer.StartAsync(_fixture);
        var stranger = IPAddress.Parse("127.0.0.7");
        var beginning = "GET / HTTP/1.1\r\nHost: localhost\r\n"u8.ToArray();
        var (taken, refused) = (0, 0);
        for (var i = 0; i < ConnectionShare.MostOfAnAddress; i++)
        {
            // Begun requests: they are not silent.
            var socket = await ConnectAsync(server, stranger);
            await socket.SendAsync(beginning);
            taken++;
        }
        for (var i = 0; i < 4; i++)
            refused += await IsRefusedAsync(server, stranger) ? 1 : 0;

        Assert.Equal((ConnectionShare.MostOfAnAddress, 4), (taken, refused));
        Assert.Equal("HTTP/1.1 200", await AskAsync(server, IPAddress.Parse("127.0.0.8")));
    }

    [Fact]
    public async Task FirstByteThatComesAlone_IsServedWithTheRest()
    {
        await using var server = await WebServer.StartAsync(_fixture);
        var socket = await ConnectAsync(server, IPAddress.Loopback);
        socket.NoDelay = true;
        await socket.SendAsync("G"u8.ToArray());
        await socket.SendAsync("ET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());

        Assert.Equal("HTTP/1.1 200", await AnswerAsync(socket));
    }

    /// <summary>The refusal may come while the connection is made, or after it.</summary>
    private async Task<bool> IsRefusedAsync(WebServer server, IPAddress from)
    {
        try
        {
            return await IsClosedAsync(await ConnectAsync(server, from));
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static async Task<bool> IsClosedAsync(Socket socket)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            return await socket.ReceiveAsync(new byte[64], limit.Token) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private async Task<string> AskAsync(WebServer server, IPAddress from)
    {
        var socket = await ConnectAsync(server, from);
        await socket.SendAsync("GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray());
        return await AnswerAsync(socket);
    }

    private static async Task<string> AnswerAsync(Socket socket)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var answer = new byte["HTTP/1.1 200".Length];
        var read = 0;
        while (read < answer.Length && await socket.ReceiveAsync(answer.AsMemory(read), limit.Token) is > 0 and var count)
            read += count;
        return System.Text.Encoding.ASCII.GetString(answer, 0, read);
    }

    private async Task<Socket> ConnectAsync(WebServer server, IPAddress from)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _silent.Add(socket);
        socket.Bind(new IPEndPoint(from, 0));
        await socket.ConnectAsync(IPAddress.Loopback, server.Address.Port);
        return socket;
    }
}
