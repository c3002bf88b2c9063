using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>
/// A connection as a camera means it. Cameras hang up after an answer without saying so, and whether that arrives as an end or as a reset is chance: after some
/// byte both are an end, so that the next request makes a connection of its own. Before any byte both are a failure: the platform takes an end for a connection
/// that it may try again, up to four times behind the back of whoever counts tries.
/// </summary>
internal sealed class AnsweringStream(Stream inner) : DelegatingStream(inner)
{
    private bool _hasAnswered;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        try
        {
            read = await Inner.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException e) when (_hasAnswered && e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return 0;
        }
        if (read > 0)
            _hasAnswered = true;
        else if (!_hasAnswered && buffer.Length > 0)
            throw new IOException("the camera hung up before it answered");
        return read;
    }
}
