using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AutoCore.Daemon.Tests.Cameras.Fence;

/// <summary>A host whose every byte the test writes. Each connection is one request: its head and form come as text, and what is answered to it goes out as it
/// is.</summary>
internal sealed class ScriptedHost : IDisposable
{
    public const string Silence = "silence";

    /// <summary>At an answer's end: the connection is reset and not closed.</summary>
    public const string Reset = "reset!";

    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _end = new();
    private readonly Func<string, string> _answer;

    /// <param name="answer">Latin-1 text for a request; <see cref="Silence"/>: nothing, the connection stays.</param>
    /// <param name="address">Where it listens; null: loopback.</param>
    public ScriptedHost(Func<string, string> answer, IPAddress? address = null)
    {
        _answer = answer;
        _listener = new(address ?? IPAddress.Loopback, 0);
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Authority => _listener.LocalEndpoint.ToString()!;

    public ConcurrentQueue<string> Requests { get; } = new();

    public static string Page(string html, params string[] headers) =>
        $"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {html.Length}\r\nConnection: close\r\n{string.Concat(headers.Select(h => $"{h}\r\n"))}\r\n{html}";

    public static string Redirect(string location) => $"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    public static string Form(string action) => Page($"<form method=post action=\"{action}\"><input name=u><input type=password name=p></form>");

    public static string Picture(ReadOnlySpan<byte> picture) =>
        $"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: {picture.Length}\r\nConnection: close\r\n\r\n{Encoding.Latin1.GetString(picture)}";

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptSocketAsync(_end.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var own = socket;
        var end = _end.Token;
        try
        {
            var text = new StringBuilder();
            var buffer = new byte[4096];
            while (!IsWhole(text.ToString()) && await socket.ReceiveAsync(buffer, end) is > 0 and var read)
                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            if (text.Length == 0)
                return;
            Requests.Enqueue(text.ToString());
            var answer = _answer(text.ToString());
            var isReset = answer.EndsWith(Reset, StringComparison.Ordinal);
            if (answer != Silence)
                await socket.SendAsync(Encoding.Latin1.GetBytes(isReset ? answer[..^Reset.Length] : answer), end);
            if (isReset)
            {
                socket.LingerState = new(enable: true, 0);
                return;
            }
            if (answer == Silence || answer.EndsWith(Silence, StringComparison.Ordinal))
                await socket.ReceiveAsync(buffer, end);
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The far side has had enough, or the test is over.
        }
    }

    private static bool IsWhole(string text)
    {
        var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0)
            return false;
        var length = text.Split("\r\n")
            .FirstOrDefault(l => l.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase))?["Content-Length: ".Length..] ?? "0";
        return text.Length >= head + 4 + int.Parse(length, System.Globalization.CultureInfo.InvariantCulture);
    }
}
