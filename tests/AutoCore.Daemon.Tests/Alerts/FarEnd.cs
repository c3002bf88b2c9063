using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AutoCore.Daemon.Tests.Alerts;

/// <summary>What the far end answers to one request.</summary>
/// <param name="Text">The answer's bytes; null: none, the connection stays open.</param>
internal sealed record Answer(string? Text)
{
    public static Answer Good { get; } = Status(200);

    /// <summary>Takes the request and never answers.</summary>
    public static Answer Silence { get; } = new((string?)null);

    /// <summary>Closes the connection instead of an answer.</summary>
    public static Answer Hangup { get; } = new("");

    /// <summary>Closes in the middle of the answer's head.</summary>
    public static Answer HalfHead { get; } = new("HTTP/1.1 200 O");

    /// <summary>Closes in the middle of the answer's body.</summary>
    public static Answer HalfBody { get; } = new("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf");

    public static Answer Status(int status, string header = "X-Nothing: 1", string body = "") =>
        new($"HTTP/1.1 {status} Some\r\n{header}\r\nConnection: close\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
}

/// <summary>A request as it came in.</summary>
internal sealed record Received(string Line, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Id => Headers["Idempotency-Key"];
}

/// <summary>A web server that answers as it is told, and otherwise well.</summary>
internal sealed class FarEnd : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<Answer> _answers = new();
    private readonly ConcurrentQueue<Received> _requests = new();
    private int _open;

    public FarEnd()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Its address.</summary>
    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/hook/s3cret?x=1";

    /// <summary>Every whole request so far.</summary>
    public IReadOnlyList<Received> Requests => [.. _requests];

    /// <summary>What somebody who looks at the ids has got.</summary>
    public IReadOnlyList<Received> Distinct => [.. _requests.DistinctBy(r => r.Id)];

    /// <summary>Whether no connection is open.</summary>
    public bool IsIdle => Volatile.Read(ref _open) == 0;

    /// <summary>The answers to the next requests.</summary>
    public void Plan(params IEnumerable<Answer> answers)
    {
        foreach (var answer in answers)
            _answers.Enqueue(answer);
    }

    /// <summary>Answers by what was asked; null, or null from it: as planned.</summary>
    public Func<Received, Answer?>? Judge { get; set; }

    /// <summary>From now on nobody listens.</summary>
    public void Close() => _listener.Stop();

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptSocketAsync(_stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        Interlocked.Increment(ref _open);
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            var request = await ReadAsync(stream);
            var answer = Judge?.Invoke(request);
            if (answer is null && !_answers.TryDequeue(out answer))
                answer = Answer.Good;
            _requests.Enqueue(request);
            if (answer.Text is null)
                await Task.Delay(Timeout.Infinite, _stop.Token);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer.Text ?? ""));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // The other side went away.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private static async Task<Received> ReadAsync(Stream stream)
    {
        var bytes = new List<byte>();
        var buffer = new byte[4096];
        while (true)
        {
            var read = await stream.ReadAsync(buffer);
            if (read == 0)
                throw new IOException("no whole request");
            bytes.AddRange(buffer[..read]);
            var text = Encoding.Latin1.GetString([.. bytes]);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0)
                continue;
            var lines = text[..end].Split("\r\n");
            var headers = lines.Skip(1).Select(l => l.Split(": ", 2)).ToDictionary(h => h[0], h => h[1], StringComparer.OrdinalIgnoreCase);
            if (bytes.Count >= end + 4 + int.Parse(headers["Content-Length"], System.Globalization.CultureInfo.InvariantCulture))
                return new(lines[0], headers, Encoding.UTF8.GetString([.. bytes[(end + 4)..]]));
        }
    }
}
