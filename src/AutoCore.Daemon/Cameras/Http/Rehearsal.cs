using System.Net;
using System.Net.Sockets;
using AutoCore.Core.Cameras;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>
/// Asks this process itself for a picture, over the loopback address. What the runtime compiles and loads at a process's first request takes as long as half a
/// camera; so it happens while the rest of the program starts, and not while the first ten cameras wait.
/// </summary>
internal static class Rehearsal
{
    private static readonly byte[] Answer = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: 2\r\n\r\nok");

    /// <summary>Plays one request, its answer, and what is done with it.</summary>
    /// <exception cref="SocketException">There is no loopback address; nothing else suffers from that.</exception>
    public static async Task PlayAsync(CamerasOptions options, TimeProvider time)
    {
        using var transport = new PlatformTransport(time);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(1);
        var url = new Uri($"http://{listener.LocalEndpoint}/");
        var answering = AnswerAsync(listener);
        var receiver = new PictureReceiver(CameraClient.RulesOf(options), time);
        await RetryPipeline.Create(options.RetryAttempts, options, time).ExecuteAsync(async token =>
        {
            using var clock = new AttemptClock(options, own: null, time, token);
            using var answer = await transport.SendAsync(new(url), new TlsRule(null, Verify: true), clock);
            await receiver.ReadSampleAsync(answer.Body, clock.Token);
            return new Attempt(default, "");
        }, CancellationToken.None);
        await answering;
    }

    private static async Task AnswerAsync(TcpListener listener)
    {
        using var socket = await listener.AcceptSocketAsync();
        await socket.ReceiveAsync(new byte[1024]);
        await socket.SendAsync(Answer);
    }
}
