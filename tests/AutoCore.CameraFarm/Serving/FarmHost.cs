using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace AutoCore.CameraFarm.Serving;

/// <summary>One address and port of the farm with its connections.</summary>
internal sealed class FarmHost(IPAddress address, X509Certificate2? certificate, Func<Request, Stream, CancellationToken, Task<After>> answer)
    : IAsyncDisposable
{
    private const int Backlog = 4096;
    private const int SendBuffer = 200_000;

    private readonly ConcurrentDictionary<Task, bool> connections = new();
    private CancellationTokenSource? stopping;
    private Task accepting = Task.CompletedTask;

    public IPEndPoint EndPoint { get; private set; } = new(address, 0);

    /// <summary>Listens; after <see cref="StopAsync"/> again on the same port.</summary>
    public void Start(int port = 0)
    {
        var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(address, EndPoint.Port == 0 ? port : EndPoint.Port));
        listener.Listen(Backlog);
        EndPoint = (IPEndPoint)listener.LocalEndPoint!;
        stopping = new CancellationTokenSource();
        accepting = AcceptAsync(listener, stopping.Token);
    }

    /// <summary>Cuts all connections; new ones are refused.</summary>
    public async Task StopAsync()
    {
        if (stopping is null) return;
        await stopping.CancelAsync();
        await accepting;
        await Task.WhenAll(connections.Keys);
        stopping.Dispose();
        stopping = null;
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task AcceptAsync(Socket listener, CancellationToken cancellationToken)
    {
        using var listening = listener;
        try
        {
            while (true)
            {
                var client = await listener.AcceptAsync(cancellationToken);
                var serving = ServeAsync(client, cancellationToken);
                connections[serving] = true;
                // A connection that failed in a way that ServeAsync does not expect stays, so that StopAsync throws what it threw.
                _ = serving.ContinueWith(
                    done => connections.TryRemove(done, out var _), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion,
                    TaskScheduler.Default);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    private async Task ServeAsync(Socket client, CancellationToken cancellationToken)
    {
        using var socket = client;
        client.NoDelay = true;
        // A picture goes out at once: what a camera costs beyond its latency is not the farm's share of the processor.
        client.SendBufferSize = SendBuffer;
        try
        {
            await using var stream = await OpenAsync(client, cancellationToken);
            var reader = new RequestReader(stream);
            while (await reader.ReadAsync(cancellationToken) is { } request)
            {
                var after = await answer(request, stream, cancellationToken);
                if (after == After.Reset) client.LingerState = new LingerOption(enable: true, seconds: 0);
                if (after != After.KeepOpen || request.Header("Connection") == "close") break;
            }
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException or OperationCanceledException)
        {
            // The client hung up, or the farm ends.
        }
    }

    private async Task<Stream> OpenAsync(Socket client, CancellationToken cancellationToken)
    {
        var plain = new NetworkStream(client, ownsSocket: false);
        if (certificate is null) return plain;
        var secure = new SslStream(plain);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, cancellationToken);
        return secure;
    }
}
