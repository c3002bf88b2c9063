using System.Net.Sockets;
using AutoCore.Core.Cameras;
using AutoCore.Core.Hosting;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>Asks the cameras whose answers the platform's client refuses: header lines without a colon, <c>ICY 200 OK</c>, no head at all.</summary>
internal static class LenientTransport
{
    /// <summary>Sends a request on a connection of its own and returns when the head of the answer is there.</summary>
    /// <exception cref="IOException">No connection, or it ended before the head.</exception>
    /// <exception cref="SocketException">No connection.</exception>
    /// <exception cref="OperationCanceledException">The clock ran out, or the host stops.</exception>
    public static async Task<CameraAnswer> SendAsync(CameraRequest request, TlsRule tls, AttemptClock clock)
    {
        var stream = await CameraConnector.ConnectAsync(request.Url, request.IsForeign, tls, clock);
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(Compose(request)), clock.Token);
            return await LenientAnswer.ReadAsync(stream, request.IsLogin, clock.Time, clock.Token);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private static string Compose(CameraRequest request)
    {
        var head = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{request.Method} {request.Url.PathAndQuery} HTTP/1.1\r\nHost: {request.Url.Authority}\r\n")
            .Append(CultureInfo.InvariantCulture, $"User-Agent: autocore/{Product.Version}\r\nAccept: {request.Accept}\r\nConnection: close\r\n");
        foreach (var (name, value) in request.Headers)
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        if (request.Authorization is { } authorization)
            head.Append("Authorization: ").Append(authorization).Append("\r\n");
        if (request.Cookie is { } cookie)
            head.Append("Cookie: ").Append(cookie).Append("\r\n");
        if (request.Content is { } content)
            head.Append(CultureInfo.InvariantCulture, $"Content-Type: {content.Type}\r\nContent-Length: {content.Bytes.Length}\r\n");
        return head.Append("\r\n").Append(request.Content?.Bytes).ToString();
    }
}
